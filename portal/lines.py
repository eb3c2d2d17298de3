"""Connections that take small statements: SQLite one by one, PostgreSQL all in one parcel.

What psycopg does around each statement costs more than a small statement itself. Below its cursors lies libpq, which
it offers as `psycopg.pq`: what a connection was told once goes by a name, and the answers come back together.
"""

import sqlite3
from collections.abc import Sequence
from typing import Any, Protocol

import psycopg
from psycopg.abc import PQGen
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import InvalidSqlStatementName, error_from_result
from psycopg.generators import fetch_many, send
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult

from portal.statements import Asked

BEGIN, BEGIN_WRITING, ROLLBACK = 'BEGIN', 'BEGIN IMMEDIATE', b'ROLLBACK'
OPEN = TransactionStatus.INTRANS, TransactionStatus.INERROR


class Line(Protocol):
    """A connection that takes small statements."""

    def answer(self, asked: Sequence[Asked]) -> None:
        """Let each have its answer; raises the driver's error for the first that is refused, and does no other."""

    def commit(self) -> None:
        """Keep what was changed."""


class SqliteLine(sqlite3.Connection):
    """A connection to SQLite, which lies in this process: nothing is gained by a parcel."""

    def answer(self, asked: Sequence[Asked]) -> None:
        """Let each have its answer, one after the other; the first of a transaction begins it."""
        if self.must_begin():
            self.execute(BEGIN_WRITING)
        for one in asked:
            one.found = self.execute(one.text, one.values).fetchall()

    def must_begin(self) -> bool:
        """No transaction is open, and each statement by itself is not one either."""
        return self.isolation_level is not None and not self.in_transaction


class PostgresLine(psycopg.Connection):
    """A connection to PostgreSQL, with the statements that it knows by name."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._known: dict[str, bytes] = {}
        self._adapting = Transformer(self)

    def answer(self, asked: Sequence[Asked]) -> None:
        """Let all have their answers at once; the first of a transaction begins it."""
        parcel = [Asked(BEGIN), *asked] if self._must_begin() else asked
        ready = [(self._name(one.text), self._written(one.values)) for one in parcel]
        for one, result in zip(parcel, self._exchange(ready), strict=True):
            one.found = self._read(result)

    def rollback(self) -> None:
        """Undo the open transaction; psycopg would forget all names too, for which there is no need."""
        if self.pgconn.transaction_status in OPEN:
            self._check(self.pgconn.exec_(ROLLBACK))
        elif self.pgconn.transaction_status != TransactionStatus.IDLE:
            super().rollback()

    def _must_begin(self) -> bool:
        return not self.autocommit and self.pgconn.transaction_status == TransactionStatus.IDLE

    def _name(self, text: str) -> bytes:
        """The statement's name on this connection, which is told of it the first time."""
        if text not in self._known:
            name = b'portal_%d' % len(self._known)
            self._check(self.pgconn.prepare(name, text.encode()))
            self._known[text] = name
        return self._known[text]

    def _written(self, values: Sequence[Any]) -> Sequence[Any]:
        return self._adapting.dump_sequence(values, [PyFormat.TEXT] * len(values))

    def _exchange(self, ready: Sequence[tuple[bytes, Sequence[Any]]]) -> list[PGresult]:
        """The result of each; a connection on which that goes wrong is of no use any more."""
        try:
            self.pgconn.enter_pipeline_mode()
            for name, values in ready:
                self.pgconn.send_query_prepared(name, values)
            self.pgconn.pipeline_sync()
            results = self.wait(_results(self.pgconn, len(ready)))
            self.pgconn.exit_pipeline_mode()
        except BaseException:
            self.close()
            raise
        return results

    def _read(self, result: PGresult) -> list[tuple]:
        self._check(result)
        self._adapting.set_pgresult(result)
        return self._adapting.load_rows(0, result.ntuples, tuple)

    def _check(self, result: PGresult) -> None:
        if result.status == ExecStatus.FATAL_ERROR:
            error = error_from_result(result)
            if isinstance(error, InvalidSqlStatementName):
                self._known.clear()  # after a change of tables psycopg lets the server forget all names
            raise error


def _results(pgconn: PGconn, count: int) -> PQGen[list[PGresult]]:
    """What psycopg waits for: all is sent, then come so many results and the sign that there are no more."""
    yield from send(pgconn)
    found: list[PGresult] = []
    for _ in range(count):
        found += yield from fetch_many(pgconn)
    yield from fetch_many(pgconn)
    return found
