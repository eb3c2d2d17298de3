"""The table, and what a row of it says."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, table_of
from portal.delivery.model import Going, State, Way, Why


class GoingRow(Row):
    """A letter on its way."""

    __tablename__ = 'letter_delivery'
    __table_args__ = (
        Index('ix_letter_delivery_due', 'state', 'way', 'next_try'), UniqueConstraint('batch', 'line'),
    )
    reference: Mapped[str] = mapped_column(
        String(60), ForeignKey('sent_letter.reference', ondelete='CASCADE'), primary_key=True,
    )
    way: Mapped[str] = mapped_column(String(20), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    batch: Mapped[int | None]
    line: Mapped[int | None]
    round: Mapped[int]
    service_id: Mapped[str] = mapped_column(String(60))
    status: Mapped[str] = mapped_column(String(40))
    attempts: Mapped[int]
    next_try: Mapped[datetime | None] = mapped_column(Instant)
    waiting_since: Mapped[datetime] = mapped_column(Instant)
    tried_at: Mapped[datetime | None] = mapped_column(Instant)
    gone_at: Mapped[datetime | None] = mapped_column(Instant)
    by: Mapped[str] = mapped_column(String(200))
    why: Mapped[str] = mapped_column(String(20))


GOING = table_of(GoingRow)
IN_ORDER = GOING.c.next_try, GOING.c.reference
"""Who is due longest comes first."""
EMPTY = {
    'batch': None, 'line': None, 'round': 0, 'service_id': '', 'status': '', 'attempts': 0, 'next_try': None,
    'tried_at': None, 'gone_at': None, 'by': '', 'why': '',
}
"""What a letter starts with."""


def going_of(row: Sequence[Any]) -> Going:
    """What a row says that a small statement found."""
    return going(dict(zip(GOING.columns.keys(), row, strict=True)))


def going(row: Any) -> Going:
    """What a row of the table says."""
    why = Why(row['why']) if row['why'] else None
    return Going(**{**row, 'way': Way(row['way']), 'state': State(row['state']), 'why': why})
