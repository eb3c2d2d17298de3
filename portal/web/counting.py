"""Counting requests per network, over all processes of the portal.

The `limits` library knows the rules; this is the place where it keeps its numbers. A portal on SQLite is
one process and counts in memory. On PostgreSQL every process counts for itself and adds its count to the
shared one every `BATCH` requests, so that a limit costs a tenth of a write and is exact to a batch a process.
"""

import time
from datetime import UTC, datetime
from threading import Lock

from limits.storage import MemoryStorage, Storage
from sqlalchemy import ColumnElement, Float, String, bindparam, case, delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Database, Row, table_of
from portal.kernel.retention import Stock

BATCH = 10


class RequestCountRow(Row):
    """How often something was done in a window of time that ends at `expires`."""

    __tablename__ = 'request_count'
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    hits: Mapped[int]
    expires: Mapped[float] = mapped_column(Float(53), index=True)


COUNTS = table_of(RequestCountRow)
OPEN_COUNT = select(COUNTS.c.hits, COUNTS.c.expires).where(
    COUNTS.c.key == bindparam('key'), COUNTS.c.expires > bindparam('now'),
)
_OVER = COUNTS.c.expires <= bindparam('now')
_AMOUNT, _ENDS = bindparam('amount', type_=COUNTS.c.hits.type), bindparam('ends', type_=COUNTS.c.expires.type)
ADDING = insert(COUNTS).values(key=bindparam('key'), hits=_AMOUNT, expires=_ENDS).on_conflict_do_update(
    index_elements=['key'],
    set_={
        'hits': case((_OVER, _AMOUNT), else_=COUNTS.c.hits + _AMOUNT),
        'expires': case((_OVER, _ENDS), else_=COUNTS.c.expires),
    },
).returning(COUNTS.c.hits, COUNTS.c.expires)


class SharedCounts(Storage):
    """Counts that all processes on one PostgreSQL share."""

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._known: dict[str, tuple[int, int, float]] = {}
        self._guard = Lock()

    @property
    def base_exceptions(self) -> type[Exception]:
        """Nothing that can go wrong here is passed over."""
        return ArithmeticError

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count `amount` more in the window of `expiry` seconds that is open for `key`; returns the sum."""
        now = time.time()
        with self._guard:
            shared, mine, expires = self._known.get(key, (0, 0, 0.0))
            mine += amount
            if expires > now and mine < BATCH:
                self._known[key] = shared, mine, expires
                return shared + mine
            mine = mine if expires > now else amount
        shared, expires = self._add(key, mine, now, expiry)
        with self._guard:
            self._known = {one: kept for one, kept in self._known.items() if kept[2] > now}
            self._known[key] = shared, 0, expires
        return shared

    def _add(self, key: str, amount: int, now: float, expiry: int) -> tuple[int, float]:
        [(hits, expires)] = self._database.ask(ADDING, key=key, amount=amount, now=now, ends=now + expiry)
        return hits, expires

    def get(self, key: str) -> int:
        """The shared count of `key` in its open window."""
        return self._read(key)[0]

    def get_expiry(self, key: str) -> float:
        """When the open window of `key` ends, in seconds of the epoch."""
        expires = self._known.get(key, (0, 0, 0.0))[2]
        return expires if expires > time.time() else self._read(key)[1]

    def _read(self, key: str) -> tuple[int, float]:
        now = time.time()
        found = self._database.ask(OPEN_COUNT, key=key, now=now)
        return found[0] if found else (0, now)

    def check(self) -> bool:
        """The database answers."""
        return self._read('check')[0] == 0

    def reset(self) -> int | None:
        """Forget all counts."""
        return self._forget(COUNTS.c.key.is_not(None))

    def clear(self, key: str) -> None:
        """Forget the count of `key`."""
        self._forget(COUNTS.c.key == key)

    def forget_old(self) -> None:
        """Remove windows that are over."""
        self._forget(COUNTS.c.expires <= time.time())

    def _forget(self, which: ColumnElement[bool]) -> int:
        self._known = {}
        with self._database.reading() as session:
            return len(session.execute(delete(COUNTS).where(which).returning(COUNTS.c.key)).all())


def expired_counts(database: Database, moment: datetime) -> Stock:
    """How many counts are kept in the database, and how many of them are of windows that were over by then."""
    with database.reading() as session:
        count, first = session.execute(select(func.count(), func.min(COUNTS.c.expires))).one()
        over = select(func.count()).select_from(COUNTS).where(COUNTS.c.expires <= moment.timestamp())
        overdue = session.scalar(over) or 0
    return Stock(count=count, oldest=datetime.fromtimestamp(first, UTC) if first else None, overdue=overdue)


def remove_counts(database: Database, moment: datetime, most: int) -> int:
    """Forget so many windows that were over by then; returns how many."""
    with database.transaction() as session:
        over = select(COUNTS.c.key).where(COUNTS.c.expires <= moment.timestamp()).limit(most)
        keys = list(session.scalars(over.with_for_update(skip_locked=True)))
        session.execute(delete(COUNTS).where(COUNTS.c.key.in_(keys)))
    return len(keys)


def build_counts(database: Database) -> Storage:
    """Where this portal counts."""
    return MemoryStorage() if database.is_sqlite else SharedCounts(database)
