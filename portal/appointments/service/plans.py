"""From a first choice to a booked visit, page by page."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from portal.appointments.errors import PlanUnknown
from portal.appointments.model import Contact, Person, Plan, Slot, Terms, Visit, Wish
from portal.appointments.service.booking import Booking
from portal.appointments.service.fresh import new_key
from portal.appointments.service.waiting import WaitingList
from portal.appointments.store.plans import PlanStore
from portal.clock import Clock
from portal.database import Database


class Plans:
    """Keeps what a visitor fills in, and the place they chose, until they book."""

    def __init__(
        self, database: Database, clock: Clock, *, booking: Booking, waiting: WaitingList, kept: timedelta,
    ) -> None:
        self._database, self._clock, self._booking, self._waiting = database, clock, booking, waiting
        self._kept = kept

    def begin(self, slot: Slot) -> Plan:
        """Keep a place and start a plan for it, or raise an `AppointmentRefused`."""
        plan = Plan(id=new_key(), product=slot.product, count=slot.persons, slot=slot)
        with self._database.transaction() as session:
            held = self._booking.hold(slot, _holder(plan))
            plan = replace(plan, held_until=held.held_until)
            PlanStore(session).add(plan, self._clock.now())
        return plan

    def begin_waiting(
        self, product: str, count: int, *, desks: tuple[str, ...], before: date,
        not_before: time | None, not_after: time | None, notice_hours: int,
    ) -> Plan:
        """Start a plan for a place on the waiting list."""
        plan = Plan(
            id=new_key(), product=product, count=count, slot=None, desks=desks, before=before,
            not_before=not_before, not_after=not_after, notice_hours=notice_hours,
        )
        with self._database.transaction() as session:
            PlanStore(session).add(plan, self._clock.now())
        return plan

    def find(self, plan: str) -> Plan:
        """The plan with this id; raises `PlanUnknown`."""
        with self._database.reading() as session:
            return PlanStore(session).get(plan)

    def choose(self, plan: str, slot: Slot) -> Plan:
        """Keep another place instead; the same place again is not kept any longer for it."""
        def chosen(known: Plan) -> Plan:
            if known.slot == slot:
                return known
            held = self._booking.hold(slot, _holder(known), instead_of=known.slot)
            people = known.people[:slot.persons]
            return replace(known, slot=slot, count=slot.persons, people=people, held_until=held.held_until)
        return self._changed(plan, chosen)

    def name(self, plan: str, number: int, person: Person) -> Plan:
        """Fill in one of the persons, counted from 1."""
        def named(known: Plan) -> Plan:
            people = (*known.people[:number - 1], person, *known.people[number:])
            return replace(known, people=people[:known.count])
        return self._changed(plan, named)

    def reach(self, plan: str, contact: Contact) -> Plan:
        """Fill in how the visitor is reached."""
        return self._changed(plan, lambda known: replace(known, contact=contact))

    def book(self, plan: str) -> str:
        """Book the visit, or ask for the place on the waiting list: the key of it, the same one if asked again.

        Raises an `AppointmentRefused`; what was filled in is kept then.
        """
        with self._database.transaction() as session:
            store = PlanStore(session)
            known = store.get_to_change(plan)
            if known.came_of_it:
                return known.came_of_it
            if not known.is_complete:
                raise PlanUnknown
            came_of_it = self._finish(known).key
            store.save(replace(known, people=(), contact=None, came_of_it=came_of_it), self._clock.now())
        return came_of_it

    def forget(self) -> int:
        """Remove plans that nobody touched for hours; returns how many."""
        return self.forget_before(self._clock.now() - self._kept)

    def forget_before(self, moment: datetime) -> int:
        """Remove plans that nobody touched since; returns how many."""
        with self._database.transaction() as session:
            return PlanStore(session).remove_before(moment)

    def _finish(self, plan: Plan) -> Visit | Wish:
        contact = plan.contact or Contact()
        if plan.slot is not None:
            return self._booking.book(plan.slot, plan.people, contact, holder=_holder(plan), room='web')
        return self._waiting.ask(Wish(
            key=new_key(), product=plan.product, visit=None, before=plan.before or date.max,
            asked_at=self._clock.now(), terms=Terms(
                persons=plan.people, contact=contact, desks=plan.desks, not_before=plan.not_before,
                not_after=plan.not_after, notice_hours=plan.notice_hours,
            ),
        ))

    def _changed(self, plan: str, change: Callable[[Plan], Plan]) -> Plan:
        with self._database.transaction() as session:
            store = PlanStore(session)
            known = store.get_to_change(plan)
            if known.came_of_it:
                raise PlanUnknown
            changed = change(known)
            store.save(changed, self._clock.now())
        return changed


def _holder(plan: Plan) -> str:
    return f'plan:{plan.id}'
