"""The database: one door to it, `Database.transaction()`, with the only commit in the portal.

SQLite serves one machine: write-ahead log, synchronous FULL, and a lock that lets the portal's own
threads write one after the other in the order in which they came. PostgreSQL serves a country: a small
pool, and a limit on waiting for a lock. In both, waiting too long is `Busy`: nothing was changed.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, cast

from sqlalchemy import (
    DateTime,
    Engine,
    ExceptionContext,
    MetaData,
    Table,
    TypeDecorator,
    create_engine,
    event,
    text,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Session

from portal.statements import Answer, Phrasebook, Statement, Words
from portal.turns import Turn

LOCK_SECONDS = 5
NAMING = {
    'ix': 'ix_%(column_0_N_label)s', 'uq': 'uq_%(table_name)s_%(column_0_N_name)s',
    'ck': 'ck_%(table_name)s_%(constraint_name)s',
    'fk': 'fk_%(table_name)s_%(column_0_N_name)s', 'pk': 'pk_%(table_name)s',
}
ANYTHING = text('select 1')
LOCK_REFUSALS = {'55P03', '40P01', '40001'}
TWICE = {'23505', 'SQLITE_CONSTRAINT_PRIMARYKEY', 'SQLITE_CONSTRAINT_UNIQUE'}


class AlreadyThere(Exception):
    """The database refuses a row: what may be there once is there already."""


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
        super().__init__(engine, expire_on_commit=False)
        self._phrases = phrases

    def run(self, statement: Statement, **values: Any) -> Answer:
        """Send a small statement; `together` says what it raises."""
        return self._phrases.words(statement).send(self._driving, values)

    @contextmanager
    def together(self) -> Iterator[None]:
        """What is run inside goes to the database in one go, where the driver can; raises `AlreadyThere`.

        Answers are there when the block ends, or as soon as somebody reads one.
        """
        try:
            with self._driving.pipeline() if hasattr(self._driving, 'pipeline') else nullcontext():
                yield
        except self.bind.dialect.dbapi.IntegrityError as error:  # type: ignore[union-attr]
            if _code(error) not in TWICE:
                raise
            raise AlreadyThere from error

    @cached_property
    def _driving(self) -> Any:
        """The driver's connection; a transaction keeps the same one."""
        return self.connection().connection.driver_connection


class Database:
    """Opens transactions; a use case that calls another joins the one that is open."""

    def __init__(self, url: str, *, pool_size: int = 5, patience: float = LOCK_SECONDS) -> None:
        self.engine = _engine(url, pool_size, patience)
        self.is_sqlite = self.engine.dialect.name == 'sqlite'
        self._reading = self.engine.execution_options(isolation_level='AUTOCOMMIT')
        self._turn = Turn(patience)
        self._driver = cast(Any, self.engine.dialect.dbapi)
        self._phrases = Phrasebook(self.engine.dialect)
        self._askers: deque[Any] = deque()
        self._open: ContextVar[Work | None] = ContextVar('open_session', default=None)

    @contextmanager
    def transaction(self) -> Iterator[Work]:
        """An open transaction, whose changes are kept together when the block ends, or not at all; raises `Busy`."""
        joined = self._open.get()
        if joined is not None:
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
            yield session

    def ask(self, question: Statement, **values: Any) -> list[tuple]:
        """The rows that answer a small question, seeing what is committed now; raises `Busy`.

        It goes to the driver over a connection that is kept for this: pages ask at every turn whether anything changed.
        """
        words = self._phrases.words(question)
        with suppress(self._driver.Error, IndexError):
            return self._asked(self._askers.pop(), words, values)
        with self._friendly():
            return self._asked(self._new_asker(), words, values)

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

    def _asked(self, asker: Any, words: Words, values: Any) -> list[tuple]:
        """Ask over one connection, which is kept for the next question if nothing is wrong with it."""
        rows = words.send(asker, values).rows()
        self._askers.append(asker)
        return rows

    def _new_asker(self) -> Any:
        connection = self.engine.raw_connection()
        asker: Any = connection.driver_connection
        connection.detach()
        if not self.is_sqlite:
            asker.autocommit = True
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
            _forget_values(error)
            if self._is_busy(error):
                raise Busy from error
            raise

    def _is_busy(self, error: BaseException | None) -> bool:
        """Waiting may help: not for a table that is not there, which SQLite calls operational too."""
        refused = isinstance(error, self._driver.OperationalError) and _code(error) != 'SQLITE_ERROR'
        return refused or _code(error) in LOCK_REFUSALS


def _code(error: BaseException | None) -> str:
    """What the database calls an error."""
    return getattr(error, 'sqlstate', None) or getattr(error, 'sqlite_errorname', None) or ''


def _forget_values(error: BaseException) -> None:
    """PostgreSQL repeats the row that it refuses; people's names do not belong in logs."""
    error.args = tuple(str(one).partition('\nDETAIL:')[0] for one in error.args)


def _engine(url: str, pool_size: int, patience: float) -> Engine:
    if url.startswith('sqlite'):
        return _sqlite_engine(url, patience)
    url = url.replace('postgresql://', 'postgresql+psycopg://', 1).replace('postgres://', 'postgresql+psycopg://', 1)
    engine = create_engine(
        url, hide_parameters=True, pool_size=pool_size, max_overflow=pool_size, pool_timeout=patience,
        connect_args={
            'options': f'-c lock_timeout={int(patience * 1000)}ms -c timezone=UTC', 'connect_timeout': LOCK_SECONDS,
        },
    )

    @event.listens_for(engine, 'handle_error')
    def forget_values(context: ExceptionContext) -> None:
        for error in (context.original_exception, context.sqlalchemy_exception):
            if error is not None:
                _forget_values(error)

    return engine


def _sqlite_engine(url: str, patience: float) -> Engine:
    engine = create_engine(url, hide_parameters=True, connect_args={'timeout': patience})

    @event.listens_for(engine, 'connect')
    def prepare(connection, _record) -> None:  # type: ignore[no-untyped-def]
        for pragma in ('journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON'):
            connection.execute(f'PRAGMA {pragma}')

    @event.listens_for(engine, 'begin')
    def begin(connection) -> None:  # type: ignore[no-untyped-def]
        if connection.get_execution_options().get('isolation_level') != 'AUTOCOMMIT':
            connection.exec_driver_sql('BEGIN IMMEDIATE')

    return engine
