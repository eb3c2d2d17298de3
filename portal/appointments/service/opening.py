"""Loading planner files, and opening new weeks."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from operator import itemgetter

from portal.appointments.calendar import Calendar
from portal.appointments.model import Catalogue, Change, Desk, Hours, Slot, Window
from portal.appointments.planner_file import PlannerFile
from portal.appointments.rules import rosters as rules
from portal.appointments.service.offering import Offering
from portal.appointments.service.places import Places
from portal.appointments.store.catalogue import CatalogueStore
from portal.appointments.store.opening import OpeningStore
from portal.clock import Clock
from portal.database import Database, Work
from portal.kernel.ticks import day_bounds, tick_of
from portal.kernel.working_days import public_holidays

RECENT = timedelta(days=7)
TAKES = Change.BOOKED, Change.MOVED
GIVES_BACK = Change.CANCELLED, Change.PERSON_OFF, Change.MOVED_AWAY


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """What a planner file changed."""

    desks: int
    days: int
    """Opened days whose hours were made anew."""
    outside: tuple[str, ...]
    """Codes of booked visits that now lie outside working hours; staff must move them."""


@dataclass(frozen=True, kw_only=True)
class Traffic:
    """What went on at a desk in the last seven days, in places for one person."""

    opened: int
    given_back: int
    taken: int


class Opening:
    """Says what can be visited, and from when on."""

    def __init__(self, database: Database, clock: Clock, *, calendar: Calendar, offering: Offering) -> None:
        self._database, self._clock, self._calendar, self._offering = database, clock, calendar, offering

    def load(self, planner: PlannerFile) -> Loaded:
        """Load a checked planner file, all of it or nothing; days that are open get the new hours."""
        now = self._clock.now()
        since = (now - timedelta(days=1)).date()
        with self._database.transaction() as session:
            store = OpeningStore(session)
            open_days = store.lock_all(since)
            number = store.add_import(now)
            store.load(planner)
            catalogue = CatalogueStore(session).load()  # nobody may keep it before it is committed
            loaded = {desk.key for desk in planner.desks}
            renewed = [(desk, day) for desk, day in open_days if desk in loaded]
            for key, days in groupby(renewed, key=itemgetter(0)):
                hours = store.hours(key)
                for day, found in _windows(hours, catalogue.desks[key], catalogue, [day for _, day in days]):
                    store.set_windows(key, day, found)
            store.renew(since, number)
            return Loaded(desks=len(loaded), days=len(renewed), outside=tuple(store.outside(tick_of(now))))

    def release(self, *, until: date | None = None, told: Callable[[Desk, int], None] | None = None) -> int:
        """Open the weeks that are due, or all days up to `until`; returns how many places that brought.

        Whoever waits is offered a place before anybody else sees it. `told` hears of each desk as it opens.
        """
        now, brought = self._clock.now(), 0
        for desk in self._calendar.catalogue().desks.values():
            with self._database.transaction() as session:
                due = rules.release_due(desk.release, desk.zone, now=now)
                places = self._release_desk(session, desk, until or due, now)
            if places and told:
                told(desk, places)
            brought += places
        return brought

    def next_release(self, desk: Desk) -> datetime:
        """When new weeks open at the desk, in UTC."""
        return rules.next_release(desk.release, desk.zone, now=self._clock.now())

    def traffic(self, desk: str) -> Traffic:
        """How many places opened and were taken at the desk in the last seven days."""
        with self._database.reading() as session:
            counted = OpeningStore(session).traffic(desk, self._clock.now() - RECENT)
        return Traffic(
            opened=counted['opened'],
            taken=sum(counted.get(change, 0) for change in TAKES),
            given_back=sum(counted.get(change, 0) for change in GIVES_BACK),
        )

    def _release_desk(self, session: Work, desk: Desk, until: date, now: datetime) -> int:
        store = OpeningStore(session)
        days = _days_to_open(desk, until, now, opened=store.lock_desk(desk.key))
        if not days:
            return 0
        catalogue = self._calendar.catalogue()
        windows = dict(_windows(store.hours(desk.key), desk, catalogue, days))
        places = sum(_places(found, catalogue, desk) for found in windows.values())
        store.open_days(desk.key, days, catalogue=catalogue.number, places=places, now=now)
        for day, found in windows.items():
            store.set_windows(desk.key, day, found)
        self._offer(Places(session, self._calendar), desk, windows, now)
        return places

    def _offer(self, work: Places, desk: Desk, windows: Mapping[date, Sequence[Window]], now: datetime) -> None:
        """New days serve the waiting list first."""
        if not work.waiting.anybody():
            return
        for day, found in windows.items():
            first, last = day_bounds(day, desk.zone)
            whole = Slot(starts=first, ticks=last - first, desk=desk.key, product='', persons=0)
            [locked] = work.lock(whole)
            self._offering.offer_freed(work, locked, whole, now=now, room=_ticks(found))


def _days_to_open(desk: Desk, until: date, now: datetime, *, opened: date | None) -> list[date]:
    """The days that are not open yet, from the desk's today up to `until`; `opened` is the last one that is."""
    first = now.astimezone(desk.zone).date()
    if opened is not None:
        first = max(first, opened + timedelta(days=1))
    return [first + timedelta(days=number) for number in range((until - first).days + 1)]


def _windows(
    hours: Hours, desk: Desk, catalogue: Catalogue, days: Sequence[date],
) -> Iterator[tuple[date, tuple[Window, ...]]]:
    """When the desk's resources work on each of these days."""
    for day in days:
        is_holiday = bool(hours.holidays) and day in public_holidays(hours.holidays or '', day.year)
        yield day, rules.windows(
            desk.zone, day, resources=catalogue.resources.get(desk.key, ()), rosters=hours.rosters,
            extras=hours.extras, closures=hours.closures, is_holiday=is_holiday,
        )


def _ticks(windows: Sequence[Window]) -> int:
    return sum(window.ends - window.starts for window in windows)


def _places(windows: Sequence[Window], catalogue: Catalogue, desk: Desk) -> int:
    """How many visits of one person fit, at the shortest of the desk's products."""
    lengths = [catalogue.products[key].ticks(1) for key in catalogue.products if all(catalogue.able(desk.key, key))]
    return sum((window.ends - window.starts) // min(lengths) for window in windows) if lengths else 0
