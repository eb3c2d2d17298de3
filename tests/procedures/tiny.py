"""A tiny folder of definitions without mistakes, and copies of it in which something was changed."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from portal.kernel.data_files import DataFileError, Written, build
from portal.kernel.data_files.folder_source import read_lists
from portal.procedures.definition_files.reading import DATA, KINDS, read_definitions
from portal.procedures.model import DefinitionFiles
from portal.procedures.rules.checking.mistakes import mistakes

SMALL = Path(__file__).parent / 'files' / 'small'
SHARED = 'periods.yaml', 'situations.yaml', 'suspensions.yaml', 'words.yaml'
"""Files that the tiny folder takes over from the portal: the clocks need all that is in them."""


def changed(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """The tiny definitions in `folder`, with changes: in this file, this text becomes that one."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    for name in SHARED:
        shutil.copy(DATA / name, folder / name)
    for file, before, after in changes:
        path = folder / file
        text = path.read_text()
        assert text.count(before) == 1, f'{file}: {before!r} stands there {text.count(before)} times'
        path.write_text(text.replace(before, after))
    return folder


def mistakes_in(folder: Path) -> list[str]:
    """The mistakes with which these definitions cannot be used."""
    return _refused(lambda: read_definitions(folder))


def mistakes_after(folder: Path, file: str, *, before: str, after: str) -> list[str]:
    """The mistakes in the tiny definitions with one change; only the changed file is read anew, as reading is slow."""
    changed(folder, (file, before, after))
    return _refused(lambda: build(DefinitionFiles, _with_file(folder, Path(file).stem), check=mistakes))


def _with_file(folder: Path, kind: str) -> Written:
    anew, unchanged = read_lists(folder, [kind]), _unchanged()
    spots = {path: spot for path, spot in unchanged.spots.items() if path[:1] != (kind,)}
    return Written(value={**unchanged.value, **anew.value}, spots={**spots, **anew.spots})


@cache
def _unchanged() -> Written:
    with TemporaryDirectory() as folder:
        return read_lists(changed(Path(folder)), KINDS)


def _refused(read: Callable[[], object]) -> list[str]:
    try:
        read()
    except DataFileError as error:
        return [str(mistake) for mistake in error.mistakes]
    return []
