"""The database: one door to it, `Database.transaction()`, with the only commit in the portal.

SQLite serves one machine: write-ahead log, synchronous FULL, and a lock that lets the portal's own
threads write one after the other in the order in which they came. PostgreSQL serves a country: a small
pool, and a limit on waiting for a lock. In both, waiting too long is `Busy`: nothing was changed.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, date, datetime
from threading import Lock
from typing import Any, cast

from sqlalchemy import (
    ClauseElement,
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
from sqlalchemy.exc import DBAPIError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.compiler import SQLCompiler

LOCK_SECONDS = 5
NAMING = {
    'ix': 'ix_%(column_0_N_label)s', 'uq': 'uq_%(table_name)s_%(column_0_N_name)s',
    'ck': 'ck_%(table_name)s_%(constraint_name)s',
    'fk': 'fk_%(table_name)s_%(column_0_N_name)s', 'pk': 'pk_%(table_name)s',
}
ANYTHING = text('select 1')


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

    def process_bind_param(self, value, dialect):  # type: ignore[no-untyped-def]
        if value is None or dialect.name != 'sqlite':
            return value
        return value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value, dialect):  # type: ignore[no-untyped-def]
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Turn:
    """A lock that is handed over in the order in which threads asked for it."""

    def __init__(self, seconds: float = LOCK_SECONDS) -> None:
        self._seconds = seconds
        self._guard = Lock()
        self._taken = False
        self._waiting: deque[Lock] = deque()

    def __enter__(self) -> None:
        with self._guard:
            if not self._taken:
                self._taken = True
                return
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if not mine.acquire(timeout=self._seconds):
            self._give_up(mine)

    def _give_up(self, mine: Lock) -> None:
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                raise Busy
        # It was handed to us in the moment we gave up: keep it.

    def __exit__(self, *_: object) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False


class Database:
    """Opens transactions; a use case that calls another joins the one that is open."""

    def __init__(self, url: str, *, pool_size: int = 5, patience: float = LOCK_SECONDS) -> None:
        self.engine = _engine(url, pool_size, patience)
        self.is_sqlite = self.engine.dialect.name == 'sqlite'
        self._reading = self.engine.execution_options(isolation_level='AUTOCOMMIT')
        self._turn = Turn(patience)
        self._driver = cast(Any, self.engine.dialect.dbapi)
        self._words: dict[ClauseElement, SQLCompiler] = {}
        self._askers: deque[Any] = deque()
        self._open: ContextVar[Session | None] = ContextVar('open_session', default=None)

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose changes are kept together when the block ends, or not at all; raises `Busy`."""
        joined = self._open.get()
        if joined is not None:
            yield joined
        elif self.is_sqlite:
            with self._turn, self._new() as session:
                yield session
        else:
            with self._new() as session:
                yield session

    @contextmanager
    def _new(self) -> Iterator[Session]:
        with _friendly(), Session(self.engine, expire_on_commit=False) as session:
            token = self._open.set(session)
            try:
                yield session
                session.commit()
            finally:
                self._open.reset(token)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session for reading only; each statement sees what was committed when it began."""
        with _friendly(), Session(self._reading, autoflush=False) as session:
            yield session

    def ask(self, question: ClauseElement, **values: Any) -> list[tuple]:
        """The rows that answer a small question, seeing what is committed now; raises `Busy`.

        It goes to the driver over a connection that is kept for this: the ways around it cost ten times as much
        as the question itself, and pages ask whether anything has changed at every turn.
        """
        words = self._words.get(question)
        if words is None:
            words = self._words[question] = cast(SQLCompiler, question.compile(self.engine))
        given: Any = values
        if words.positional:
            given = [_as_text(values[name]) for name in words.positiontup or ()]
        with suppress(self._driver.Error, IndexError):
            return self._asked(self._askers.pop(), str(words), given)
        try:
            return self._asked(self._new_asker(), str(words), given)
        except self._driver.OperationalError as error:
            if _is_mistake(error):
                raise
            raise Busy from error

    def _asked(self, asker: Any, words: str, values: Any) -> list[tuple]:
        """Ask over one connection, which is kept for the next question if nothing is wrong with it."""
        rows = asker.execute(words, values).fetchall()
        self._askers.append(asker)
        return rows

    def _new_asker(self) -> Any:
        with _friendly():
            connection = self.engine.raw_connection()
        asker: Any = connection.driver_connection
        connection.detach()
        if not self.is_sqlite:
            asker.autocommit = True
        return asker

    def check(self) -> None:
        """Raise `Busy` unless the database answers."""
        self.ask(ANYTHING)


def _as_text(value: Any) -> Any:
    """How SQLite keeps a day."""
    return value.isoformat() if isinstance(value, date) else value


@contextmanager
def _friendly() -> Iterator[None]:
    """Turns "locked" and "no connection in time" of either engine into `Busy`."""
    try:
        yield
    except PoolTimeout as error:
        raise Busy from error
    except OperationalError as error:
        if _is_mistake(error.orig):
            raise ProgrammingError(error.statement, None, cast(Exception, error.orig), hide_parameters=True) from error
        raise Busy from error
    except DBAPIError as error:
        if error.connection_invalidated or _is_lock_refusal(error):
            raise Busy from error
        raise


def _is_mistake(error: BaseException | None) -> bool:
    """SQLite's word for a table that is not there, or a question that is wrong; waiting does not help."""
    return getattr(error, 'sqlite_errorname', '') == 'SQLITE_ERROR'


def _is_lock_refusal(error: DBAPIError) -> bool:
    return getattr(error.orig, 'sqlstate', None) in {'55P03', '40P01', '40001'}


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
        """PostgreSQL repeats the row that it refuses; people's names do not belong in logs."""
        for error in (context.original_exception, context.sqlalchemy_exception):
            if error is not None:
                error.args = tuple(str(one).partition('\nDETAIL:')[0] for one in error.args)

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
