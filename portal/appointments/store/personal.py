"""What is kept of one person, and what was kept long enough."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from sqlalchemy import ColumnElement, String, Table, bindparam, cast, delete, exists, func, select

from portal.appointments.model import Change, Visit, VisitState, Wish
from portal.appointments.store.claims import ClaimStore
from portal.appointments.store.plans import PLANS
from portal.appointments.store.visits import EVENTS, VISITORS, VISITS, VisitStore
from portal.appointments.store.waiting import WISH_PERSONS, WISHES, WaitingStore
from portal.database import Work
from portal.kernel.retention import Stock

COMES = (
    select(VISITS.c.id).join(VISITORS, VISITORS.c.visit_id == VISITS.c.id).where(
        VISITORS.c.v_number == bindparam('v_number'), VISITORS.c.v_number != '',
        VISITS.c.state == VisitState.BOOKED.value, VISITS.c.day >= bindparam('day'),
    ).limit(1)
)
REAL = VISITS.c.state.in_((VisitState.BOOKED.value, VisitState.CANCELLED.value))
"""Places that are only kept or offered end by themselves."""
AWAITED = exists().where(WISHES.c.visit_id == VISITS.c.id, WISHES.c.ended_at.is_(None))


class PersonalStore:
    """What is kept of somebody, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def visits(self, v_number: str) -> list[Visit]:
        """The visits on which somebody comes or came, cancelled ones too, in order of time."""
        query = select(VISITS.c.key).where(REAL, VISITS.c.id.in_(
            select(VISITORS.c.visit_id).where(VISITORS.c.v_number == v_number, VISITORS.c.v_number != ''),
        )).order_by(VISITS.c.starts)
        store = VisitStore(self._session)
        return [store.get(key) for key in self._session.scalars(query)]

    def history(self, visit: int) -> tuple[tuple[datetime, Change], ...]:
        """What happened to a visit, and when."""
        query = select(EVENTS.c.at, EVENTS.c.change).where(EVENTS.c.visit_id == visit).order_by(EVENTS.c.id)
        return tuple((at, Change(change)) for at, change in self._session.execute(query))

    def day(self, visit: int) -> date:
        """The day of a visit, on the clock of its desk."""
        return self._session.execute(select(VISITS.c.day).where(VISITS.c.id == visit)).scalar_one()

    def wishes(self, v_number: str) -> list[Wish]:
        """Places on the waiting list that somebody has."""
        waits = select(WISH_PERSONS.c.wish_id).where(WISH_PERSONS.c.identity == f'v:{v_number}')
        return self._wishes(WISHES.c.id.in_(waits), v_number)

    def ended_wishes(self, v_number: str) -> list[Wish]:
        """Those that somebody had; only what was written down of them still tells whose they were."""
        told = cast(WISHES.c.terms, String).contains(f'"{v_number}"', autoescape=True)
        return self._wishes(WISHES.c.ended_at.is_not(None) & told, v_number)

    def _wishes(self, which: ColumnElement[bool], v_number: str) -> list[Wish]:
        keys = self._session.scalars(select(WISHES.c.key).where(which).order_by(WISHES.c.id))
        found = map(WaitingStore(self._session).get, list(keys))
        return [wish for wish in found if v_number in {person.v_number for person in wish.terms.persons}]

    def in_use(self, v_numbers: Sequence[str]) -> set[str]:
        """Those of these persons who have a visit, or wait for one."""
        coming = select(VISITORS.c.v_number).where(VISITORS.c.v_number.in_(v_numbers))
        identities = [f'v:{number}' for number in v_numbers]
        waiting = select(WISH_PERSONS.c.identity).where(WISH_PERSONS.c.identity.in_(identities))
        return {*self._session.scalars(coming), *(one[2:] for one in self._session.scalars(waiting))}

    def visits_before(self, moment: datetime) -> Stock:
        """How many visits there are; those of days before this one are overdue."""
        day, oldest, count = moment.date(), *self._oldest(VISITS.c.day, VISITS, REAL)
        overdue = self._count(VISITS, REAL, VISITS.c.day < day, ~AWAITED)
        return Stock(count=count, oldest=_midnight(oldest), overdue=overdue)

    def wishes_before(self, moment: datetime) -> Stock:
        """How many wishes there are; those that ended before are overdue."""
        return self._stock(WISHES, WISHES.c.ended_at, WISHES.c.ended_at < moment)

    def plans_before(self, moment: datetime) -> Stock:
        """How many plans are being filled in; those that nobody touched since are overdue."""
        return self._stock(PLANS, PLANS.c.touched_at, PLANS.c.touched_at < moment)

    def remove_visits(self, moment: datetime, most: int) -> int:
        """Forget so many visits of earlier days at most, and all that stands in their name; returns how many."""
        numbers = self._first(VISITS, REAL & (VISITS.c.day < moment.date()) & ~AWAITED, most)
        claims = ClaimStore(self._session)
        claims.free(numbers)
        claims.free_persons(numbers)
        VisitStore(self._session).remove(numbers)
        return len(numbers)

    def remove_wishes(self, moment: datetime, most: int) -> int:
        """Forget so many wishes at most that ended before, with what was offered to them; returns how many."""
        numbers = self._first(WISHES, WISHES.c.ended_at < moment, most)
        self._session.execute(delete(WISHES).where(WISHES.c.id.in_(numbers)))
        return len(numbers)

    def _first(self, table: Table, which: ColumnElement[bool], most: int) -> list:
        """So many rows at most, that nobody else is changing; whoever removes at the same time takes others."""
        query = select(table.c.id).where(which).order_by(table.c.id).limit(most)
        return list(self._session.scalars(query.with_for_update(skip_locked=True)))

    def _stock(self, table: Table, since: ColumnElement[datetime], overdue: ColumnElement[bool]) -> Stock:
        oldest, count = self._oldest(since, table)
        return Stock(count=count, oldest=oldest, overdue=self._count(table, overdue))

    def _oldest(self, since: ColumnElement, table: Table, *which: ColumnElement[bool]) -> tuple:
        query = select(func.min(since), func.count()).select_from(table).where(*which)
        return tuple(self._session.execute(query).one())

    def _count(self, table: Table, *which: ColumnElement[bool]) -> int:
        return self._session.scalar(select(func.count()).select_from(table).where(*which)) or 0


def _midnight(day: date | None) -> datetime | None:
    return datetime.combine(day, time(), UTC) if day else None
