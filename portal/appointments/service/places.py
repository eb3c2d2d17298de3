"""What every change of the planner shares: a day is locked, read, and a place in it taken."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from portal.appointments.calendar import Calendar
from portal.appointments.errors import SimilarVisit, SlotTaken
from portal.appointments.model import Catalogue, Change, DayBook, Held, Person, Slot, Visit, Wish
from portal.appointments.rules import places
from portal.appointments.service.locked_days import LockedDay, local_day
from portal.appointments.store.catalogue import CatalogueStore
from portal.appointments.store.claims import ClaimStore, Similar, is_person
from portal.appointments.store.days import Claims, DayStore
from portal.appointments.store.visits import VisitStore
from portal.appointments.store.waiting import WaitingStore
from portal.database import AlreadyThere, Work
from portal.kernel.ticks import tick_of


class Places:
    """Locks days and takes places in them, inside the transaction of a use case."""

    def __init__(self, session: Work, calendar: Calendar) -> None:
        self.days, self.claims, self.visits = DayStore(session), ClaimStore(session), VisitStore(session)
        self.waiting = WaitingStore(session)
        self._session, self._calendar = session, calendar

    def catalogue(self) -> Catalogue:
        """All that can be visited, as the last import left it."""
        return self._calendar.catalogue_since(CatalogueStore(self._session).newest(), self._session)

    def lock(self, *slots: Slot) -> list[LockedDay]:
        """The days of these slots, locked in ascending order of desk and day; raises `SlotUnknown`."""
        catalogue = self._calendar.catalogue_since(1, self._session)
        wanted = [(slot.desk, local_day(catalogue, slot)) for slot in slots]
        newest = max(self.days.lock(desk, day) for desk, day in sorted(set(wanted)))
        catalogue = self._calendar.catalogue_since(newest, self._session)
        return [LockedDay.of(catalogue, desk, day) for desk, day in wanted]

    def lock_near(self, slot: Slot, persons: Sequence[Person]) -> tuple[LockedDay, DayBook, list[Similar]]:
        """`lock` the slot's day, read its book `near` the slot, and what visits these persons have for its product.

        All in one question to the database.
        """
        catalogue = self._calendar.catalogue_since(1, self._session)
        day = local_day(catalogue, slot)
        locked = LockedDay.of(catalogue, slot.desk, day)
        starts, ends = locked.clipped(*_around(slot))
        with self._session.together():
            asked = self.days.ask_to_lock(slot.desk, day, starts=starts, ends=ends)
            similar = self.claims.ask_similar(slot.product, persons)
        newest, claims, held = self.days.locked(asked, starts)
        if newest > catalogue.number:
            locked = LockedDay.of(self._calendar.catalogue_since(newest, self._session), slot.desk, day)
        return locked, self._written(locked, claims, held), similar.rows()

    def book(self, locked: LockedDay, *, starts: int, ends: int) -> DayBook:
        """The locked day's book, exact from `starts` up to `ends`, as far as they lie on that day."""
        return self._written(locked, *self.days.used(locked.desk.key, *locked.clipped(starts, ends)))

    def near(self, locked: LockedDay, slot: Slot) -> DayBook:
        """The locked day's book, as far as the slot and how well it fits need it."""
        starts, ends = _around(slot)
        return self.book(locked, starts=starts, ends=ends)

    def _written(self, locked: LockedDay, claims: list[Claims], held: list[Held]) -> DayBook:
        return places.day_book(
            locked.desk.key, locked.day, version=0, bounds=locked.bounds,
            working=self._calendar.working(
                locked.desk.key, locked.day, locked.catalogue.number, self.days, locked.bounds[0],
            ),
            claims=claims, held=held,
        )

    def choose(self, slot: Slot, locked: LockedDay, book: DayBook, *, now: datetime) -> tuple[int, ...]:
        """One resource of each kind for the slot, or `SlotTaken`; what was held for too long makes room."""
        able = locked.catalogue.able(slot.desk, slot.product)
        chosen = places.choose(book, able, start=slot.starts, ticks=slot.ticks, now=now)
        self.let_go([held.visit for held, _ in book.kept if held.until <= now])
        return chosen

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is written inside goes to the database in one go; raises `SlotTaken` when a tick is in use."""
        with _told_apart(), self._session.together():
            yield

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """The last that a use case writes, in one go with the end of its transaction.

        Raises `SlotTaken` when a tick is in use, and `SimilarVisit` when a person is.
        """
        with _told_apart(), self._session.finishing():
            yield

    def add(self, visit: Visit, locked: LockedDay, book: DayBook, *, now: datetime, holder: str = '') -> None:
        """Write the visit down and take its place."""
        chosen = self.choose(visit.slot, locked, book, now=now)
        with self.at_once():
            self.write(visit, locked, chosen, holder=holder)

    def write(self, visit: Visit, locked: LockedDay, chosen: Sequence[int], *, holder: str = '') -> None:
        """Write down a visit and the ticks that it uses of these resources."""
        self.visits.add(visit, day=locked.day, holder=holder)
        self.claims.claim(visit.id, chosen, visit.slot)

    def bind(self, visit: int, product: str, persons: Sequence[Person], *, now: datetime) -> None:
        """These persons come; raises `SimilarVisit` when one of them has another visit for the product to come."""
        self.check_no_similar(product, persons, now=now)
        with self.at_once():
            self.claims.take_persons(visit, product, persons)
            self.visits.add_persons(visit, persons)

    def check_no_similar(self, product: str, persons: Sequence[Person], *, now: datetime) -> None:
        """Nobody has two visits for one product; visits that are over no longer count."""
        self.let_go_of_past(self.claims.similar(product, persons), now=now)

    def let_go_of_past(self, similar: Sequence[Similar], *, now: datetime) -> None:
        """Let who comes have another visit for the product; raises `SimilarVisit` when one of these is to come."""
        if _still_to_come(similar, now):
            raise SimilarVisit
        if similar:
            self.claims.free_persons([visit for visit, _ in similar])

    def has_similar(self, product: str, persons: Sequence[Person], *, now: datetime) -> bool:
        """One of these persons has a visit for the product still to come."""
        return _still_to_come(self.claims.similar(product, persons), now)

    def move(self, visit: Visit, slot: Slot, locked: LockedDay, *, now: datetime) -> Visit:
        """Give the visit another place; its own ticks count as free."""
        self.claims.free([visit.id])
        chosen = self.choose(slot, locked, self.near(locked, slot), now=now)
        with self.at_once():
            self.claims.claim(visit.id, chosen, slot)
        sequence = visit.sequence + 1
        self.visits.update(
            visit.id, desk=slot.desk, day=locked.day, starts=slot.starts, ticks=slot.ticks, sequence=sequence,
        )
        return replace(visit, slot=slot, sequence=sequence)

    def record_move(self, before: Visit, after: Visit, *, now: datetime, room: str) -> None:
        """Write a move into the history: what it left and what it took."""
        self.visits.record(after.id, Change.MOVED_AWAY, before.slot, now=now, room=room)
        self.visits.record(after.id, Change.MOVED, after.slot, now=now, room=room)

    def current(self, wish: Wish) -> Slot | None:
        """The place that who waits has now."""
        return None if wish.visit is None else self.visits.get_by_number(wish.visit).slot

    def shorten(self, before: Visit, after: Visit, leaving: Person) -> None:
        """Take a person off, with the ticks that the visit no longer needs."""
        self.claims.free([before.id], from_tick=after.slot.starts + after.slot.ticks)
        self.claims.free_persons([before.id], leaving.identities)
        self.visits.remove_person(leaving.id)
        self.visits.update(
            before.id, persons=after.slot.persons, ticks=after.slot.ticks, sequence=after.sequence,
        )

    def cancel(self, visit: Visit) -> None:
        """Give back all that the visit uses; it stays in the books as cancelled."""
        self.claims.free([visit.id])
        self.claims.free_persons([visit.id])
        self.visits.update(visit.id, state=visit.state.value, sequence=visit.sequence)

    def give_back(self, kept: Callable[[], Sequence[tuple[int, Slot]]]) -> int:
        """Let go of places that are only kept; returns how many.

        They are looked up once more when their days are locked: one may have been booked meanwhile.
        """
        found = kept()
        if found:
            self.lock(*(slot for _, slot in found))
            locked = {number for number, _ in found}
            found = [one for one in kept() if one[0] in locked]
            self.let_go([number for number, _ in found])
        return len(found)

    def let_go(self, visits: Sequence[int]) -> None:
        """Forget visits that were never booked, with the ticks they claim; their days are locked."""
        if visits:
            self.claims.free(visits)
            self.visits.remove(visits)


def _around(slot: Slot) -> tuple[int, int]:
    return slot.starts - places.NEAR, slot.starts + slot.ticks + places.NEAR


@contextmanager
def _told_apart() -> Iterator[None]:
    """The database refuses a tick or a person that is in use."""
    try:
        yield
    except AlreadyThere as refusal:
        raise (SimilarVisit if is_person(refusal) else SlotTaken) from refusal


def _still_to_come(visits: Sequence[Similar], now: datetime) -> bool:
    return any(end > tick_of(now) for _, end in visits)
