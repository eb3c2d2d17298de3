"""The database: one door to it, `Database.transaction()`, with the only commit in the portal.

SQLite serves one machine: write-ahead log, synchronous FULL, and a lock that lets the portal's own
threads write one after the other in the order in which they came. PostgreSQL serves a country: a small
pool, and a limit on waiting for a lock. In both, waiting too long is `Busy`: nothing was changed.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, cast

from sqlalchemy import Connection, DateTime, Engine, MetaData, PoolProxiedConnection, Table, TypeDecorator, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Session

from portal.engines import LOCK_SECONDS, build_engine, forget_values
from portal.lines import Line
from portal.statements import Asked, Phrasebook, Statement
from portal.turns import Turn

NAMING = {
    'ix': 'ix_%(column_0_N_label)s', 'uq': 'uq_%(table_name)s_%(column_0_N_name)s',
    'ck': 'ck_%(table_name)s_%(constraint_name)s',
    'fk': 'fk_%(table_name)s_%(column_0_N_name)s', 'pk': 'pk_%(table_name)s',
}
ANYTHING, COMMIT = text('select 1'), text('COMMIT')
TRY_AGAIN = {'55P03', '40P01', '40001', '26000'}
"""A lock that others hold, and a name of a statement that was forgotten."""
TWICE = {'23505', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE'}


class AlreadyThere(Exception):
    """The database refuses a row of `table`: what may be there once is there already."""

    def __init__(self, table: str) -> None:
        super().__init__(table)
        self.table = table


class Busy(Exception):
    """The database could not answer in time; nothing was changed, trying again is safe."""


class Row(DeclarativeBase):
    """Base of every table; a row never leaves the store that wrote it."""

    metadata = MetaData(naming_convention=NAMING)


def table_of(row: type[Row]) -> Table:
    """The table of a row's class, for queries that need no objects."""
    return cast(Table, row.__table__)


class Instant(TypeDecorator[datetime]):
    """An aware moment; SQLite, which knows no zones, keeps it as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect):  # type: ignore[no-untyped-def]
        # PostgreSQL knows zones by itself; passing each moment through Python would only take time.
        return super().bind_processor(dialect) if dialect.name == 'sqlite' else None

    def result_processor(self, dialect, coltype):  # type: ignore[no-untyped-def]
        return super().result_processor(dialect, coltype) if dialect.name == 'sqlite' else None

    def process_bind_param(self, value, dialect):  # type: ignore[no-untyped-def]
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value, dialect):  # type: ignore[no-untyped-def]
        return None if value is None else value.replace(tzinfo=UTC)


class Work(Session):
    """An open transaction; besides what SQLAlchemy offers, small statements go straight to the driver."""

    def __init__(self, engine: Engine, phrases: Phrasebook) -> None:
        super().__init__(expire_on_commit=False)
        self._engine, self._phrases = engine, phrases
        self.dialect = engine.dialect.name
        self._taken: PoolProxiedConnection | None = None
        self._gathered: list[Asked] | None = None
        self._guests = 0

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

    @contextmanager
    def shared(self) -> Iterator[None]:
        """Another use case works in it too, and does not end it."""
        self._guests += 1
        try:
            yield
        finally:
            self._guests -= 1

    def _send(self, asked: Sequence[Asked]) -> None:
        try:
            self._line.answer(asked)
        except self._engine.dialect.dbapi.IntegrityError as error:  # type: ignore[union-attr]
            if _code(error) not in TWICE:
                raise
            raise AlreadyThere(_table(error)) from error

    def get_bind(self, *_: Any, **__: Any) -> Connection:
        """Where SQLAlchemy's own statements go: over the same connection."""
        return self._of_sqlalchemy

    @cached_property
    def _of_sqlalchemy(self) -> Connection:
        return Connection(self._engine, self._connection)

    @property
    def _line(self) -> Line:
        return cast(Line, self._connection.driver_connection)

    @property
    def _connection(self) -> PoolProxiedConnection:
        """The transaction's connection, taken when it is needed."""
        if self._taken is None:
            self._taken = self._engine.raw_connection()
        return self._taken

    def commit(self) -> None:
        """Keep all that was changed."""
        if self.in_transaction():
            super().commit()
        elif self._taken is not None:
            self._line.commit()

    def close(self) -> None:
        """Undo what was not kept, and give the connection back."""
        if self.in_transaction():
            super().close()
        if self._taken is not None:
            self._taken.close()
            self._taken = None


