"""Offering a freed place to the waiting list, inside the transaction that freed it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from portal.appointments.messages import Messages
from portal.appointments.model import Offer, OfferState, Slot, Visit, VisitState, Wish
from portal.appointments.rules import places as place_rules
from portal.appointments.rules import waiting as rules
from portal.appointments.service.fresh import new_visit
from portal.appointments.service.locked_days import LockedDay
from portal.appointments.service.places import Places


@dataclass(frozen=True)
class Turn:
    """One wish whose turn it is, its persons' number, and the place it has now."""

    wish: Wish
    persons: int
    current: Slot | None


class Offering:
    """Gives freed places to who waits: one person at a time, by urgency and then by time of asking."""

    def __init__(self, messages: Messages) -> None:
        self._messages = messages

    def offer_freed(
        self, work: Places, locked: LockedDay, freed: Slot, *, now: datetime, room: int | None = None,
    ) -> int:
        """Hold the freed place for whoever is first in line; returns how many offers were made.

        A place that several persons gave back may serve several smaller wishes, one after the other.
        `room` is how many ticks became free, where that is more than the length of `freed`.
        """
        left, made = freed.ticks if room is None else room, []
        for turn in self._in_line(work, locked, freed):
            found = self._place_for(work, locked, turn, freed=freed, now=now)
            if isinstance(found, Slot):
                made.append(self._offer(work, locked, turn, slot=found, now=now))
                left -= found.ticks
            else:
                made.append(_skipped(turn, locked, freed=freed, reason=found, now=now))
            if left <= 0:
                break
        work.waiting.add_offers(made)
        return sum(offer.state is OfferState.OPEN for offer in made)

    def pass_on(self, work: Places, locked: LockedDay, offer: Offer, state: OfferState, *, now: datetime) -> bool:
        """Give the place of an open offer to the next in line; False when it was answered meanwhile."""
        current = next(one for one in work.waiting.offers(offer.wish) if one.id == offer.id)
        if current.state is not OfferState.OPEN:
            return False
        work.waiting.answer(offer.id, state, visit=None)
        if current.visit is not None:
            work.let_go([current.visit])
            self.offer_freed(work, locked, offer.slot, now=now)
        return True

    @staticmethod
    def open_for(work: Places, visit: Visit) -> list[Offer]:
        """The open offers of an earlier place than this visit has; their days must be locked to end them."""
        wishes = work.waiting.of_visit(visit.id)
        return [one for wish in wishes for one in work.waiting.offers(wish.id) if one.state is OfferState.OPEN]

    def end_for(
        self, work: Places, visit: Visit, offers: Iterable[tuple[Offer, LockedDay]], *, now: datetime,
    ) -> None:
        """Who cancels a visit no longer waits for an earlier one: what was offered goes to the next in line."""
        for wish in work.waiting.of_visit(visit.id):
            work.waiting.end(wish.id, now)
        for offer, locked in offers:
            self.pass_on(work, locked, offer, OfferState.DECLINED, now=now)

    def _in_line(self, work: Places, locked: LockedDay, freed: Slot) -> Iterator[Turn]:
        """The wishes that this desk and day may help, in turn."""
        catalogue, desk = locked.catalogue, locked.desk.key
        products = [key for key in catalogue.products if all(catalogue.able(desk, key))]
        had = work.waiting.had(freed)
        for wish in rules.in_turn(work.waiting.candidates(products, locked.day)):
            if desk in wish.terms.desks and wish.id not in had:
                yield _turn(work, wish)

    def _place_for(
        self, work: Places, locked: LockedDay, turn: Turn, *, freed: Slot, now: datetime,
    ) -> Slot | str:
        """The first place in what was freed that suits the wish, or why there is none."""
        wish, product = turn.wish, locked.product(turn.wish.product)
        if turn.current is None and work.has_similar(wish.product, wish.terms.persons, now=now):
            return 'has_visit'
        book = work.book(locked, starts=locked.bounds[0], ends=locked.bounds[1])
        possible = place_rules.starts(
            book, locked.catalogue.able(locked.desk.key, product.key), product=product, persons=turn.persons, now=now,
        )
        ticks = product.ticks(turn.persons)
        starts = rules.overlapping((book.base + bit for bit in place_rules.bits(possible)), ticks=ticks, freed=freed)
        slots = (
            Slot(starts=start, ticks=ticks, desk=locked.desk.key, product=product.key, persons=turn.persons)
            for start in starts
        )
        return rules.best_place(wish, slots, desk=locked.desk, current=turn.current, now=now)

    def _offer(self, work: Places, locked: LockedDay, turn: Turn, *, slot: Slot, now: datetime) -> Offer:
        until = rules.answer_until(slot, desk=locked.desk, now=now)
        visit = new_visit(slot, VisitState.OFFERED, now=now, held_until=until + rules.GRACE)
        work.add(visit, locked, work.near(locked, slot), now=now, holder=f'wish:{turn.wish.id}')
        self._messages.offered(turn.wish, slot, until=until, catalogue=locked.catalogue, current=turn.current)
        return Offer(
            wish=turn.wish.id, slot=slot, visit=visit.id, offered_at=now, until=until, state=OfferState.OPEN,
        )


def _turn(work: Places, wish: Wish) -> Turn:
    current = work.current(wish)
    return Turn(wish, current.persons if current else len(wish.terms.persons), current)


def _skipped(turn: Turn, locked: LockedDay, *, freed: Slot, reason: str, now: datetime) -> Offer:
    product = locked.product(turn.wish.product)
    slot = replace(freed, product=product.key, persons=turn.persons, ticks=product.ticks(turn.persons))
    return Offer(wish=turn.wish.id, slot=slot, offered_at=now, state=OfferState.SKIPPED, reason=reason)
