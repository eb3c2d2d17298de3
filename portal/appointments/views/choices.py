"""Free places as pages show them: by day, in words, with the key that a choice posts."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext as _

from portal.appointments.calendar import Calendar
from portal.appointments.model import Catalogue, Desk, Slot
from portal.appointments.search import Search, days_shown, nearest, spread
from portal.appointments.slot_keys import SlotKeys
from portal.web.formatting import clock_time, day_in_words, moment_in_words

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


@dataclass(frozen=True)
class TimeChoice:
    """A time that can be chosen."""

    value: str
    time: str
    more: str = ''


@dataclass(frozen=True)
class DayChoice:
    """The times of one day; `left_out` of them are not shown."""

    legend: str
    slots: tuple[TimeChoice, ...]
    day: date | None = None
    left_out: int = 0


@dataclass(frozen=True, kw_only=True)
class TimesPage:
    """What the page of times shows."""

    first: DayChoice | None
    near: DayChoice | None
    """The times nearest to one that was just lost."""
    days: tuple[DayChoice, ...]
    earlier: date | None
    later: date | None


@dataclass(kw_only=True)
class FreeTimes:
    """The places that suit a search, over all its desks."""

    catalogue: Catalogue
    keys: SlotKeys
    one_desk: bool
    by_day: dict[date, list[Slot]] = field(default_factory=lambda: defaultdict(list))

    def day(self, day: date, most: int) -> DayChoice:
        """A day with at most so many of its times, spread over the day."""
        slots = sorted(self.by_day[day])
        shown = spread(slots, most)
        return DayChoice(day_in_words(day), self.choices(shown), day, len(slots) - len(shown))

    def first(self) -> DayChoice | None:
        """The first free place, on its own."""
        if not self.by_day:
            return None
        slot = min(self.by_day[min(self.by_day)])
        return DayChoice(_('First free time'), self.choices_with_day([slot]))

    def near(self, wanted: Slot) -> DayChoice:
        """The places nearest in time to the one that was wanted."""
        slots = [slot for slots in self.by_day.values() for slot in slots]
        near = self.choices_with_day(nearest(slots, wanted, NEAREST))
        return DayChoice(_('Free times near the one you chose'), near)

    def choices(self, slots: Iterable[Slot]) -> tuple[TimeChoice, ...]:
        """Places of one day in words: the time, and the desk where that is not plain."""
        return tuple(
            TimeChoice(self.keys.write(slot, self.catalogue), clock_time(slot.starts_at, desk.zone), self._name(desk))
            for slot in slots if (desk := self.catalogue.desks[slot.desk])
        )

    def choices_with_day(self, slots: Iterable[Slot]) -> tuple[TimeChoice, ...]:
        """Places of several days in words."""
        return tuple(
            TimeChoice(
                self.keys.write(slot, self.catalogue), moment_in_words(slot.starts_at, desk.zone), self._name(desk),
            )
            for slot in slots if (desk := self.catalogue.desks[slot.desk])
        )

    def _name(self, desk: Desk) -> str:
        return '' if self.one_desk else desk.name


def desk_choices(search: Search, calendar: Calendar, catalogue: Catalogue) -> list[DeskChoice]:
    """All desks that offer the product, those with the earliest free time first."""
    offering = catalogue.offering(search.product)
    free = calendar.free_at([desk.key for desk in offering], search.product, search.persons)
    choices = [DeskChoice(desk, search.first(free[desk.key], desk.zone), desk.key in search.desks) for desk in offering]
    return sorted(choices, key=lambda choice: choice.first.starts if choice.first else NEVER)


def times_page(
    search: Search, calendar: Calendar, catalogue: Catalogue, keys: SlotKeys, *, wanted: Slot | None = None,
) -> TimesPage:
    """The free times that suit the search; `wanted` is a place that was just lost."""
    times = free_times(search, calendar, catalogue, keys)
    days, earlier, later = days_shown(times.by_day, search.page)
    most = TIMES_A_DAY if times.one_desk else DESKS_A_DAY
    if search.whole:
        days, most = days[:1], ALL
    return TimesPage(
        first=times.first(), near=times.near(wanted) if wanted and times.by_day else None,
        days=tuple(times.day(day, most) for day in days),
        earlier=earlier, later=later,
    )


def free_times(search: Search, calendar: Calendar, catalogue: Catalogue, keys: SlotKeys) -> FreeTimes:
    """All places that suit the search; of several desks, the first of each on every day."""
    desks = search.where(catalogue)
    free = calendar.free_at([desk.key for desk in desks], search.product, search.persons)
    times = FreeTimes(catalogue=catalogue, keys=keys, one_desk=len(desks) == 1)
    for desk in desks:
        for day, starts in search.places(free[desk.key], desk.zone):
            shown = starts if times.one_desk else starts[:1]
            times.by_day[day.day] += [free[desk.key].at(start) for start in shown]
    return times
