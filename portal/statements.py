"""Small statements at the speed of the driver: put into words once, sent without ceremony.

What SQLAlchemy does around a statement costs several times what a small statement itself costs. What a
portal does thousands of times an hour goes this way; everything else goes the ordinary way.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Column, Dialect, Executable, Float, Insert, Table, bindparam, insert
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import SelectBase

FLOAT8 = 701
"""What PostgreSQL calls the type of a floating number; of other types SQLAlchemy need not know it."""
Statement = Executable
Processor = Callable[[Any], Any]


@dataclass(frozen=True)
class Answer:
    """What a statement found, fetched when somebody wants to know."""

    cursor: Any
    readers: tuple[Processor | None, ...]

    def rows(self) -> list[tuple]:
        """The rows; they can be read once."""
        found = self.cursor.fetchall()
        if not any(self.readers):
            return found
        return [
            tuple(value if read is None else read(value) for read, value in zip(self.readers, row, strict=True))
            for row in found
        ]


@dataclass(frozen=True)
class Words:
    """A statement in the words of one database."""

    text: str
    given: Mapping[str, Any]
    """Values that stand in the statement itself."""
    writers: Mapping[str, Processor]
    """How this database wants certain values."""
    readers: tuple[Processor | None, ...]

    def send(self, connection: Any, values: Mapping[str, Any]) -> Answer:
        """Send it over a connection of the driver."""
        return Answer(connection.execute(self.text, self._values(values)), self.readers)

    def _values(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        if self.given:
            values = {**self.given, **values}
        if self.writers:
            values = {**values, **{name: write(values[name]) for name, write in self.writers.items()}}
        return values


class Phrasebook:
    """Statements in the words of one database, each of them phrased once."""

    def __init__(self, dialect: Dialect) -> None:
        # SQLite's driver knows names too; they spare putting values in order.
        self._dialect = type(dialect)(paramstyle='named') if dialect.positional else dialect  # type: ignore[call-arg]
        self._known: dict[Statement, Words] = {}

    def words(self, statement: Statement) -> Words:
        """The statement's words."""
        known = self._known.get(statement)
        if known is None:
            known = self._known[statement] = self._phrase(statement)
        return known

    def _phrase(self, statement: Any) -> Words:
        compiled = cast(SQLCompiler, statement.compile(dialect=self._dialect))
        writers = {name: bind.type.dialect_impl(self._dialect).bind_processor(self._dialect)
                   for name, bind in compiled.binds.items()}
        return Words(
            text=str(compiled),
            given={name: value for name, value in compiled.params.items() if not compiled.binds[name].required},
            writers={name: write for name, write in writers.items() if write is not None},
            readers=tuple(self._reader(column) for column in _answered(statement)),
        )

    def _reader(self, column: Column) -> Processor | None:
        known = FLOAT8 if isinstance(column.type, Float) else None
        return column.type.dialect_impl(self._dialect).result_processor(self._dialect, known)


def _answered(statement: Any) -> Sequence[Any]:
    """The columns that a statement answers with."""
    if isinstance(statement, (SelectBase, UpdateBase)):
        return list(statement.exported_columns)
    return ()


def filled(table: Table) -> tuple[str, ...]:
    """The columns that whoever adds a row gives a value: all but the number that the database counts up."""
    return tuple(column.name for column in table.columns if column.name != 'id')


def adding(table: Table, *columns: str) -> Insert:
    """A statement that adds one row, with a value for each of these columns."""
    return insert(table).values({name: bindparam(name) for name in columns}).inline()


@cache
def adding_rows(table: Table, columns: tuple[str, ...], count: int) -> Insert:
    """A statement that adds so many rows; `numbered` names their values."""
    return insert(table).values(row_values(table, columns, count)).inline()


def row_values(table: Table, columns: Sequence[str], count: int) -> list[dict[str, Any]]:
    """The values of so many rows, by the names that `numbered` gives them."""
    kinds = {name: table.columns[name].type for name in columns}
    return [
        {name: bindparam(f'{name}_{number}', type_=kind) for name, kind in kinds.items()} for number in range(count)
    ]


def numbered(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The values of many rows, as `adding_rows` names them."""
    return {f'{name}_{number}': value for number, row in enumerate(rows) for name, value in row.items()}
