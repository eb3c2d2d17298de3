"""From the files under `data/` to definitions in memory; a mistake in them names its file, line and field."""

from functools import cache
from pathlib import Path

from portal.kernel.data_files import build
from portal.kernel.data_files.folder_source import read_lists
from portal.procedures.model import DefinitionFiles, Definitions, Status
from portal.procedures.rules.checking.mistakes import mistakes

DATA = Path(__file__).parents[1] / 'data'
KINDS = tuple(DefinitionFiles.model_fields)
"""Of each kind there is a file `terms.yaml`, or a folder `terms/` of such files."""


def read_definitions(folder: Path = DATA) -> Definitions:
    """The definitions of a folder; raises `DataFileError` with all mistakes of the first step that finds any.

    The steps: each file by itself, each field, and what entries say of each other.
    """
    files = build(DefinitionFiles, read_lists(folder, KINDS), check=mistakes)
    return Definitions(
        files=files,
        days_off=frozenset(day for decree in files.decrees for day in decree.days),
        years_known=frozenset(decree.year for decree in files.decrees if decree.status is Status.CONFIRMED),
    )


@cache
def definitions(folder: Path = DATA) -> Definitions:
    """The definitions of a folder, read once in a process; raises `DataFileError`."""
    return read_definitions(folder)
