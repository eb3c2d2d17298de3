"""The outbox: messages kept in the transaction of the change that caused them, until they are sent."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Index, Insert, String, Text, bindparam, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work
from portal.notifications.model import Leased
from portal.statements import filled

REASON_LENGTH = 500


class State(StrEnum):
    """Where a kept message stands."""

    WAITING = 'waiting'
    LEASED = 'leased'
    SENT = 'sent'
    FAILED = 'failed'
    """Given up; `reason` says why."""


OPEN = (State.WAITING, State.LEASED)


class OutboxRow(Row):
    """One message."""

    __tablename__ = 'outbox'
    __table_args__ = (Index(None, 'state', 'next_try'),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    payload: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(10))
    recipient: Mapped[str] = mapped_column(String(320))
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    next_try: Mapped[datetime] = mapped_column(Instant)
    """When it is due; for a leased message, when the lease ends."""
    created: Mapped[datetime] = mapped_column(Instant)
    sent_at: Mapped[datetime | None] = mapped_column(Instant)
    reason: Mapped[str] = mapped_column(String(REASON_LENGTH))


OUTBOX = OutboxRow.metadata.tables['outbox']
DIALECTS = {'sqlite': sqlite, 'postgresql': postgresql}


@cache
def _put(dialect: str) -> Insert:
    """One plain insert: bookings wait for it. A key that is there already changes nothing."""
    adding = DIALECTS[dialect].insert(OUTBOX).values({name: bindparam(name) for name in filled(OUTBOX)})
    return adding.on_conflict_do_nothing(index_elements=['dedupe_key']).inline()


class OutboxStore:
    """Every query of the outbox."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def put(self, kept: dict[str, str], now: datetime) -> None:
        """Keep a message, given as the columns that a message fills; nothing happens when its key is known."""
        self._session.run(
            _put(self._session.get_bind().dialect.name), **kept, state=State.WAITING.value, attempts=0, next_try=now,
            created=now, sent_at=None, reason='',
        )

    def lease(self, now: datetime, count: int, *, until: datetime) -> tuple[Leased, ...]:
        """Up to `count` due messages, oldest first, that nobody else gets before `until`."""
        due = select(OUTBOX.c.id).where(OUTBOX.c.state.in_(OPEN), OUTBOX.c.next_try <= now)
        due = due.order_by(OUTBOX.c.next_try, OUTBOX.c.id).limit(count).with_for_update(skip_locked=True)
        chosen = list(self._session.scalars(due))
        rows = self._session.execute(
            update(OUTBOX).where(OUTBOX.c.id.in_(chosen))
            .values(state=State.LEASED, next_try=until, attempts=OUTBOX.c.attempts + 1).returning(*OUTBOX.c),
        )
        return tuple(sorted(map(_leased, rows), key=lambda leased: leased.id))

    def mark_sent(self, leased: Leased, now: datetime) -> None:
        """The message left the house."""
        self._mark(OUTBOX.c.id == leased.id, state=State.SENT, sent_at=now, reason='')

    def mark_failed(self, leased: Leased, reason: str, *, next_try: datetime | None) -> None:
        """The message did not leave; it is tried again at `next_try`, or never."""
        state = State.WAITING if next_try else State.FAILED
        changes: dict = {'state': state, 'reason': reason[:REASON_LENGTH]}
        changes |= {'next_try': next_try} if next_try else {}
        ours = (OUTBOX.c.state == State.LEASED) & (OUTBOX.c.attempts == leased.attempt)
        self._mark((OUTBOX.c.id == leased.id) & ours, **changes)

    def _mark(self, which: Any, **changes: Any) -> None:
        self._session.execute(update(OUTBOX).where(which).values(**changes))

    def count(self, *states: State) -> int:
        """How many messages are in one of `states`."""
        return self._session.scalar(select(func.count()).where(OUTBOX.c.state.in_(states))) or 0

    def known(self, keys: Sequence[str]) -> set[str]:
        """Those of these dedupe keys that were ever kept."""
        return set(self._session.scalars(select(OUTBOX.c.dedupe_key).where(OUTBOX.c.dedupe_key.in_(keys))))

    def remove_sent_before(self, moment: datetime) -> int:
        """Forget messages that were sent before `moment`; returns how many."""
        old = (OUTBOX.c.state == State.SENT) & (OUTBOX.c.sent_at < moment)
        return self._session.connection().execute(delete(OUTBOX).where(old)).rowcount


def _leased(row: Any) -> Leased:
    return Leased(
        id=row.id, kind=row.kind, payload=row.payload, language=row.language, recipient=row.recipient,
        dedupe_key=row.dedupe_key, attempt=row.attempts, leased_until=row.next_try, created=row.created,
    )
