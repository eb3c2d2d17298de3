"""From the files under `data/` to rule files in memory; a mistake in them names its file, line and field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from portal.checklist.model import Country, RuleFiles
from portal.checklist.rules.checking.mistakes import mistakes
from portal.kernel.data_files import DataFileError, Finding, Mistake, Spot, Written, build, load_csv, read_yaml
from portal.kernel.data_files import Path as Way

DATA = Path(__file__).parents[1] / 'data'
KINDS = tuple(RuleFiles.model_fields)
"""Of each kind there is a file `documents.yaml`, or a folder `documents/` of such files."""


@dataclass(frozen=True, kw_only=True)
class Folder:
    """The rule files of a folder, and where everything in them stands."""

    files: RuleFiles
    countries: Mapping[str, Country]
    written: Written

    def spot(self, path: Way) -> Spot:
        """The file, line and field of a path such as `('documents', 3, 'needed_if')`."""
        return self.written.spot(path)


def read_folder(folder: Path = DATA) -> Folder:
    """The rule files of a folder; raises `DataFileError` with all mistakes of the first step that finds any.

    The steps: each file by itself, each field, and what entries say of each other.
    """
    countries = read_countries(folder)
    written = _together({kind: list(_read(folder, kind)) for kind in KINDS})
    files = build(RuleFiles, written, check=lambda files: mistakes(files, countries))
    return Folder(files=files, countries=countries, written=written)


def read_rules(folder: Path = DATA) -> RuleFiles:
    """The rule files of a folder, as `read_folder` reads them."""
    return read_folder(folder).files


def read_countries(folder: Path = DATA) -> dict[str, Country]:
    """The countries by their two letters; raises `DataFileError`."""
    rows = load_csv(folder / 'countries.csv', Country, check=_doubles)
    return {country.iso2: country for country in rows}


def _doubles(rows: tuple[Country, ...]) -> Iterator[Finding]:
    codes = [country.iso2 for country in rows]
    for place, code in enumerate(codes):
        if code in codes[:place]:
            yield Finding((place, 'iso2'), f'{code} is there twice')


def _read(folder: Path, kind: str) -> Iterator[tuple[str, Written]]:
    """The files of a kind in the order of their names, each with how it is called in the folder."""
    inside = folder / kind
    for path in sorted(inside.glob('*.yaml')) if inside.is_dir() else [folder / f'{kind}.yaml']:
        name = str(path.relative_to(folder))
        yield name, _list(path, name)


def _list(path: Path, name: str) -> Written:
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


def _together(read: Mapping[str, Iterable[tuple[str, Written]]]) -> Written:
    """All files as if they were one: by kind, and in there by place."""
    value: dict[str, list[Any]] = {kind: [] for kind in read}
    spots: dict[Way, Spot] = {(): Spot(file='')}
    for kind, files in read.items():
        for name, written in files:
            before = len(value[kind])
            value[kind] += written.value
            spots.setdefault((kind,), Spot(file=name, line=1))
            for path, spot in written.spots.items():
                if path:
                    spots[(kind, before + path[0], *path[1:])] = replace(spot, file=name)  # type: ignore[operator]
    return Written(value=value, spots=spots)
