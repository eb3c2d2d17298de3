"""The seals over the access log."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import String, Table, delete, func, insert, select, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work, table_of
from portal.identity.model.looking import NotedLook
from portal.identity.model.sealing import Seal
from portal.identity.store.access_log import LOG, Number, noted


class SealRow(Row):
    """One seal; like the lines, it is only ever added."""

    __tablename__ = 'access_seal'
    number: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    first: Mapped[int] = mapped_column(Number)
    last: Mapped[int] = mapped_column(Number)
    count: Mapped[int] = mapped_column(Number)
    emptied: Mapped[int] = mapped_column(Number)
    sealed_at: Mapped[datetime] = mapped_column(Instant, index=True)
    content: Mapped[str] = mapped_column(String(64))
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64), unique=True)


SEALS = table_of(SealRow)
PATIENCE = "SET LOCAL lock_timeout = '1s'"
"""Whoever wants to look waits behind the lock: rather seal a minute later."""
STEP = 1000
"""Rows that are read at once."""
LOCK = 'LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE'


class SealStore:
    """Seals, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def wait_for_writers(self) -> None:
        """Let every line that has its number be written; from now on lines get higher numbers. Raises `Busy`.

        PostgreSQL gives out numbers before a transaction ends, so a lower one may still be on its way. SQLite has
        one writer at a time, and that is whoever asks.
        """
        self._lock(LOG)

    def wait_for_sealers(self) -> None:
        """Be the only one who seals, until the transaction ends."""
        self._lock(SEALS)

    def _lock(self, table: Table) -> None:
        if self._session.dialect == 'postgresql':
            self._session.execute(text(PATIENCE))
            self._session.execute(text(LOCK.format(table=table.name)))

    def highest_line(self) -> int:
        """The number of the last line; 0 when there is none."""
        return self._session.execute(select(func.max(LOG.c.id))).scalar_one() or 0

    def head(self) -> Seal | None:
        """The last seal."""
        row = self._session.execute(select(SEALS).order_by(SEALS.c.number.desc()).limit(1)).mappings().one_or_none()
        return Seal(**row) if row else None

    def find_old(self, before: datetime) -> Seal | None:
        """The last seal that was made before that."""
        query = select(SEALS).where(SEALS.c.sealed_at < before).order_by(SEALS.c.number.desc()).limit(1)
        row = self._session.execute(query).mappings().one_or_none()
        return Seal(**row) if row else None

    def add(self, seal: Seal) -> None:
        """Keep a new seal."""
        self._session.execute(insert(SEALS).values(**vars(seal)))

    def seals(self, *, until: int) -> Iterator[Seal]:
        """The seals with a number up to `until`, in their order."""
        number: int | None = None
        while seals := self._seals_after(number, until):
            yield from seals
            number = seals[-1].number

    def _seals_after(self, number: int | None, until: int) -> list[Seal]:
        query = select(SEALS).where(SEALS.c.number <= until).order_by(SEALS.c.number).limit(STEP)
        query = query if number is None else query.where(SEALS.c.number > number)
        return [Seal(**row) for row in self._session.execute(query).mappings()]

    def lines(self, *, until: int) -> Iterator[NotedLook]:
        """All lines with a number up to `until`, in their order."""
        number: int | None = None
        while lines := self.lines_after(number, until=until, most=STEP):
            yield from lines
            number = lines[-1].id

    def lines_after(self, number: int | None, *, until: int, most: int) -> list[NotedLook]:
        """At most so many lines with a number above `number` and up to `until`, in their order."""
        query = select(LOG).where(LOG.c.id <= until).order_by(LOG.c.id).limit(most)
        query = query if number is None else query.where(LOG.c.id > number)
        return [noted(tuple(row)) for row in self._session.execute(query)]

    def count_lines(self, *, after: int | None = None) -> int:
        """How many lines there are, or how many have a number above `after`."""
        query = select(func.count()).select_from(LOG)
        return self._session.execute(query if after is None else query.where(LOG.c.id > after)).scalar_one()

    def emptied(self) -> int:
        """Up to which seal the lines were removed."""
        return self._session.execute(select(func.max(SEALS.c.emptied))).scalar_one() or 0

    def knows(self, digest: str) -> bool:
        """There is a seal with this digest."""
        return self._session.execute(select(SEALS.c.number).where(SEALS.c.digest == digest)).first() is not None

    def remove_until(self, last: int) -> int:
        """Remove the lines with a number up to `last`; the database refuses young ones. Returns how many."""
        return len(self._session.execute(delete(LOG).where(LOG.c.id <= last).returning(LOG.c.id)).all())
