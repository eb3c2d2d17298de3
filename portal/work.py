"""An open transaction, in which stores work."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Connection, Engine, PoolProxiedConnection, text
from sqlalchemy.orm import Session

from portal.lines import Line
from portal.statements import Asked, Phrasebook, Statement

COMMIT = text('COMMIT')
TWICE = {'23505', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE'}


class AlreadyThere(Exception):
    """The database refuses a row of `table`: what may be there once is there already."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class Work(Session):
    """An open transaction; besides what SQLAlchemy offers, small statements go straight to the driver.

    It knows no savepoints: after a refusal of the database all of it is undone.
    """

    def __init__(self, engine: Engine, phrases: Phrasebook) -> None:
        super().__init__(expire_on_commit=False)
        self._engine, self._phrases = engine, phrases
        self.dialect = engine.dialect.name
        self._taken: PoolProxiedConnection | None = None
        self._gathered: list[Asked] | None = None
        self._guests = 0
        self._ended = False

    def run(self, statement: Statement, **values: Any) -> Asked:
        """Send a small statement; `together` says what it raises."""
        asked = self._phrases.words(statement).asked(values)
        if self._gathered is None:
            self._send([asked])
        else:
            self._gathered.append(asked)
        return asked

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is run inside goes to the database in one go when the block ends, and has its answers then.

        Raises `AlreadyThere`.
        """
        if self._gathered is not None:
            raise RuntimeError('what is already gathered cannot be gathered again')
        self._gathered = gathered = list[Asked]()
        try:
            yield
        finally:
            self._gathered = None
        self._send(gathered)

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """`together` for the last of a use case: a transaction of its own ends with it, in the same go.

        What is refused is undone as ever; after it nothing more may be asked.
        """
        with self.together():
            yield
            if not self._guests:
                self.run(COMMIT)
        self._ended = not self._guests

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Another use case works in it too, and does not end it."""
        self._guests += 1
        try:
            yield
        finally:
            self._guests -= 1

    def _send(self, asked: Sequence[Asked]) -> None:
        line = cast(Line, self._connection().driver_connection)
        try:
            line.answer(asked)
        except self._engine.dialect.dbapi.IntegrityError as error:  # type: ignore[union-attr]
            if code_of(error) not in TWICE:
                raise
            raise AlreadyThere(_table(error)) from error

    def get_bind(self, *_: Any, **__: Any) -> Connection:
        """Where SQLAlchemy's own statements go: over the same connection."""
        self._connection()
        return self._of_sqlalchemy

    @cached_property
    def _of_sqlalchemy(self) -> Connection:
        return Connection(self._engine, self._connection())

    def _connection(self) -> PoolProxiedConnection:
        """The transaction's connection, taken when it is needed."""
        if self._ended:
            raise RuntimeError('the transaction has ended: what is asked now would be done apart from it')
        if self._taken is None:
            self._taken = self._engine.raw_connection()
        return self._taken

    def commit(self) -> None:
        """Keep all that was changed."""
        if self.in_transaction():
            super().commit()
        elif self._taken is not None:
            self._taken.commit()

    def close(self) -> None:
        """Undo what was not kept, and give the connection back."""
        if self.in_transaction():
            super().close()
        if self._taken is not None:
            self._taken.close()
            self._taken = None


def code_of(error: BaseException | None) -> str:
    """What the database calls an error."""
    return getattr(error, 'sqlstate', None) or getattr(error, 'sqlite_errorname', None) or ''


def _table(error: Exception) -> str:
    """The table whose row was refused; SQLite tells it in words only."""
    diagnosis = getattr(error, 'diag', None)
    return diagnosis.table_name if diagnosis else str(error).rpartition(': ')[2].partition('.')[0]
