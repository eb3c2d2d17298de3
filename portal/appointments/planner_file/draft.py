"""What several planner files say together, in the form that one YAML file would have."""

from portal.appointments.planner_file.sheets import Sheet, written_row
from portal.kernel.data_files import DataFileError, Mistake, Path, Spot, Table, Written


class Draft:
    """Grows by the rows of CSV files; every value keeps the spot in the file that it came from."""

    def __init__(self, start: Written) -> None:
        self._value = start.value
        self._spots = dict(start.spots)
        self._mistakes: list[Mistake] = []

    def written(self) -> Written:
        """All of it; raises `DataFileError` when a row belonged to a desk that is nowhere."""
        if self._mistakes:
            raise DataFileError(self._mistakes)
        return Written(value=self._value, spots=self._spots)

    def add(self, sheet: Sheet, table: Table) -> None:
        """Join the rows of `table`: desks to the list of desks, all else to a list of its desk."""
        desks = self._value.setdefault('desks', [])
        places = {desk.get('key'): place for place, desk in enumerate(desks)}
        for line, cells in table.rows:
            row = written_row(sheet, cells, spot=Spot(file=table.file, line=line))
            place = places.get(cells.get('desk'))
            if not sheet.section:
                self._join(desks, ('desks',), row=row)
            elif place is None:
                self._mistakes.append(_without_desk(row.spots[()], cells.get('desk', '')))
            else:
                entries = desks[place].setdefault(sheet.section, [])
                self._join(entries, ('desks', place, sheet.section), row=row)

    def _join(self, entries: list, path: Path, *, row: Written) -> None:
        whole = (*path, len(entries))
        entries.append(row.value)
        self._spots.setdefault(path, row.spots[()])
        self._spots |= {(*whole, *inner): spot for inner, spot in row.spots.items()}


def _without_desk(row: Spot, key: str) -> Mistake:
    says = f'there is no desk {key!r} in these files' if key else 'this row names no desk'
    return Mistake(spot=row.below(('desk',)), says=says)
