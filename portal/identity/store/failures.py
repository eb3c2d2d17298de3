"""Wrong tries to log in: per person's details and network, and how many in each hour.

Details are kept as keyed hashes, and for details that nobody has just as for those of a person.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Index, String, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work, table_of
from portal.identity.model.codes import Tries

DIALECTS = {'sqlite': sqlite, 'postgresql': postgresql}


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


class FailureStore:
    """Wrong tries, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session
        self._insert = DIALECTS[session.get_bind().dialect.name].insert

    def lock(self, reference: str, network: str, now: datetime) -> Tries:
        """What was tried with these details from this network; nobody else changes it until the transaction ends."""
        new = self._insert(TRIES).values(reference=reference, network=network, failures=0, last_at=now)
        self._session.execute(new.on_conflict_do_nothing())
        row = self._session.execute(select(TRIES).where(*_of(reference, network)).with_for_update()).one()
        return Tries(failures=row.failures, last_at=row.last_at, held_until=row.held_until)

    def keep(self, reference: str, network: str, tries: Tries) -> None:
        """Keep what became of them."""
        self._session.execute(update(TRIES).where(*_of(reference, network)).values(
            failures=tries.failures, last_at=tries.last_at, held_until=tries.held_until,
        ))

    def forget(self, reference: str, network: str) -> None:
        """The right details were given: wrong ones before count no more."""
        self._session.execute(delete(TRIES).where(*_of(reference, network)))

    def people_failing(self, network: str, since: datetime) -> int:
        """How many people's details were tried wrongly from a network since then."""
        query = select(func.count()).where(TRIES.c.network == network, TRIES.c.failures > 0, TRIES.c.last_at >= since)
        return self._session.scalar(query) or 0

    def count(self, hour: datetime) -> int:
        """One more wrong try in this hour; returns how many there are now."""
        new = self._insert(HOURS).values(hour=hour, failures=1)
        query = new.on_conflict_do_update(index_elements=['hour'], set_={'failures': HOURS.c.failures + 1})
        return self._session.execute(query.returning(HOURS.c.failures)).scalar_one()

    def failures_of(self, hours: Sequence[datetime]) -> list[int]:
        """How many tries were wrong in each of these hours that had any."""
        return list(self._session.scalars(select(HOURS.c.failures).where(HOURS.c.hour.in_(hours))))

    def remove(self, *, tries_before: datetime, hours_before: datetime) -> int:
        """Remove what counts no more; returns how many."""
        tries = delete(TRIES).where(TRIES.c.last_at < tries_before).returning(TRIES.c.network)
        hours = delete(HOURS).where(HOURS.c.hour < hours_before).returning(HOURS.c.hour)
        return sum(len(self._session.execute(query).all()) for query in (tries, hours))


def _of(reference: str, network: str) -> tuple:
    return TRIES.c.reference == reference, TRIES.c.network == network
