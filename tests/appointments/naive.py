"""The planner as somebody with a sheet of paper would do it: one list of what is taken, read from end to end.

It says what the real planner must refuse and whom it must offer a freed place. Which of two counters a visit
gets is the planner's own choice: the sheet takes that over from the tables and checks that it was free.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from portal.appointments.errors import (
    AlreadyWaiting,
    LastPerson,
    OfferGone,
    SimilarVisit,
    SlotTaken,
    SlotUnknown,
    TooLateToChange,
)
from portal.appointments.model import Desk, Slot
from portal.appointments.rules.places import NEAR
from portal.appointments.rules.waiting import GRACE, SHORTEST_ANSWER, answer_by
from portal.clock import SetClock
from portal.kernel.ticks import tick_of

NOTICE, LEAD = timedelta(hours=1), timedelta(minutes=5)
HELD_FOR = timedelta(minutes=15)


@dataclass
class Taken:
    """One line of the sheet."""

    slot: Slot
    counter: int | None
    until: datetime | None = None
    """None: for good."""
    people: tuple[int, ...] = ()
    sequence: int = 0


@dataclass
class Wish:
    """Somebody who waits, and what they were offered."""

    people: tuple[int, ...]
    visit: str | None
    urgency: int
    number: int
    offer: Slot | None = None
    until: datetime | None = None
    offered_as: int = 0
    had: list[Slot] = field(default_factory=list)
    taken: str = ''
    is_open: bool = True


class Sheet:
    """What is taken, and who waits; `counters` tells those of each desk."""

    def __init__(self, clock: SetClock, desks: dict[str, Desk], counters: dict[str, list[int]]) -> None:
        self.clock, self.desks, self.counters = clock, desks, counters
        self.lines: dict[str, Taken] = {}
        """By the key of the visit; an offered place by `wish:` and the number of the wish."""
        self.wishes: dict[str, Wish] = {}
        self._offers = 0

    @property
    def now(self) -> datetime:
        return self.clock.now()

    @property
    def visits(self) -> list[str]:
        """Keys of booked visits."""
        return [key for key, line in self.lines.items() if line.until is None]

    @property
    def holds(self) -> list[str]:
        return [key for key, line in self.lines.items() if line.until and not key.startswith('wish:')]

    def waiting(self) -> list[str]:
        """Keys of wishes that have not ended."""
        return [key for key, wish in self.wishes.items() if wish.is_open]

    # What must be refused

    def check_free(self, slot: Slot, *, leaving: str = '') -> None:
        """The place is known, and somebody can serve there."""
        if slot.starts_at < self.now + LEAD:
            raise SlotUnknown
        if not self.fits(slot, leaving=leaving):
            raise SlotTaken

    def check_book(self, slot: Slot, people: tuple[int, ...], holder: str) -> None:
        """What booking refuses; `holder` is the key of the place that was kept, if any."""
        mine = self.lines.get(holder)
        is_mine = mine is not None and mine.slot == slot
        is_kept = is_mine and mine is not None and mine.until is not None and mine.until > self.now
        if slot.starts_at < self.now + LEAD and not is_kept:
            raise SlotUnknown
        self._check_similar(people)
        if not is_mine:
            self.check_free(slot)

    def check_change(self, key: str) -> None:
        if self.now > self.lines[key].slot.starts_at - NOTICE:
            raise TooLateToChange

    def check_move(self, key: str, slot: Slot) -> None:
        if slot == self.lines[key].slot:
            return
        self.check_change(key)
        self.check_free(slot, leaving=key)

    def check_take_off(self, key: str) -> None:
        self.check_change(key)
        if len(self.lines[key].people) < 2:
            raise LastPerson

    def check_wait(self, people: tuple[int, ...], visit: str | None) -> None:
        if visit is None:
            self._check_similar(people)
        if any(wish.is_open and set(wish.people) & set(people) for wish in self.wishes.values()):
            raise AlreadyWaiting

    def check_accept(self, key: str) -> None:
        wish = self.wishes[key]
        if wish.taken:
            return
        self.check_offered(key)
        if wish.until is None or wish.until < self.now:
            raise OfferGone
        if wish.visit is None:
            self._check_similar(wish.people)
            return
        self.check_change(wish.visit)
        if wish.offer is not None and wish.offer.persons != len(self.lines[wish.visit].people):
            raise OfferGone

    def check_offered(self, key: str) -> None:
        if self.wishes[key].offer is None:
            raise OfferGone

    def _check_similar(self, people: tuple[int, ...]) -> None:
        for key in self.visits:
            line = self.lines[key]
            if set(line.people) & set(people) and line.slot.starts + line.slot.ticks > tick_of(self.now):
                raise SimilarVisit

    # What changes

    def hold(self, key: str, slot: Slot) -> None:
        self._drop_expired(slot)
        self._write(key, slot, until=self.now + HELD_FOR)

    def book(self, key: str, slot: Slot, people: tuple[int, ...]) -> None:
        """The place is taken for good; one that was kept stays where it is."""
        kept = self.lines.pop(key, None)
        if kept is None:
            self._drop_expired(slot)
        self.lines[key] = Taken(slot, kept.counter if kept else self._only(slot), people=people)

    def move(self, key: str, slot: Slot) -> None:
        line = self.lines[key]
        if slot == line.slot:
            return
        self._drop_expired(slot)
        self.lines[key] = replace(line, slot=slot, counter=self._only(slot), sequence=line.sequence + 1)
        self._offer(line.slot)

    def take_off(self, key: str, number: int) -> None:
        line = self.lines[key]
        people = tuple(one for one in line.people if one != number)
        slot = replace(line.slot, persons=len(people), ticks=2 * len(people))
        self.lines[key] = replace(line, people=people, slot=slot, sequence=line.sequence + 1)
        self._offer(replace(line.slot, starts=slot.starts + slot.ticks, ticks=2))

    def cancel(self, key: str) -> None:
        line = self.lines.pop(key)
        mine = [wish for wish in self.wishes.values() if wish.is_open and wish.visit == key]
        for wish in mine:
            wish.is_open = False
        for wish in mine:
            if wish.offer is not None:
                self._pass_on(wish)
        self._offer(line.slot)

    def wait(self, key: str, wish: Wish) -> None:
        self.wishes[key] = wish

    def accept(self, key: str, visit: str) -> None:
        wish = self.wishes[key]
        if wish.taken or wish.offer is None:
            return
        line, slot = self.lines.pop(f'wish:{wish.number}'), wish.offer
        wish.offer, wish.taken, wish.is_open = None, visit, False
        if wish.visit is None:
            self.lines[visit] = Taken(slot, line.counter, people=wish.people)
        else:
            self.move(visit, slot)

    def decline(self, key: str) -> None:
        self._pass_on(self.wishes[key])

    def end(self, key: str) -> None:
        wish = self.wishes[key]
        if wish.offer is not None:
            self._pass_on(wish)
        wish.is_open = False

    def lapse(self) -> None:
        """Offers that nobody answered, the newest first."""
        over = [wish for wish in self.wishes.values() if wish.offer and wish.until and wish.until <= self.now]
        for wish in sorted(over, key=lambda wish: -wish.offered_as):
            self._pass_on(wish)

    def expire(self) -> None:
        for key in [key for key in self.holds if (self.lines[key].until or self.now) <= self.now]:
            del self.lines[key]

    # The sheet itself

    def fits(self, slot: Slot, *, leaving: str = '') -> bool:
        """One counter is free for as long as the visit takes, and the desk is open so long."""
        day = slot.starts_at.astimezone(self.desks[slot.desk].zone)
        opens = day.replace(hour=9, minute=0)
        if not opens <= slot.starts_at or not slot.ends_at <= opens + timedelta(minutes=40):
            return False
        return any(not self._in_the_way(slot, counter, leaving) for counter in self.counters[slot.desk])

    def _in_the_way(self, slot: Slot, counter: int, leaving: str) -> bool:
        return any(
            line.counter == counter and key != leaving and (line.until is None or line.until > self.now)
            and line.slot.starts < slot.starts + slot.ticks and slot.starts < line.slot.starts + line.slot.ticks
            for key, line in self.lines.items()
        )

    def _write(self, key: str, slot: Slot, *, until: datetime) -> None:
        self.lines[key] = Taken(slot, self._only(slot), until=until)

    def _only(self, slot: Slot) -> int | None:
        """The desk's only counter; None when there is a choice."""
        counters = self.counters[slot.desk]
        return counters[0] if len(counters) == 1 else None

    def _drop_expired(self, slot: Slot) -> None:
        """Whoever takes a place sweeps away what was kept around it for too long."""
        first, end = slot.starts - NEAR, slot.starts + slot.ticks + NEAR
        for key, line in list(self.lines.items()):
            around = line.slot.desk == slot.desk and line.slot.starts < end and first < line.slot.starts + line.slot.ticks
            if around and line.until is not None and line.until <= self.now:
                del self.lines[key]

    def _pass_on(self, wish: Wish) -> None:
        slot, wish.offer = wish.offer, None
        if slot is None:
            return
        wish.had.append(slot)
        if self.lines.pop(f'wish:{wish.number}', None) is not None:
            self._offer(slot)

    def _offer(self, freed: Slot) -> None:
        """The freed place goes to the first in line whom it suits, and what is left of it to the next."""
        left = freed.ticks
        for wish in sorted(self.wishes.values(), key=lambda wish: (-wish.urgency, wish.number)):
            if left <= 0 or freed.desk != 'ZW' or not wish.is_open or wish.offer or _overlap(wish.had, freed):
                continue
            slot = next(self._suiting(wish, freed), None)
            if slot is not None:
                self._make_offer(wish, slot)
                left -= slot.ticks

    def _suiting(self, wish: Wish, freed: Slot) -> Iterator[Slot]:
        """Places in what was freed that suit the wish, ascending."""
        current = self.lines[wish.visit].slot if wish.visit else None
        persons = current.persons if current else len(wish.people)
        if current is None and self._has_visit(wish.people):
            return
        first = freed.starts - 2 * persons + 2
        for start in range(first, freed.starts + freed.ticks, 2):
            slot = replace(freed, starts=start, ticks=2 * persons, persons=persons)
            in_time = self._answer_until(slot) - self.now >= SHORTEST_ANSWER
            if in_time and self.fits(slot) and (current is None or start < current.starts):
                yield slot

    def _has_visit(self, people: tuple[int, ...]) -> bool:
        try:
            self._check_similar(people)
        except SimilarVisit:
            return True
        return False

    def _make_offer(self, wish: Wish, slot: Slot) -> None:
        self._offers += 1
        wish.offer, wish.until, wish.offered_as = slot, self._answer_until(slot), self._offers
        self._drop_expired(slot)
        self._write(f'wish:{wish.number}', slot, until=wish.until + GRACE)

    def _answer_until(self, slot: Slot) -> datetime:
        return min(answer_by(self.now, self.desks[slot.desk].zone), slot.starts_at - LEAD)


def _overlap(slots: list[Slot], freed: Slot) -> bool:
    return any(
        one.desk == freed.desk and one.starts < freed.starts + freed.ticks and freed.starts < one.starts + one.ticks
        for one in slots
    )
