"""Keeping a place and booking it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from portal.appointments.calendar import Calendar
from portal.appointments.errors import SlotTaken, TooManyHolds
from portal.appointments.messages import Messages
from portal.appointments.model import HOLD_TIME, Change, Contact, DayBook, Person, Slot, Visit, VisitState
from portal.appointments.rules import visits as rules
from portal.appointments.service.fresh import new_visit
from portal.appointments.service.locked_days import LockedDay
from portal.appointments.service.places import Places
from portal.clock import Clock
from portal.database import Database

HOLDS_MOST = 60
"""So many places one network may keep at once: forty people may share an address."""


class Booking:
    """One person or family takes a place."""

    def __init__(self, database: Database, clock: Clock, *, calendar: Calendar, messages: Messages) -> None:
        self._database, self._clock, self._calendar, self._messages = database, clock, calendar, messages

    def hold(self, slot: Slot, holder: str, *, instead_of: Slot | None = None) -> Visit:
        """Keep the place for this holder for a quarter of an hour, or raise an `AppointmentRefused`.

        What the holder kept before, at `instead_of`, is given back once the new place is theirs.
        """
        now = self._clock.now()
        with self._database.transaction() as session:
            work = Places(session, self._calendar)
            if work.visits.count_held(holder, now) >= HOLDS_MOST:
                raise TooManyHolds
            locked = work.lock(slot, *([instead_of] if instead_of else []))[0]
            rules.check_slot(slot, desk=locked.desk, product=locked.product(slot.product), now=now)
            before = work.visits.held_by(holder) if instead_of else []
            visit = new_visit(slot, VisitState.HELD, now=now, held_until=now + HOLD_TIME)
            work.add(visit, locked, work.near(locked, slot), now=now, holder=holder)
            work.let_go([number for number, _ in before])
        return visit

    def expire(self) -> int:
        """Give back what was kept for too long; returns how many places that were."""
        now = self._clock.now()
        with self._database.transaction() as session:
            work = Places(session, self._calendar)
            return work.give_back(lambda: work.visits.expired(now))

    def book(self, slot: Slot, persons: Sequence[Person], contact: Contact, *, holder: str, room: str) -> Visit:
        """Book the place for these persons, kept for the holder or not, or raise an `AppointmentRefused`."""
        now = self._clock.now()
        rules.check_persons(persons)
        with self._database.transaction() as session:
            work = Places(session, self._calendar)
            locked, book, similar = work.lock_near(slot, persons)
            product = locked.product(slot.product)
            visit, chosen = self._place(work, locked, book, slot, persons, contact=contact, holder=holder, now=now)
            work.let_go_of_past(similar, now=now)
            visit = replace(visit, persons=tuple(persons), contact=contact)
            with work.finishing():
                if chosen:
                    work.write(visit, locked, chosen)
                work.claims.take_persons(visit.id, product.key, persons)
                work.visits.add_persons(visit.id, persons)
                work.visits.record(visit.id, Change.BOOKED, slot, now=now, room=room)
                self._messages.booked(visit, locked.desk, product)
        return visit

    @staticmethod
    def _place(
        work: Places, locked: LockedDay, book: DayBook, slot: Slot, persons: Sequence[Person],
        *, contact: Contact, holder: str, now: datetime,
    ) -> tuple[Visit, tuple[int, ...]]:
        """The place that the holder keeps, or else a free one with the resources that it takes."""
        mine = rules.own_hold((held for held, _ in book.kept), slot, holder)
        if mine is None or mine.until <= now:
            rules.check_slot(slot, desk=locked.desk, product=locked.product(slot.product), now=now)
        if mine is not None:
            return work.visits.confirm(mine.visit, contact), ()
        try:
            chosen = work.choose(slot, locked, book, now=now)
        except SlotTaken:
            # Whoever sends a booking again because its answer was lost has the visit, and must hear that.
            work.check_no_similar(slot.product, persons, now=now)
            raise
        return new_visit(slot, VisitState.BOOKED, now=now, contact=contact), chosen
