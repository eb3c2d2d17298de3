"""Answers that people keep here, for one browser or under a code to come back with."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import JSON, Select, String, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.checklist.errors import ListUnknown
from portal.database import Instant, Row, Work, table_of
from portal.kernel.retention import Stock


class ListRow(Row):
    """Somebody's answers; nothing else about them is kept."""

    __tablename__ = 'checklist'
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    """Random; a signed cookie tells it."""
    answers: Mapped[dict] = mapped_column(JSON)
    ticked: Mapped[list] = mapped_column(JSON)
    filing: Mapped[date | None]
    code: Mapped[str | None] = mapped_column(String(64), unique=True)
    """The hash of the code to come back with."""
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)


LISTS = table_of(ListRow)


KEPT = select(LISTS).where(LISTS.c.id == bindparam('number'), LISTS.c.expires_at > bindparam('now'))


def row_of(found: Sequence[tuple]) -> dict[str, Any]:
    """What `KEPT` found; raises `ListUnknown`."""
    if not found:
        raise ListUnknown
    return dict(zip(LISTS.columns.keys(), found[0], strict=True))


class ListStore:
    """Kept answers, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def add(self, values: Mapping[str, Any]) -> None:
        """Keep a new list."""
        self._session.execute(insert(LISTS), dict(values))

    def get_to_change(self, number: str, now: datetime) -> dict[str, Any]:
        """The same, kept from anybody else's change until the transaction ends."""
        return self._one(select(LISTS).where(LISTS.c.id == number, LISTS.c.expires_at > now).with_for_update())

    def get_by_code(self, code: str, now: datetime) -> dict[str, Any]:
        """What is kept under this code; raises `ListUnknown`."""
        return self._one(select(LISTS).where(LISTS.c.code == hashed(code), LISTS.c.expires_at > now))

    def save(self, values: Mapping[str, Any]) -> None:
        """Change what is kept."""
        self._session.execute(update(LISTS).where(LISTS.c.id == values['id']).values(**values))

    def remove(self, number: str) -> None:
        """Forget what is kept."""
        self._session.execute(delete(LISTS).where(LISTS.c.id == number))

    def remove_expired(self, now: datetime) -> int:
        """Forget what was kept until now; returns how many lists that were."""
        gone = self._session.execute(delete(LISTS).where(LISTS.c.expires_at <= now).returning(LISTS.c.id))
        return len(gone.all())

    def expired(self, now: datetime) -> Stock:
        """How many lists are kept, and how many of them should have gone by now; the oldest is the next to go."""
        count, oldest = self._session.execute(select(func.count(), func.min(LISTS.c.expires_at))).one()
        overdue = self._session.scalar(select(func.count()).select_from(LISTS).where(LISTS.c.expires_at <= now)) or 0
        return Stock(count=count, oldest=oldest, overdue=overdue)

    def _one(self, query: Select) -> dict[str, Any]:
        row = self._session.execute(query).mappings().one_or_none()
        if row is None:
            raise ListUnknown
        return dict(row)


def hashed(code: str) -> str:
    """What stands in the database for a code of 80 random bits or more, which cannot be guessed from it."""
    return sha256(code.encode()).hexdigest()
