"""The outbox: messages kept in the transaction of the change that caused them, until they are sent."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    Index,
    Insert,
    String,
    Text,
    bindparam,
    case,
    delete,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work, table_of
from portal.kernel.retention import Stock
from portal.notifications.model import KeptMessage, Leased
from portal.statements import filled, insert_into

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


class ForgottenRow(Row):
    """Until when messages were forgotten after they were sent; one row at most."""

    __tablename__ = 'outbox_forgotten'

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    until: Mapped[datetime] = mapped_column(Instant)


OUTBOX, FORGOTTEN = OutboxRow.metadata.tables['outbox'], table_of(ForgottenRow)
ONLY = 1


@cache
def _put(dialect: str) -> Insert:
    """One plain insert: bookings wait for it. A key that is there already changes nothing."""
    adding = insert_into(dialect, OUTBOX).values({name: bindparam(name) for name in filled(OUTBOX)})
    return adding.on_conflict_do_nothing(index_elements=['dedupe_key']).inline()


class OutboxStore:
    """Every query of the outbox."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def put(self, kept: dict[str, str], now: datetime) -> None:
        """Keep a message, given as the columns that a message fills; nothing happens when its key is known."""
        self._session.run(
            _put(self._session.dialect), **kept, state=State.WAITING.value, attempts=0, next_try=now,
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

    def about(self, keys: Sequence[str], prefixes: Sequence[str]) -> list[KeptMessage]:
        """Messages with one of these dedupe keys, or with one that starts like these, in order of time."""
        alike = [OUTBOX.c.dedupe_key.startswith(prefix, autoescape=True) for prefix in prefixes]
        query = select(OUTBOX).where(or_(OUTBOX.c.dedupe_key.in_(keys), *alike)).order_by(OUTBOX.c.id)
        rows = self._session.execute(query)
        return [
            KeptMessage(
                kind=row.kind, payload=row.payload, language=row.language, to=row.recipient, dedupe_key=row.dedupe_key,
                created=row.created, sent_at=row.sent_at, failed=row.state == State.FAILED,
            ) for row in rows
        ]

    def over_before(self, moment: datetime) -> Stock:
        """How many messages are kept, and how many of them were sent or given up before that moment."""
        count, oldest = self._session.execute(select(func.count(), func.min(_over(OUTBOX)))).one()
        overdue = self._session.scalar(select(func.count()).select_from(OUTBOX).where(_over(OUTBOX) < moment)) or 0
        return Stock(count=count, oldest=oldest, overdue=overdue)

    def remove_over(self, moment: datetime, most: int) -> int:
        """Forget so many messages at most that were sent or given up before `moment`; returns how many."""
        old = select(OUTBOX.c.id).where(_over(OUTBOX) < moment).order_by(OUTBOX.c.id).limit(most)
        numbers = list(self._session.scalars(old.with_for_update(skip_locked=True)))
        if numbers:
            self._session.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(numbers)))
            self._note_forgotten(moment)
        return len(numbers)

    def kept_since(self) -> datetime | None:
        """Messages that were kept before this moment may have been forgotten; None when none ever was."""
        return self._session.scalar(select(FORGOTTEN.c.until))

    def _note_forgotten(self, moment: datetime) -> None:
        adding = insert_into(self._session.dialect, FORGOTTEN).values(id=ONLY, until=moment)
        self._session.execute(adding.on_conflict_do_update(
            index_elements=['id'], set_={'until': moment}, where=FORGOTTEN.c.until < moment,
        ))


def _over(outbox: Any) -> ColumnElement[datetime]:
    """When a message was sent or given up: what was given up, at its last try."""
    given_up = case((outbox.c.state == State.FAILED, outbox.c.next_try))
    return cast(ColumnElement[datetime], func.coalesce(outbox.c.sent_at, given_up, type_=Instant))


def _leased(row: Any) -> Leased:
    return Leased(
        id=row.id, kind=row.kind, payload=row.payload, language=row.language, recipient=row.recipient,
        dedupe_key=row.dedupe_key, attempt=row.attempts, leased_until=row.next_try, created=row.created,
    )
