"""Free places as pages show them: by day, in words, with the key that a choice posts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from portal.appointments.calendar import Calendar
from portal.appointments.model import Catalogue, Desk, FreePlaces, Slot
from portal.appointments.search import Search, days_shown, nearest, spread
from portal.appointments.slot_keys import SlotKeys
from portal.web.formatting import clock_time, day_in_words, moment_in_words
from portal.web.locale import current_language

TIMES_A_DAY = 12
DESKS_A_DAY = 20
NEAREST = 6
ALL = NEVER = 1 << 40
"""A tick after all others."""


@dataclass(frozen=True)
class DeskChoice:
    """A desk, and its first free time that suits."""

    desk: Desk
    first: Slot | None
    chosen: bool


@dataclass(frozen=True, eq=False)
class DeskChoices:
    """All desks to choose from; `kept` holds what was made of them."""

    desks: tuple[DeskChoice, ...]
    kept: dict = field(default_factory=dict)


@dataclass(frozen=True)
class TimeChoice:
    """A time that can be chosen."""

    value: str
    time: str
    more: str = ''


Choices = tuple[TimeChoice, ...]


@dataclass(frozen=True)
class DayChoice:
    """The times of one day; `left_out` of them are not shown."""

    legend: str
    slots: Choices
    day: date | None = None
    left_out: int = 0


@dataclass(frozen=True, kw_only=True, eq=False)
class TimesPage:
    """What the page of times shows; `kept` holds what was made of it."""

    first: DayChoice | None
    days: tuple[DayChoice, ...]
    earlier: date | None
    later: date | None
    kept: dict = field(default_factory=dict)


@dataclass(frozen=True)
class FreeTimes:
    """The places that suit a search, over its desks; of several desks, the first of each on every day."""

    search: Search
    catalogue: Catalogue
    keys: SlotKeys
    free: tuple[FreePlaces, ...]

    def days(self) -> dict[date, list[tuple[FreePlaces, Sequence[int]]]]:
        """The days on which a place suits, each with the starts at every desk."""
        found: dict[date, list[tuple[FreePlaces, Sequence[int]]]] = defaultdict(list)
        for free in self.free:
            for day, starts in self.search.places(free, self.catalogue.desks[free.like.desk].zone):
                found[day.day].append((free, starts if self.one_desk else starts[:1]))
        return found

    @property
    def one_desk(self) -> bool:
        """All places are at the same desk."""
        return len(self.free) == 1

    def day(self, day: date, places: Iterable[tuple[FreePlaces, Sequence[int]]], most: int) -> DayChoice:
        """A day with at most so many of its times, spread over the day."""
        slots = _slots(places)
        shown = spread(slots, most)
        return DayChoice(day_in_words(day), self.choices(shown), day, len(slots) - len(shown))

    def choices(self, slots: Iterable[Slot], *, moment: Callable[[datetime, ZoneInfo], str] = clock_time) -> Choices:
        """Places in words: when, and at which desk where that is not plain."""
        desks = self.catalogue.desks
        return tuple(
            TimeChoice(
                self.keys.write(slot, self.catalogue), moment(slot.starts_at, desks[slot.desk].zone),
                '' if self.one_desk else desks[slot.desk].name,
            )
            for slot in slots
        )


def desk_choices(search: Search, calendar: Calendar, catalogue: Catalogue) -> DeskChoices:
    """All desks that offer the product, those with the earliest free time first."""
    offering = [desk.key for desk in catalogue.offering(search.product)]
    return _desk_choices(search, catalogue, tuple(calendar.free_at(offering, search.product, search.persons).values()))


@lru_cache(maxsize=128)
def _desk_choices(search: Search, catalogue: Catalogue, free: tuple[FreePlaces, ...]) -> DeskChoices:
    """The same free places give the same choices."""
    choices = [
        DeskChoice(desk, search.first(each, desk.zone), desk.key in search.desks)
        for each in free if (desk := catalogue.desks[each.like.desk])
    ]
    return DeskChoices(tuple(sorted(choices, key=lambda one: one.first.starts if one.first else NEVER)))


def times_page(search: Search, calendar: Calendar, catalogue: Catalogue, keys: SlotKeys) -> TimesPage:
    """The free times that suit the search, in the language of the page."""
    return _times_page(free_times(search, calendar, catalogue, keys), current_language())


def near_choice(
    search: Search, calendar: Calendar, catalogue: Catalogue, keys: SlotKeys, *, wanted: Slot,
) -> DayChoice | None:
    """The times nearest to one that was just lost."""
    times = free_times(search, calendar, catalogue, keys)
    slots = [slot for places in times.days().values() for slot in _slots(places)]
    choices = times.choices(nearest(slots, wanted, NEAREST), moment=moment_in_words)
    return DayChoice(_('Free times near the one you chose'), choices) if choices else None


def free_times(search: Search, calendar: Calendar, catalogue: Catalogue, keys: SlotKeys) -> FreeTimes:
    """What is free at the desks of the search now."""
    desks = [desk.key for desk in search.where(catalogue)]
    free = calendar.free_at(desks, search.product, search.persons)
    return FreeTimes(search, catalogue, keys, tuple(free[desk] for desk in desks))


@lru_cache(maxsize=512)
def _times_page(times: FreeTimes, language: str) -> TimesPage:
    """The same free places give the same page; the calendar makes new ones as soon as anything changes."""
    search, found = times.search, times.days()
    days, earlier, later = days_shown(found, search.page)
    most = TIMES_A_DAY if times.one_desk else DESKS_A_DAY
    if search.whole:
        days, most = days[:1], ALL
    firsts = _slots(found[min(found)])[:1] if found else []
    first = DayChoice(_('First free time'), times.choices(firsts, moment=moment_in_words)) if firsts else None
    return TimesPage(
        first=first, days=tuple(times.day(day, found[day], most) for day in days), earlier=earlier, later=later,
    )


def _slots(places: Iterable[tuple[FreePlaces, Sequence[int]]]) -> list[Slot]:
    return sorted(free.at(start) for free, starts in places for start in starts)
