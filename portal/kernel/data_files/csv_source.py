"""CSV as spreadsheets write it: a header, then one row for each thing; `;` or `,` between the cells."""

import csv
import io
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

from pydantic import BaseModel

from portal.kernel.data_files.mistakes import DataFileError, Mistake, Path, Spot, refuse
from portal.kernel.data_files.text_source import read_text
from portal.kernel.data_files.written import Finding, Shape, Written, build


@dataclass(frozen=True, kw_only=True)
class Table:
    """What a CSV file says; an empty cell is left out of its row."""

    file: str
    header_line: int
    header: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    """The line at which a row starts, and its cells by column."""


def load_csv(
    path: FilePath, shape: type[Shape], *, check: Callable[[tuple[Shape, ...]], Iterable[Finding]] = lambda _: (),
) -> tuple[Shape, ...]:
    """The rows of the CSV file `path`, each a `shape`: a pydantic model with a field for every column.

    Raises `DataFileError`. For `check`, which sees all rows, see `build`.
    """
    table = read_table(path)
    if issubclass(shape, BaseModel):
        needed = {name for name, field in shape.model_fields.items() if field.is_required()}
        check_header(table, needed, allowed=set(shape.model_fields))
    return build(tuple[shape, ...], _written(table), check=check)  # type: ignore[valid-type]


def check_header(table: Table, needed: Collection[str], *, allowed: Collection[str]) -> None:
    """Raises `DataFileError` for a column that is missing, unknown or there twice."""
    wrong = {name: 'this column is missing' for name in needed if name not in table.header}
    unknown = 'there is no column of this name; check the spelling'
    wrong |= {name: unknown for name in table.header if name not in allowed}
    wrong |= {name: 'this column stands here twice' for name in table.header if table.header.count(name) > 1}
    spots = {name: Spot(file=table.file, line=table.header_line, field=name) for name in wrong}
    if wrong:
        raise DataFileError(Mistake(spot=spots[name], says=wrong[name]) for name in sorted(wrong))


def _written(table: Table) -> Written:
    """What `table` says, as a list of rows."""
    spots: dict[Path, Spot] = {(): Spot(file=table.file, line=table.header_line)}
    for index, (line, _) in enumerate(table.rows):
        spots[(index,)] = Spot(file=table.file, line=line)
        spots |= {(index, name): Spot(file=table.file, line=line, field=name) for name in table.header}
    return Written(value=[cells for _, cells in table.rows], spots=spots)


def read_table(path: FilePath) -> Table:
    """What the CSV file `path` says; raises `DataFileError`."""
    lines = list(_lines(read_text(path), path.name))
    if not lines:
        raise refuse(path.name, 'the file is empty')
    (header_line, header), *rows = lines
    names = tuple(name.lower() for name in header)
    _check_widths(path.name, names, rows=rows)
    cells = (
        (line, {name: cell for name, cell in zip(names, row, strict=True) if cell}) for line, row in rows
    )
    return Table(file=path.name, header_line=header_line, header=names, rows=tuple(cells))


def _lines(text: str, file: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the line at which each starts: a quoted cell may hold line breaks."""
    heading = text.lstrip().partition('\n')[0]
    separator = ';' if heading.count(';') > heading.count(',') else ','
    reader = csv.reader(io.StringIO(text, newline=''), delimiter=separator, strict=True)
    starts = 1
    try:
        for row in reader:
            cells = [cell.strip() for cell in row]
            if any(cells):
                yield starts, cells
            starts = reader.line_num + 1
    except csv.Error as error:
        raise refuse(file, f'this row is not valid CSV: {error}', line=starts) from None


def _check_widths(file: str, header: tuple[str, ...], *, rows: list[tuple[int, list[str]]]) -> None:
    wrong = [
        Mistake(
            spot=Spot(file=file, line=line),
            says=f'this row has {len(row)} cells, but the header has {len(header)}; '
                 'a text that holds the separator needs quotes around it',
        )
        for line, row in rows if len(row) != len(header)
    ]
    if wrong:
        raise DataFileError(wrong)
