"""The planner's CSV files, told apart by their header, and where each column goes.

desks.csv      one row a desk
resources.csv  one row a counter, officer, interpreter or room
rosters.csv    one row for weekly hours
extras.csv     one row for hours beside the roster, on one day
closures.csv   one row for hours without work, on one day

Every column of a kind stands in the header, in any order. An empty cell means that the field is left out.
`skills`, `resources` and `weekdays` hold words with spaces between; `address` holds lines with | between.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from portal.kernel.data_files import Path, Spot, Table, Written, check_header

WORDS = re.compile(r'[\s,]+')
SEPARATORS = {
    'address': re.compile(r'\s*\|\s*'), 'skills': WORDS, 'resources': WORDS, 'weekdays': WORDS,
}
HOURS = {'opens': ('opens',), 'closes': ('closes',)}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One kind of CSV file."""

    section: str
    """The list of a desk that its rows go to; empty when a row is a desk."""
    columns: Mapping[str, Path]
    """Where a column goes; the column `desk` says to which desk."""


SHEETS = (
    Sheet(section='', columns={
        'key': ('key',), 'name': ('name',), 'address': ('address',),
        'directions_nl': ('directions', 'nl'), 'directions_en': ('directions', 'en'),
        'zone': ('zone',), 'phone': ('phone',), 'lead_minutes': ('lead_minutes',),
        'release_weekday': ('release', 'weekday'), 'release_at': ('release', 'at'),
        'horizon_days': ('release', 'horizon_days'), 'holidays': ('holidays',),
        'source': ('source',), 'status': ('status',),
    }),
    Sheet(section='resources', columns={
        'desk': (), 'key': ('key',), 'kind': ('kind',), 'skills': ('skills',),
    }),
    Sheet(section='rosters', columns={
        'desk': (), 'resources': ('resources',), 'weekdays': ('weekdays',), **HOURS,
        'valid_from': ('valid_from',), 'valid_until': ('valid_until',),
    }),
    Sheet(section='extras', columns={
        'desk': (), 'day': ('day',), 'resources': ('resources',), **HOURS,
    }),
    Sheet(section='closures', columns={
        'desk': (), 'day': ('day',), 'resources': ('resources',), **HOURS,
        'why_nl': ('why', 'nl'), 'why_en': ('why', 'en'),
    }),
)


def sheet_of(table: Table) -> Sheet:
    """The kind of CSV file that `table` is; raises `DataFileError` that names the wrong columns."""
    header = set(table.header)
    nearest = min(SHEETS, key=lambda sheet: len(header ^ set(sheet.columns)))
    check_header(table, nearest.columns, allowed=nearest.columns)
    return nearest


def written_row(sheet: Sheet, cells: Mapping[str, str], *, spot: Spot) -> Written:
    """What a row at `spot` says, in the form that the same thing has in a YAML file."""
    value: dict = {}
    spots: dict[Path, Spot] = {(): spot}
    for column, path in sheet.columns.items():
        if path:
            spots[path] = spot.below((column,))
            spots.setdefault(path[:-1], spot.below(path[:-1]))
            _put(value, path, cell=_cell(column, cells.get(column, '')))
    return Written(value=value, spots=spots)


def _put(value: dict, path: Path, *, cell: str | list[str]) -> None:
    """Groups are there even when their cells are empty, so that the column that is missing can be named."""
    for group in path[:-1]:
        value = value.setdefault(group, {})
    if cell:
        value[path[-1]] = cell


def _cell(column: str, cell: str) -> str | list[str]:
    separator = SEPARATORS.get(column)
    return [part for part in separator.split(cell) if part] if separator else cell
