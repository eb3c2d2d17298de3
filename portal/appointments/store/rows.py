"""The planner's tables."""

from datetime import date, datetime

from sqlalchemy import JSON, BigInteger, ForeignKey, ForeignKeyConstraint, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row

Number = BigInteger().with_variant(Integer, 'sqlite')
"""SQLite counts up by itself only in a column of plain INTEGER."""


class ImportRow(Row):
    """Each planner file that was loaded; the last number tells how old a copy of the catalogue is."""

    __tablename__ = 'planner_import'
    number: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant)


class ProductRow(Row):
    """A product, as the planner file says it."""

    __tablename__ = 'product'
    number: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(8), unique=True)
    facts: Mapped[dict] = mapped_column(JSON)


class DeskRow(Row):
    """A desk, as the planner file says it, with its rosters, extras and closures."""

    __tablename__ = 'desk'
    number: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(40), unique=True)
    version: Mapped[int] = mapped_column(default=1)
    facts: Mapped[dict] = mapped_column(JSON)
    opened_until: Mapped[date | None]


class ResourceRow(Row):
    """A counter, an officer, an interpreter, a room."""

    __tablename__ = 'resource'
    id: Mapped[int] = mapped_column(primary_key=True)
    desk: Mapped[str] = mapped_column(ForeignKey('desk.key'), index=True)
    key: Mapped[str] = mapped_column(String(60), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    skills: Mapped[list] = mapped_column(JSON)
    works: Mapped[bool] = mapped_column(default=True)
    """False once a planner file no longer names it; its visits stay."""
    __table_args__ = (Index('ix_resource_id_desk', 'id', 'desk', unique=True),)


class DeskDayRow(Row):
    """One opened day of a desk: every change of the day raises `version`, and so locks the row first."""

    __tablename__ = 'desk_day'
    desk: Mapped[str] = mapped_column(ForeignKey('desk.key'), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    catalogue: Mapped[int]
    """The import that the day's shifts come from."""


class ShiftRow(Row):
    """When a resource works on an opened day."""

    __tablename__ = 'shift'
    desk: Mapped[str] = mapped_column(ForeignKey('desk.key'), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    resource_id: Mapped[int] = mapped_column(ForeignKey('resource.id'), primary_key=True)
    starts: Mapped[int] = mapped_column(primary_key=True)
    ends: Mapped[int]


class VisitRow(Row):
    """A visit: held, offered, booked or cancelled."""

    __tablename__ = 'visit'
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    product: Mapped[str] = mapped_column(String(8))
    desk: Mapped[str] = mapped_column(ForeignKey('desk.key'))
    day: Mapped[date]
    starts: Mapped[int]
    ticks: Mapped[int]
    persons: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    holder: Mapped[str] = mapped_column(String(80), default='')
    held_until: Mapped[datetime | None] = mapped_column(Instant)
    email: Mapped[str] = mapped_column(String(254), default='')
    phone: Mapped[str] = mapped_column(String(20), default='')
    language: Mapped[str] = mapped_column(String(8), default='nl')
    sequence: Mapped[int] = mapped_column(default=0)
    __table_args__ = (
        Index('ix_visit_desk_day', 'desk', 'day'),
        Index(
            'ix_visit_held', 'held_until', sqlite_where=text('held_until IS NOT NULL'),
            postgresql_where=text('held_until IS NOT NULL'),
        ),
    )


class VisitorRow(Row):
    """One person of a visit."""

    __tablename__ = 'visitor'
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey('visit.id', ondelete='CASCADE'), index=True)
    v_number: Mapped[str] = mapped_column(String(10), default='')
    bsn: Mapped[str] = mapped_column(String(9), default='')
    first_name: Mapped[str] = mapped_column(String(100), default='')
    last_name: Mapped[str] = mapped_column(String(100), default='')
    birth_date: Mapped[date | None]
    __table_args__ = (
        Index(
            'ix_visitor_v_number', 'v_number', sqlite_where=text("v_number <> ''"),
            postgresql_where=text("v_number <> ''"),
        ),
    )


class ClaimRow(Row):
    """One tick of one resource used by one visit; the primary key makes double use impossible."""

    __tablename__ = 'claim'
    resource_id: Mapped[int] = mapped_column(primary_key=True)
    tick: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    visit_id: Mapped[int] = mapped_column(ForeignKey('visit.id'), index=True)
    desk: Mapped[str] = mapped_column(String(40))
    """The resource's, so that all that is used of a desk at a time lies side by side."""
    __table_args__ = (
        ForeignKeyConstraint(['resource_id', 'desk'], ['resource.id', 'resource.desk'], name='fk_claim_resource_id'),
        Index('ix_claim_desk_tick', 'desk', 'tick', 'resource_id'),
    )


class PersonClaimRow(Row):
    """One person has one visit for one product; the primary key makes a second one impossible."""

    __tablename__ = 'person_claim'
    product: Mapped[str] = mapped_column(String(8), primary_key=True)
    identity: Mapped[str] = mapped_column(String(12), primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey('visit.id'), index=True)


class VisitEventRow(Row):
    """The history of visits: what changed, when and from where."""

    __tablename__ = 'visit_event'
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    visit_id: Mapped[int] = mapped_column(ForeignKey('visit.id', ondelete='CASCADE'), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    change: Mapped[str] = mapped_column(String(12))
    desk: Mapped[str] = mapped_column(String(40))
    starts: Mapped[int]
    persons: Mapped[int]
    room: Mapped[str] = mapped_column(String(20))
    __table_args__ = (Index('ix_visit_event_desk_at', 'desk', 'at'),)


class OpeningRow(Row):
    """New weeks that were opened at a desk, and how many places they brought."""

    __tablename__ = 'opening'
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    desk: Mapped[str] = mapped_column(ForeignKey('desk.key'), index=True)
    at: Mapped[datetime] = mapped_column(Instant)
    places: Mapped[int]


class PlanRow(Row):
    """What somebody has filled in so far; removed when they have booked or after some hours."""

    __tablename__ = 'plan'
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    answers: Mapped[dict] = mapped_column(JSON)
    touched_at: Mapped[datetime] = mapped_column(Instant, index=True)


class DoneRow(Row):
    """Posts that changed a visit, by their idempotency key; the same post again changes nothing."""

    __tablename__ = 'done'
    visit_id: Mapped[int] = mapped_column(ForeignKey('visit.id', ondelete='CASCADE'), primary_key=True)
    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    at: Mapped[datetime] = mapped_column(Instant, index=True)


class WishRow(Row):
    """Somebody's place on the waiting list."""

    __tablename__ = 'wish'
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    key: Mapped[str] = mapped_column(String(32), unique=True)
    product: Mapped[str] = mapped_column(String(8), index=True)
    terms: Mapped[dict] = mapped_column(JSON)
    """Persons, contact, desks and times, as the visitor gave them."""
    visit_id: Mapped[int | None] = mapped_column(ForeignKey('visit.id', ondelete='SET NULL'), index=True)
    urgency: Mapped[int] = mapped_column(default=0)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    before: Mapped[date]
    ended_at: Mapped[datetime | None] = mapped_column(Instant, index=True)


class WishPersonRow(Row):
    """One person waits once for one product; the primary key makes a second time impossible."""

    __tablename__ = 'wish_person'
    product: Mapped[str] = mapped_column(String(8), primary_key=True)
    identity: Mapped[str] = mapped_column(String(12), primary_key=True)
    wish_id: Mapped[int] = mapped_column(ForeignKey('wish.id', ondelete='CASCADE'), index=True)


class OfferRow(Row):
    """A freed place: held for one person, or the reason why it passed them by."""

    __tablename__ = 'offer'
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    wish_id: Mapped[int] = mapped_column(ForeignKey('wish.id', ondelete='CASCADE'), index=True)
    visit_id: Mapped[int | None] = mapped_column(ForeignKey('visit.id', ondelete='SET NULL'), index=True)
    desk: Mapped[str] = mapped_column(String(40))
    starts: Mapped[int]
    ticks: Mapped[int]
    persons: Mapped[int]
    offered_at: Mapped[datetime] = mapped_column(Instant)
    until: Mapped[datetime | None] = mapped_column(Instant)
    state: Mapped[str] = mapped_column(String(10), index=True)
    reason: Mapped[str] = mapped_column(String(20), default='')
