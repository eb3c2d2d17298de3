"""The waiting list: who waits, what they are offered, and what they answer."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from portal.appointments.calendar import Calendar
from portal.appointments.errors import OfferGone
from portal.appointments.messages import Messages
from portal.appointments.model import Change, Offer, OfferState, Terms, Visit, Wish
from portal.appointments.rules import visits as visit_rules
from portal.appointments.service.fresh import new_key
from portal.appointments.service.offering import Offering
from portal.appointments.service.places import LockedDay, Places
from portal.clock import Clock
from portal.database import Database

LONGEST_DAY = timedelta(hours=12)
"""So long after it ended in UTC, a day goes on in the last zone."""


class WaitingList:
    """Whoever has the key of a wish sees it, answers its offer and ends it."""

    def __init__(
        self, database: Database, clock: Clock, *, calendar: Calendar, messages: Messages, offering: Offering,
    ) -> None:
        self._database, self._clock, self._calendar = database, clock, calendar
        self._messages, self._offering = messages, offering

    def ask(self, wish: Wish) -> Wish:
        """Put a wish on the list, or raise an `AppointmentRefused`."""
        visit_rules.check_persons(wish.terms.persons)
        with self._database.transaction() as session:
            work = Places(session, self._calendar)
            if wish.visit is None:
                work.check_no_similar(wish.product, wish.terms.persons, now=wish.asked_at)
            wish = replace(wish, id=work.waiting.add(wish))
            self._messages.waiting(wish, work.catalogue(), work.current(wish))
        return wish

    def ask_earlier(
        self, visit: Visit, desks: tuple[str, ...], *, before: date, not_before: time | None, not_after: time | None,
        notice_hours: int,
    ) -> Wish:
        """Put the wish for an earlier place than this visit has on the list, or raise an `AppointmentRefused`."""
        terms = Terms(
            persons=visit.persons, contact=visit.contact, desks=desks, not_before=not_before, not_after=not_after,
            notice_hours=notice_hours,
        )
        return self.ask(Wish(
            key=new_key(), product=visit.slot.product, visit=visit.id, before=before, asked_at=self._clock.now(),
            terms=terms,
        ))

    def find(self, key: str) -> tuple[Wish, list[Offer]]:
        """The wish with this key, and what it was offered, newest first; raises `WishUnknown`."""
        with self._database.reading() as session:
            waiting = Places(session, self._calendar).waiting
            wish = waiting.get(key)
            return wish, waiting.offers(wish.id)

    def end(self, key: str) -> Wish:
        """Take the wish off the list; an open offer goes to the next in line."""
        now = self._clock.now()
        with self._database.transaction() as session:
            work = Places(session, self._calendar)
            wish = work.waiting.get_to_change(key)
            for offer in work.waiting.offers(wish.id):
                if offer.state is OfferState.OPEN:
                    self._pass_on(work, offer, OfferState.DECLINED, now)
            work.waiting.end(wish.id, now)
        return wish

    def accept(self, key: str) -> Visit:
        """Take the offered place: the visit moves there, or is booked; raises an `AppointmentRefused`.

        Taking it once more leads to the same visit.
        """
        now = self._clock.now()
        with self._database.transaction() as session:
            work = Places(session, self._calendar)
            wish = work.waiting.get(key)
            current = None if wish.visit is None else work.visits.get_to_change_by_number(wish.visit)
            wish = work.waiting.get_to_change(key)
            taken = work.waiting.taken(wish.id)
            if taken is not None:
                return work.visits.get_by_number(taken)
            offer, *locked = self._locked_offer(work, wish, now, also=current)
            if current is None:
                visit = self._book(work, wish, offer, locked[0], now=now)
            else:
                visit = self._move(work, current, offer, locked, now=now)
            work.waiting.answer(offer.id, OfferState.TAKEN, visit=visit.id)
            work.waiting.end(wish.id, now)
        return visit

    def decline(self, key: str) -> Wish:
        """Leave the offered place to the next in line, and stay on the list; raises `OfferGone`."""
        now = self._clock.now()
        with self._database.transaction() as session:
            work = Places(session, self._calendar)
            wish = work.waiting.get_to_change(key)
            self._pass_on(work, work.waiting.open_offer(wish.id), OfferState.DECLINED, now)
        return wish

    def lapse(self) -> int:
        """Pass on the offers that nobody answered in time; returns how many."""
        now = self._clock.now()
        with self._database.reading() as session:
            over = Places(session, self._calendar).waiting.unanswered(now)
        for offer in over:
            with self._database.transaction() as session:
                work = Places(session, self._calendar)
                if self._pass_on(work, offer, OfferState.LAPSED, now):
                    wish = work.waiting.get_by_number(offer.wish)
                    self._messages.lapsed(wish, offer.slot, work.catalogue(), work.current(wish))
        return len(over)

    def end_over(self) -> int:
        """Take wishes off the list whose last day is over everywhere; returns how many."""
        now = self._clock.now()
        with self._database.transaction() as session:
            waiting = Places(session, self._calendar).waiting
            over = waiting.over((now - LONGEST_DAY).date())
            for wish in over:
                waiting.end(wish.id, now)
        return len(over)

    def explain(self, desk: str, starts: int, ends: int) -> list[tuple[Offer, Wish]]:
        """Every offer and skip of a desk's places between two ticks, in order of time."""
        with self._database.reading() as session:
            waiting = Places(session, self._calendar).waiting
            return [(one, waiting.get_by_number(one.wish)) for one in reversed(waiting.on_day(desk, starts, ends))]

    def _locked_offer(
        self, work: Places, wish: Wish, now: datetime, *, also: Visit | None,
    ) -> tuple[Offer, *tuple[LockedDay, ...]]:
        """The wish's open offer, with its day locked, and the day of the visit that it would replace."""
        offer = work.waiting.open_offer(wish.id)
        locked = work.lock(offer.slot, *([also.slot] if also else []))
        offer = work.waiting.open_offer(wish.id)
        if offer.until is None or offer.until < now:
            raise OfferGone
        return offer, *locked

    def _book(self, work: Places, wish: Wish, offer: Offer, locked: LockedDay, *, now: datetime) -> Visit:
        """Turn the offered place into the wish's first visit."""
        terms = wish.terms
        visit = replace(work.visits.confirm(_kept_by(offer), terms.contact), persons=terms.persons)
        work.bind(visit.id, wish.product, terms.persons, now=now)
        work.visits.record(visit.id, Change.BOOKED, visit.slot, now=now, room='waiting')
        self._messages.booked(visit, locked.desk, locked.product(wish.product))
        return visit

    def _move(self, work: Places, visit: Visit, offer: Offer, locked: list[LockedDay], *, now: datetime) -> Visit:
        """Let the visit have the offered place, and pass its old one on."""
        new, old = locked
        visit_rules.check_may_change(visit, old.product(visit.slot.product), now)
        if offer.slot.persons != visit.slot.persons:
            raise OfferGone
        work.let_go([_kept_by(offer)])
        moved = work.move(visit, offer.slot, new, now=now)
        work.record_move(visit, moved, now=now, room='waiting')
        self._messages.moved(
            moved, new.desk, new.product(moved.slot.product), before=visit.slot, old_desk=old.desk,
        )
        self._offering.offer_freed(work, old, visit.slot, now=now)
        return moved

    def _pass_on(self, work: Places, offer: Offer, state: OfferState, now: datetime) -> bool:
        """Lock the day of an open offer and give its place to the next in line."""
        [locked] = work.lock(offer.slot)
        return self._offering.pass_on(work, locked, offer, state, now=now)


def _kept_by(offer: Offer) -> int:
    """The visit that keeps the place of an open offer."""
    if offer.visit is None:
        raise OfferGone
    return offer.visit
