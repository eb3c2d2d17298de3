"""From the files under `data/` to rule files in memory; a mistake in them names its file, line and field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portal.checklist.model import Country, RuleFiles
from portal.checklist.rules.checking.mistakes import mistakes
from portal.kernel.data_files import Finding, Spot, Written, build, load_csv
from portal.kernel.data_files import Path as Way
from portal.kernel.data_files.folder_source import read_lists

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
    written = read_lists(folder, KINDS)
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
