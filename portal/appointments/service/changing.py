"""Finding, moving and cancelling a visit."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from portal.appointments.calendar import Calendar
from portal.appointments.errors import VisitUnknown
from portal.appointments.messages import Messages
from portal.appointments.model import Change, Slot, Visit, VisitState
from portal.appointments.rules import visits as rules
from portal.appointments.service.offering import Offering
from portal.appointments.service.places import Places
from portal.clock import Clock
from portal.database import Database


class Changing:
    """Whoever has the key of a visit sees and changes it.

    Each change takes `once`, the idempotency key of the post that asks for it: the same post again
    changes nothing and answers the same.
    """

    def __init__(
        self, database: Database, clock: Clock, *, calendar: Calendar, messages: Messages, offering: Offering,
    ) -> None:
        self._database, self._clock, self._calendar = database, clock, calendar
        self._messages, self._offering = messages, offering

    def find(self, key: str) -> Visit:
        """The visit that was booked under this key; raises `VisitUnknown`."""
        with self._database.reading() as session:
            return _once_booked(Places(session, self._calendar).visits.get(key))

    def find_by_code(self, code: str, number: str) -> Visit:
        """The visit with this code of the person with this V-number or BSN; raises `VisitUnknown`."""
        if not number:
            raise VisitUnknown
        with self._database.reading() as session:
            return _once_booked(Places(session, self._calendar).visits.get_by_code(code, number))

    def until(self, visit: Visit) -> datetime:
        """Until when the visit can be changed online, in UTC."""
        return rules.change_deadline(visit, self._calendar.catalogue().products[visit.slot.product])

    def on_day(self, desk: str, day: date) -> Sequence[Visit]:
        """The booked visits of one desk's day, in order of time."""
        with self._database.reading() as session:
            return Places(session, self._calendar).visits.on_day(desk, day)

    def move(self, key: str, slot: Slot, *, once: str, room: str) -> Visit:
        """Move the visit to another place, or raise an `AppointmentRefused`; it is never without one."""
        now = self._clock.now()
        with self._database.transaction() as session:
            work = Places(session, self._calendar)
            visit = _once_booked(work.visits.get_to_change(key))
            if visit.slot == slot or work.visits.was_done(visit.id, once):
                return visit
            old, new = work.lock(visit.slot, slot)
            rules.check_may_change(visit, old.product(visit.slot.product), now)
            rules.check_move(visit, slot, desk=new.desk, product=new.product(slot.product), now=now)
            moved = work.move(visit, slot, new, now=now)
            work.visits.mark_done(visit.id, once, now)
            work.record_move(visit, moved, now=now, room=room)
            self._messages.moved(moved, new.desk, new.product(slot.product), before=visit.slot, old_desk=old.desk)
            self._offering.offer_freed(work, old, visit.slot, now=now)
        return moved

    def take_off(self, key: str, person: int, *, once: str, room: str) -> Visit:
        """Take one person off the visit, which becomes shorter, or raise an `AppointmentRefused`."""
        now = self._clock.now()
        with self._database.transaction() as session:
            work = Places(session, self._calendar)
            visit = _once_booked(work.visits.get_to_change(key))
            leaving = [one for one in visit.persons if one.id == person]
            if not leaving or work.visits.was_done(visit.id, once):
                return visit
            [locked] = work.lock(visit.slot)
            product = locked.product(visit.slot.product)
            rules.check_may_change(visit, product, now)
            rules.check_may_take_off(visit)
            shorter = rules.without(visit, leaving[0], product)
            work.shorten(visit, shorter, leaving[0])
            self._written(work, shorter, Change.PERSON_OFF, once=once, room=room, now=now)
            self._messages.person_off(shorter, locked.desk, product, name=leaving[0].full_name)
            self._offering.offer_freed(work, locked, rules.given_back(visit.slot, shorter.slot), now=now)
        return shorter

    def cancel(self, key: str, *, once: str, room: str) -> Visit:
        """Cancel the visit, or raise an `AppointmentRefused`; its place goes to who waits."""
        now = self._clock.now()
        with self._database.transaction() as session:
            work = Places(session, self._calendar)
            visit = _once_booked(work.visits.get_to_change(key))
            if visit.state is VisitState.CANCELLED or work.visits.was_done(visit.id, once):
                return visit
            offers = self._offering.open_for(work, visit)
            locked, *of_offers = work.lock(visit.slot, *(offer.slot for offer in offers))
            rules.check_may_change(visit, locked.product(visit.slot.product), now)
            cancelled = replace(visit, state=VisitState.CANCELLED, sequence=visit.sequence + 1)
            work.cancel(cancelled)
            self._offering.end_for(work, visit, zip(offers, of_offers, strict=True), now=now)
            self._written(work, cancelled, Change.CANCELLED, once=once, room=room, now=now)
            self._messages.cancelled(cancelled, locked.desk, locked.product(visit.slot.product))
            self._offering.offer_freed(work, locked, visit.slot, now=now)
        return cancelled

    @staticmethod
    def _written(work: Places, visit: Visit, change: Change, *, once: str, room: str, now: datetime) -> None:
        """Keep the change in the history, and the post that asked for it."""
        work.visits.mark_done(visit.id, once, now)
        work.visits.record(visit.id, change, visit.slot, now=now, room=room)


def _once_booked(visit: Visit) -> Visit:
    """A place that is only kept or offered is not yet a visit."""
    if visit.state not in (VisitState.BOOKED, VisitState.CANCELLED):
        raise VisitUnknown
    return visit
