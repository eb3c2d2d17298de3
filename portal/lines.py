"""Connections that take small statements: SQLite one by one, PostgreSQL all in one parcel.

What psycopg does around each statement costs more than a small statement itself, and its pipelines cost more still.
Below its cursors lies libpq, which it offers as `psycopg.pq`: a statement is prepared once on a connection and then
goes by its name, and all answers come back together. Nothing else of psycopg is passed by: it connects, turns values
into text and text into values, and says what an error is.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from select import POLLIN, POLLOUT, poll
from typing import Any, Protocol

import psycopg
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import error_from_result
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGresult

from portal.statements import Asked, added_at_once

BEGIN, BEGIN_WRITING = 'BEGIN', 'BEGIN IMMEDIATE'
ROLLBACK, FORGET_NAMES = b'ROLLBACK', b'DEALLOCATE ALL'


class Line(Protocol):
    """A connection that takes small statements."""

    def answer(self, asked: Sequence[Asked]) -> None:
        """Let each have its answer; raises the driver's error for the first that is refused, and does no other."""
        self.send(asked)
        self.collect()

    def send(self, asked: Sequence[Asked]) -> None:
        """Send them, and wait for nothing; until `collect` the line takes nothing else."""

    def collect(self) -> None:
        """Let those that were sent have their answers, as `answer` does."""

    def close(self) -> None:
        """End it; what was not kept is undone."""


class SqliteLine(sqlite3.Connection, Line):
    """A connection to SQLite, which lies in this process: nothing is gained by a parcel, or by waiting later."""

    def send(self, asked: Sequence[Asked]) -> None:
        """Let each have its answer, one after the other; the first of a transaction begins it."""
        if self.must_begin():
            self.execute(BEGIN_WRITING)
        for one in asked:
            one.found = self.execute(one.text, one.values).fetchall()

    def must_begin(self) -> bool:
        """No transaction is open, and each statement by itself is not one either."""
        return self.isolation_level is not None and not self.in_transaction


class PostgresLine(psycopg.Connection, Line):
    """A connection to PostgreSQL, with the statements that it knows by name."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._known: dict[str, bytes] = {}
        self._numbers = count()
        self._adapting = Transformer(self)
        self._parcel: Sequence[Asked] = ()

    def answer(self, asked: Sequence[Asked]) -> None:
        """As ever; one by itself, as pages ask at every turn, needs no parcel."""
        if len(asked) > 1 or self._must_begin():
            super().answer(asked)
            return
        [one] = asked
        name, values = self._name(one.text), self._written(one.values)
        with self._whole_or_closed():
            result = self.pgconn.exec_prepared(name, values)
        one.found = self._read(result)

    def send(self, asked: Sequence[Asked]) -> None:
        """Send all at once; the first of a transaction begins it."""
        first = [Asked(BEGIN)] if self._must_begin() else []
        self._parcel = [*first, *added_at_once(asked)]
        ready = [(self._name(one.text), self._written(one.values)) for one in self._parcel]
        with self._whole_or_closed():
            self.pgconn.enter_pipeline_mode()
            for name, values in ready:
                self.pgconn.send_query_prepared(name, values)
            self.pgconn.pipeline_sync()
            while self.pgconn.flush():
                self._wait(POLLIN | POLLOUT)

    def collect(self) -> None:
        """Let all have their answers."""
        with self._whole_or_closed():
            results = [self._next_result() for _ in self._parcel]
            self._next()
            self.pgconn.exit_pipeline_mode()
        for one, result in zip(self._parcel, results, strict=True):
            one.found = self._read(result)

    def rollback(self) -> None:
        """Undo the open transaction.

        psycopg forgets all names then. That is needed after a refusal only, which may be about what stands behind a
        name: tables were changed.
        """
        status = self.pgconn.transaction_status
        if status == TransactionStatus.INTRANS:
            self._check(self.pgconn.exec_(ROLLBACK))
        elif status != TransactionStatus.IDLE:
            super().rollback()
            self._known.clear()
            self._check(self.pgconn.exec_(FORGET_NAMES))

    def _must_begin(self) -> bool:
        return not self.autocommit and self.pgconn.transaction_status == TransactionStatus.IDLE

    def _name(self, text: str) -> bytes:
        """The statement's name on this connection, which is told of it the first time."""
        if text not in self._known:
            name = b'portal_%d' % next(self._numbers)
            self._check(self.pgconn.prepare(name, text.encode()))
            self._known[text] = name
        return self._known[text]

    def _written(self, values: Sequence[Any]) -> Sequence[Any]:
        return self._adapting.dump_sequence(values, [PyFormat.TEXT] * len(values))

    @contextmanager
    def _whole_or_closed(self) -> Iterator[None]:
        """A connection on which an exchange goes wrong is of no use any more."""
        try:
            yield
        except BaseException:
            self.close()
            raise

    def _next_result(self) -> PGresult:
        """What a statement came to, and after it the sign that this is all; raises when the line is broken."""
        result = self._next()
        if result is None:
            raise self._lost()
        self._next()
        return result

    def _next(self) -> PGresult | None:
        while self.pgconn.is_busy():
            self._wait(POLLIN)
        return self.pgconn.get_result()

    def _wait(self, events: int) -> None:
        """Until something can be read or written; other threads work meanwhile."""
        waiting = poll()
        waiting.register(self.pgconn.socket, events)
        waiting.poll()
        self.pgconn.consume_input()

    def _read(self, result: PGresult) -> list[tuple]:
        self._check(result)
        self._adapting.set_pgresult(result)
        return self._adapting.load_rows(0, result.ntuples, tuple)

    def _check(self, result: PGresult) -> None:
        if result.status == ExecStatus.FATAL_ERROR:
            self._known.clear()
            raise self._lost() if self.closed else error_from_result(result)

    def _lost(self) -> psycopg.OperationalError:
        return psycopg.OperationalError(self.pgconn.get_error_message())
