"""The database: one door to it, `Database.transaction()`, with the only commit in the portal.

SQLite serves one machine: write-ahead log, synchronous FULL, and a lock that lets the portal's own
threads write one after the other in the order in which they came. PostgreSQL serves a country: a small
pool, and a limit on waiting for a lock. In both, waiting too long is `Busy`: nothing was changed.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any, cast

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from portal.engines import LOCK_SECONDS, build_engine, forget_values
from portal.lines import Line
from portal.statements import Asked, Phrasebook, Statement
from portal.tables import Instant, Row, table_of
from portal.turns import Turn
from portal.work import AlreadyThere, Work, code_of

__all__ = ['AlreadyThere', 'Busy', 'Database', 'Instant', 'Row', 'Work', 'table_of']

ANYTHING = text('select 1')
TRY_AGAIN = {'55P03', '40P01', '40001', '26000'}
"""A lock that others hold, and a name of a statement that was forgotten."""


class Busy(Exception):
    """The database could not answer in time; nothing was changed, trying again is safe."""


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

    @contextmanager
    def telling(self, change: Statement, **values: Any) -> Iterator[None]:
        """`tell` it while the block works: what the block makes may go out once the block has ended, and not before."""
        if self._open.get() is not None or self.is_sqlite:
            self.tell(change, **values)
            yield
            return
        asked = self._phrases.words(change).asked(values)
        asker = self._sent(asked)
        try:
            yield
        finally:
            self._collect(asker, asked)

    def _sent(self, asked: Asked) -> Line:
        """The connection over which it is under way."""
        with suppress(self._driver.Error, IndexError):
            return _under_way(self._askers.pop(), asked)
        with self._friendly():
            return _under_way(self._new_asker(), asked)

    def _collect(self, asker: Line, asked: Asked) -> None:
        """Wait for the answer; it is sent again when the connection was lost."""
        try:
            asker.collect()
        except self._driver.Error:
            asker.close()
            with self._friendly():
                self._asked(self._new_asker(), asked)
        else:
            self._askers.append(asker)

    def _asked(self, asker: Line, asked: Asked) -> list[tuple]:
        """Ask over one connection, which is kept for the next question if nothing is wrong with it."""
        try:
            asker.answer([asked])
        except BaseException:
            asker.close()
            raise
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
        refused = isinstance(error, self._driver.OperationalError) and code_of(error) != 'SQLITE_ERROR'
        return refused or code_of(error) in TRY_AGAIN


def _under_way(asker: Line, asked: Asked) -> Line:
    """The connection, on which nothing else may be sent until the answer is there."""
    try:
        asker.send([asked])
    except BaseException:
        asker.close()
        raise
    return asker
