"""A folder of YAML lists, read as if they were one file; mistakes name the file in the folder."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path as FilePath
from typing import Any

from portal.kernel.data_files.mistakes import DataFileError, Mistake, Path, Spot
from portal.kernel.data_files.written import Written
from portal.kernel.data_files.yaml_source import read_yaml


def read_lists(folder: FilePath, kinds: Iterable[str]) -> Written:
    """The lists of each kind, by kind: a file `terms.yaml`, or a folder `terms/` of such files in the order of names.

    Raises `DataFileError`.
    """
    return _together({kind: list(_read(folder, kind)) for kind in kinds})


def _read(folder: FilePath, kind: str) -> Iterator[tuple[str, Written]]:
    inside = folder / kind
    for path in sorted(inside.glob('*.yaml')) if inside.is_dir() else [folder / f'{kind}.yaml']:
        name = str(path.relative_to(folder))
        yield name, _list(path, name)


def _list(path: FilePath, name: str) -> Written:
    """A file that is a list; mistakes tell its name in the folder, as its own name alone is not clear."""
    try:
        written = read_yaml(path)
    except DataFileError as error:
        raise DataFileError(_renamed(one, name) for one in error.mistakes) from None
    if not isinstance(written.value, list):
        spot = replace(written.spots[()], file=name)
        raise DataFileError([Mistake(spot=spot, says='must be a list of entries, each starting with a dash')])
    return written


def _renamed(mistake: Mistake, name: str) -> Mistake:
    return replace(mistake, spot=replace(mistake.spot, file=name))


def _together(read: Mapping[str, list[tuple[str, Written]]]) -> Written:
    """All files as if they were one: by kind, and in there by place."""
    value: dict[str, list[Any]] = {kind: [] for kind in read}
    spots: dict[Path, Spot] = {(): Spot(file='')}
    for kind, files in read.items():
        for name, written in files:
            before = len(value[kind])
            value[kind] += written.value
            spots.setdefault((kind,), Spot(file=name, line=1))
            for (place, *rest), spot in ((path, spot) for path, spot in written.spots.items() if path):
                spots[(kind, before + int(place), *rest)] = replace(spot, file=name)
    return Written(value=value, spots=spots)
