"""Filling the opened days of every desk with invented visits."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import islice
from random import Random

from portal.appointments.calendar import Calendar
from portal.appointments.model import Catalogue, Desk, Product, Slot, Visit, VisitState, Window
from portal.appointments.model.sample import Invented
from portal.appointments.rules.places import bits, mask
from portal.appointments.sample.filling import Filling, Stretch, shares_of_weeks
from portal.appointments.sample.people import People, first_number, sizes
from portal.appointments.service.fresh import CODE_LENGTH
from portal.appointments.store.days import DayStore
from portal.appointments.store.sample import SampleStore
from portal.appointments.store.visits import VisitStore
from portal.clock import Clock
from portal.database import Database, Work
from portal.kernel.codes import SIGNS
from portal.kernel.ticks import day_bounds

AT_ONCE = 2_000
BOOKED_WITHIN = timedelta(days=21)
EXAMPLE_AHEAD = timedelta(days=3)
DAY = timedelta(days=1)


class Sampling:
    """Invents visits; days that it filled before are left alone."""

    def __init__(self, database: Database, clock: Clock, *, calendar: Calendar) -> None:
        self._database, self._clock, self._calendar = database, clock, calendar

    def fill(self, *, booked: float, seed: int, told: Callable[[Desk, int], None] = lambda desk, visits: None) -> int:
        """Fill the days of all desks until this share of their hours is booked; returns how many visits that took.

        Each desk is filled as a whole or not at all. `told` hears of each desk when it is done.
        """
        catalogue, total = self._calendar.catalogue(), 0
        for desk in catalogue.desks.values():
            with self._database.transaction() as session:
                visits = _DeskSample(session, catalogue, desk, now=self._clock.now()).fill(booked, seed)
            told(desk, visits)
            total += visits
        return total

    def example(self) -> Visit | None:
        """An invented visit of a family that can still be changed, to try things with."""
        since = (self._clock.now() + EXAMPLE_AHEAD).date()
        with self._database.reading() as session:
            key = SampleStore(session).example(since)
            return VisitStore(session).get(key) if key else None


class _DeskSample:
    """The days of one desk, in an open transaction."""

    def __init__(self, session: Work, catalogue: Catalogue, desk: Desk, *, now: datetime) -> None:
        self._store, self._days = SampleStore(session), DayStore(session)
        self._catalogue, self._desk, self._now = catalogue, desk, now
        self._today = now.astimezone(desk.zone).date()
        self._products = _products(catalogue, desk)

    def fill(self, booked: float, seed: int) -> int:
        """Fill the days after those that were filled before; returns how many visits that took."""
        all_days = self._store.lock(self._desk.key, self._today)
        nobody = self._today - DAY, int(first_number(self._desk.number)) - 1
        last_day, number = self._store.last(self._desk.key) or nobody
        days = [day for day in all_days if day > last_day]
        random = Random(f'{seed}:{self._desk.key}:{min(days, default=None)}')
        people = People(random, self._today, number + 1)
        found, count = self._invented(days, people, random, self._shares(all_days, booked)), 0
        while chunk := list(islice(found, AT_ONCE)):
            self._store.add(chunk)
            count += len(chunk)
        return count

    def _shares(self, days: Sequence[date], booked: float) -> list[float]:
        """How much of each week is booked, from this one to the last in which somebody works."""
        last = max(self._days.windows(self._desk.key, days), default=self._today)
        return shares_of_weeks(booked, self._week(last) + 1)

    def _week(self, day: date) -> int:
        return (day - self._today).days // 7

    def _invented(
        self, days: Sequence[date], people: People, random: Random, shares: Sequence[float],
    ) -> Iterator[Invented]:
        filling, windows = Filling(random, sizes(people)), self._days.windows(self._desk.key, days)
        for day, open_hours in sorted(windows.items()):
            for stretch in self._stretches(day, open_hours, shares[self._week(day)]):
                for slot in filling.slots(stretch):
                    booked_at = self._now - BOOKED_WITHIN * random.random()
                    visit = _visit(slot, people)
                    yield Invented(visit=visit, day=day, resource=stretch.resource, booked_at=booked_at)

    def _stretches(self, day: date, windows: Sequence[Window], share: float) -> Iterator[Stretch]:
        """Where somebody could still come on this day."""
        midnight, end = day_bounds(day, self._desk.zone)
        used: dict[int, int] = {}
        for resource, tick, claimed, _ in self._days.used(self._desk.key, midnight, end)[0]:
            used[resource] = used.get(resource, 0) | claimed << (tick - midnight)
        served = [window for window in windows if window.resource in self._products]
        hours = min((one.starts for one in served), default=0), max((one.ends for one in served), default=0)
        for window in sorted(served, key=lambda one: (one.starts, one.resource)):
            free = mask(window.starts - midnight, window.ends - midnight) & ~used.get(window.resource, 0)
            for starts, ends in _rows(free):
                yield Stretch(
                    desk=self._desk.key, resource=window.resource, starts=midnight + starts, ends=midnight + ends,
                    midnight=midnight, products=self._products[window.resource], share=share, hours=hours,
                )


def _rows(free: int) -> Iterator[tuple[int, int]]:
    """Bits that are set in a row: first, and first no longer set."""
    starts = bits(free & ~(free << 1))
    ends = bits(~free & (free << 1))
    return zip(starts, ends, strict=True)


def _products(catalogue: Catalogue, desk: Desk) -> dict[int, tuple[Product, ...]]:
    """For each resource, the products that need nothing but it."""
    simple = [product for product in catalogue.products.values() if len(product.needs) == 1]
    found: dict[int, tuple[Product, ...]] = {}
    for product in simple:
        for resource in catalogue.able(desk.key, product.key)[0]:
            found[resource.id] = (*found.get(resource.id, ()), product)
    return found


def _visit(slot: Slot, people: People) -> Visit:
    return Visit(
        id=0, key=people.key(), code=people.words(SIGNS, CODE_LENGTH), slot=slot, state=VisitState.BOOKED,
        held_until=None, persons=people.family(slot.persons), contact=people.contact(), sequence=0,
    )