class Database:
    """Opens transactions; a use case that calls another joins the one that is open."""

    def __init__(self, url: str, *, pool_size: int = 5, patience: float = LOCK_SECONDS) -> None:
        self.engine = build_engine(url, pool_size=pool_size, patience=patience)
        self.is_sqlite = self.engine.dialect.name == 'sqlite'
        self._reading = self.engine.execution_options(isolation_level='AUTOCOMMIT')
        self._turn = Turn(patience)
        self._driver = cast(Any, self.engine.dialect.dbapi)
        self._phrases = Phrasebook(self.engine.dialect)
        self._askers: deque[Line] = deque()
        self._open: ContextVar[Work | None] = ContextVar('open_session', default=None)

    @contextmanager
    def transaction(self) -> Iterator[Work]:
        """An open transaction, whose changes are kept together when the block ends, or not at all; raises `Busy`."""
        joined = self._open.get()
        if joined is not None:
            with joined.shared():
                yield joined
        elif self.is_sqlite:
            with self._friendly(), self._turn, self._new() as session:
                yield session
        else:
            with self._friendly(), self._new() as session:
                yield session

    @contextmanager
    def _new(self) -> Iterator[Work]:
        with Work(self.engine, self._phrases) as session:
            token = self._open.set(session)
            try:
                yield session
                session.commit()
            finally:
                self._open.reset(token)

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """A session for reading only; each statement sees what was committed when it began."""
        with self._friendly(), Work(self._reading, self._phrases) as session:
            session.connection()  # SQLAlchemy lets it commit by itself
            yield session

    def ask(self, question: Statement, **values: Any) -> list[tuple]:
        """The rows that answer a small question, seeing what is committed now; raises `Busy`.

        It goes to the driver over a connection that is kept for this: pages ask at every turn whether anything changed.
        """
        asked = self._phrases.words(question).asked(values)
        with suppress(self._driver.Error, IndexError):
            return self._asked(self._askers.pop(), asked)
        with self._friendly():
            return self._asked(self._new_asker(), asked)

    def tell(self, change: Statement, **values: Any) -> None:
        """Make one small change, in the open transaction or by itself; `change` must return something. Raises `Busy`.

        By itself it goes to PostgreSQL as a question does, in one go. Sent again over a new connection when one was
        lost, it may be made twice.
        """
        if self._open.get() is not None or self.is_sqlite:
            with self.transaction() as session:
                session.run(change, **values).rows()
        else:
            self.ask(change, **values)

    def _asked(self, asker: Line, asked: Asked) -> list[tuple]:
        """Ask over one connection, which is kept for the next question if nothing is wrong with it."""
        asker.answer([asked])
        self._askers.append(asker)
        return asked.rows()

    def _new_asker(self) -> Line:
        connection = self.engine.raw_connection()
        asker: Any = connection.driver_connection
        connection.detach()
        self.engine.dialect.set_isolation_level(asker, 'AUTOCOMMIT')
        return asker

    def check(self) -> None:
        """Raise `Busy` unless the database answers."""
        self.ask(ANYTHING)

    @contextmanager
    def _friendly(self) -> Iterator[None]:
        """Turns "locked" and "no connection in time" of either engine into `Busy`."""
        try:
            yield
        except (PoolTimeout, TimeoutError) as error:
            raise Busy from error
        except DBAPIError as error:
            if error.connection_invalidated or self._is_busy(error.orig):
                raise Busy from error
            raise
        except self._driver.Error as error:
            forget_values(error)
            if self._is_busy(error):
                raise Busy from error
            raise

    def _is_busy(self, error: BaseException | None) -> bool:
        """Waiting may help: not for a table that is not there, which SQLite calls operational too."""
        refused = isinstance(error, self._driver.OperationalError) and _code(error) != 'SQLITE_ERROR'
        return refused or _code(error) in TRY_AGAIN


def _code(error: BaseException | None) -> str:
    """What the database calls an error."""
    return getattr(error, 'sqlstate', None) or getattr(error, 'sqlite_errorname', None) or ''


def _table(error: Exception) -> str:
    """The table whose row was refused; SQLite tells it in words only."""
    diagnosis = getattr(error, 'diag', None)
    return diagnosis.table_name if diagnosis else str(error).rpartition(': ')[2].partition('.')[0]
