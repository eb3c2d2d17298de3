"""Wrong tries to log in: per person's details and network, and how many in each hour.

Details are kept as keyed hashes, and for details that nobody has just as for those of a person.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from sqlalchemy import Index, String, bindparam, delete, func, select, update
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.sql.dml import ReturningInsert

from portal.database import Instant, Row, Work, table_of
from portal.identity.model.codes import Tries
from portal.statements import insert_into


class TriesRow(Row):
    """Tries with the details of one person from one network."""

    __tablename__ = 'login_tries'
    __table_args__ = (Index(None, 'network', 'last_at'),)
    reference: Mapped[str] = mapped_column(String(64), primary_key=True)
    network: Mapped[str] = mapped_column(String(20), primary_key=True)
    failures: Mapped[int]
    last_at: Mapped[datetime] = mapped_column(Instant, index=True)
    held_until: Mapped[datetime | None] = mapped_column(Instant)


class HourRow(Row):
    """How many tries were wrong in an hour, in the whole service."""

    __tablename__ = 'login_failures'
    hour: Mapped[datetime] = mapped_column(Instant, primary_key=True)
    failures: Mapped[int]


TRIES, HOURS = table_of(TriesRow), table_of(HourRow)
OF = TRIES.c.reference == bindparam('of_reference'), TRIES.c.network == bindparam('of_network')
KEEP = update(TRIES).where(*OF).values(
    failures=bindparam('now_failures'), last_at=bindparam('now_last_at'), held_until=bindparam('now_held_until'),
)
CROWD = select(func.count()).where(
    TRIES.c.network == bindparam('of_network'), TRIES.c.failures > 0, TRIES.c.last_at >= bindparam('since'),
)


class FailureStore:
    """Wrong tries, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session, self._dialect = session, session.dialect

    def lock(self, reference: str, network: str, now: datetime, *, since: datetime) -> tuple[Tries, int]:
        """What was tried with these details from this network, and with how many people's details since then.

        Nobody else changes the first until the transaction ends.
        """
        with self._session.together():
            locked = self._session.run(
                _lock(self._dialect), reference=reference, network=network, failures=0, last_at=now, held_until=None,
            )
            crowd = self._session.run(CROWD, of_network=network, since=since)
        [(failures, last_at, held_until)], [(people,)] = locked.rows(), crowd.rows()
        return Tries(failures=failures, last_at=last_at, held_until=held_until), people

    def keep(self, reference: str, network: str, tries: Tries) -> None:
        """Keep what became of them."""
        self._session.run(
            KEEP, of_reference=reference, of_network=network, now_failures=tries.failures, now_last_at=tries.last_at,
            now_held_until=tries.held_until,
        )

    def count(self, reference: str, network: str, tries: Tries, *, hour: datetime) -> int:
        """Keep them with one try more, and count it in this hour; returns how many the hour has now."""
        with self._session.together():
            self.keep(reference, network, tries)
            counted = self._session.run(_count(self._dialect), hour=hour, failures=1)
        [(failures,)] = counted.rows()
        return failures

    def forget(self, reference: str, network: str) -> None:
        """The right details were given: wrong ones before count no more."""
        self._session.execute(delete(TRIES).where(*OF), {'of_reference': reference, 'of_network': network})

    def uncount(self, hour: datetime) -> None:
        """One of them was right."""
        query = update(HOURS).where(HOURS.c.hour == hour, HOURS.c.failures > 0)
        self._session.execute(query.values(failures=HOURS.c.failures - 1))

    def failures_of(self, hours: Sequence[datetime]) -> list[int]:
        """How many tries were wrong in each of these hours that had any."""
        return list(self._session.scalars(select(HOURS.c.failures).where(HOURS.c.hour.in_(hours))))

    def remove(self, *, tries_before: datetime, hours_before: datetime) -> int:
        """Remove what counts no more; returns how many."""
        tries = delete(TRIES).where(TRIES.c.last_at < tries_before).returning(TRIES.c.network)
        hours = delete(HOURS).where(HOURS.c.hour < hours_before).returning(HOURS.c.hour)
        return sum(len(self._session.execute(query).all()) for query in (tries, hours))


@cache
def _lock(dialect: str) -> ReturningInsert:
    """One statement that adds the row unless it is there, and locks it."""
    new = insert_into(dialect, TRIES).values({column.name: bindparam(column.name) for column in TRIES.columns})
    same = new.on_conflict_do_update(index_elements=['reference', 'network'], set_={'failures': TRIES.c.failures})
    return same.returning(TRIES.c.failures, TRIES.c.last_at, TRIES.c.held_until)


@cache
def _count(dialect: str) -> ReturningInsert:
    new = insert_into(dialect, HOURS).values(hour=bindparam('hour'), failures=bindparam('failures'))
    more = new.on_conflict_do_update(index_elements=['hour'], set_={'failures': HOURS.c.failures + 1})
    return more.returning(HOURS.c.failures)
