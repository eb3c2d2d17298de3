"""Small statements at the speed of the driver: put into words once, sent without ceremony.

What SQLAlchemy does around a statement costs several times what a small statement itself costs. What a
portal does thousands of times an hour goes this way; everything else goes the ordinary way.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, groupby
from operator import attrgetter
from typing import Any, cast

from sqlalchemy import Column, Dialect, Executable, Float, Insert, Table, bindparam, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import SelectBase

FLOAT8 = 701
"""What PostgreSQL calls the type of a floating number; of other types SQLAlchemy need not know it."""
DIALECTS = {'sqlite': sqlite, 'postgresql': postgresql}
Statement = Executable
VALUE = re.compile(r'\$(\d+)')
"""How PostgreSQL names a value in a statement."""
Processor = Callable[[Any], Any]


@dataclass(slots=True)
class Asked:
    """A statement with its values, and with what it found once it was sent."""

    text: str
    values: Sequence[Any] = ()
    readers: Sequence[Processor | None] = ()
    adds: bool = False
    """It adds rows, and neither asks nor tells anything."""
    found: list[tuple] = field(default_factory=list)

    def rows(self) -> list[tuple]:
        """The rows of the answer."""
        if not any(self.readers):
            return self.found
        return [
            tuple(value if read is None else read(value) for read, value in zip(self.readers, row, strict=True))
            for row in self.found
        ]


@dataclass(frozen=True)
class Words:
    """A statement in the words of one database."""

    text: str
    names: Sequence[str]
    """Of its values, in the order in which the database wants them."""
    given: Mapping[str, Any]
    """Values that stand in the statement itself."""
    writers: Mapping[str, Processor]
    """How this database wants certain values."""
    readers: Sequence[Processor | None]
    adds: bool

    def asked(self, values: Mapping[str, Any]) -> Asked:
        """The statement with these values, to be sent."""
        if self.given:
            values = {**self.given, **values}
        if self.writers:
            values = {**values, **{name: write(values[name]) for name, write in self.writers.items()}}
        return Asked(self.text, [values[name] for name in self.names], self.readers, self.adds)


class Phrasebook:
    """Statements in the words of one database, each of them phrased once."""

    def __init__(self, dialect: Dialect) -> None:
        # PostgreSQL itself knows numbers only.
        style = 'qmark' if dialect.name == 'sqlite' else 'numeric_dollar'
        self._dialect = type(dialect)(paramstyle=style)  # type: ignore[call-arg]
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
            names=compiled.positiontup or (),
            given={name: value for name, value in compiled.params.items() if not compiled.binds[name].required},
            writers={name: write for name, write in writers.items() if write is not None},
            readers=tuple(self._reader(column) for column in _answered(statement)),
            adds=isinstance(statement, Insert) and statement.select is None and not _answered(statement),
        )

    def _reader(self, column: Column) -> Processor | None:
        known = FLOAT8 if isinstance(column.type, Float) else None
        return column.type.dialect_impl(self._dialect).result_processor(self._dialect, known)


def _answered(statement: Any) -> Sequence[Any]:
    """The columns that a statement answers with."""
    if isinstance(statement, (SelectBase, UpdateBase)):
        return list(statement.exported_columns)
    return ()


def added_at_once(parcel: Sequence[Asked]) -> Iterator[Asked]:
    """The same statements for PostgreSQL, neighbours that add rows as one: each costs it a turn of its own.

    Rows may point to each other, for it looks at that when the statement ends.
    """
    for adds, neighbours in groupby(parcel, key=attrgetter('adds')):
        some = list(neighbours)
        if adds and len(some) > 1:
            text = _as_one(tuple((one.text, len(one.values)) for one in some))
            yield Asked(text, [value for one in some for value in one.values])
        else:
            yield from some


@cache
def _as_one(statements: tuple[tuple[str, int], ...]) -> str:
    """The words of one statement that does what all of these do, each given with how many values it has."""
    firsts = accumulate((count for _, count in statements), initial=0)
    *others, last = (_numbered_from(first, text) for first, (text, _) in zip(firsts, statements, strict=False))
    return f'WITH {", ".join(f"added_{number} AS ({text})" for number, text in enumerate(others))} {last}'


def _numbered_from(first: int, text: str) -> str:
    return VALUE.sub(lambda found: f'${int(found[1]) + first}', text)


def filled(table: Table) -> tuple[str, ...]:
    """The columns that whoever adds a row gives a value: all but the number that the database counts up."""
    return tuple(column.name for column in table.columns if column.name != 'id')


def insert_into(dialect: str, table: Table) -> Any:
    """An insert that can say what becomes of a row that is there already: each database has one of its own."""
    return DIALECTS[dialect].insert(table)


def adding(table: Table, *columns: str) -> Insert:
    """A statement that adds one row, with a value for each of these columns."""
    return insert(table).values({name: bindparam(name) for name in columns}).inline()


@cache
def adding_rows(table: Table, columns: tuple[str, ...], count: int) -> Insert:
    """A statement that adds so many rows; `numbered` names their values."""
    kinds = {name: table.columns[name].type for name in columns}
    return insert(table).values([
        {name: bindparam(f'{name}_{number}', type_=kind) for name, kind in kinds.items()} for number in range(count)
    ]).inline()


def numbered(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The values of many rows, as `adding_rows` names them."""
    return {f'{name}_{number}': value for number, row in enumerate(rows) for name, value in row.items()}
