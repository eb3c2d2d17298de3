"""One day at one desk, as a booking sees it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from portal.appointments.model.visit import Slot

HOLD_TIME = timedelta(minutes=15)
"""So long a place is kept for who fills in the form."""
Masks = Mapping[int, int]
"""By resource, a bit set: bit `i` stands for the tick `base + i` of the day."""


@dataclass(frozen=True, kw_only=True)
class Held:
    """A visit that keeps its place until a moment; from then on the place is free."""

    visit: int
    holder: str
    until: datetime
    starts: int
    ticks: int
    product: str


@dataclass(frozen=True, kw_only=True)
class DayBook:
    """When each resource works on one day and what of it is used."""

    desk: str
    day: date
    version: int
    base: int
    """The tick of local midnight."""
    length: int
    """276, 288 or 300 ticks: days on which the clock changes are shorter or longer."""
    working: Masks
    used: Masks
    """Ticks that are claimed for good."""
    kept: tuple[tuple[Held, Masks], ...]
    """Ticks that are claimed until a moment."""

    def free(self, resource: int, now: datetime) -> int:
        """The resource's working ticks that nobody has at `now`."""
        free = self.working.get(resource, 0) & ~self.used.get(resource, 0)
        for held, masks in self.kept:
            if held.until > now:
                free &= ~masks.get(resource, 0)
        return free

    def next_expiry(self, now: datetime) -> datetime | None:
        """When the next kept place becomes free by itself."""
        return min((held.until for held, _ in self.kept if held.until > now), default=None)


@dataclass(frozen=True, eq=False)
class FreeDay:
    """The starts of one day that can still be taken; `kept` holds what was made of them, such as their JSON."""

    day: date
    starts: tuple[int, ...]
    kept: dict = field(default_factory=dict)


@dataclass(frozen=True, eq=False, kw_only=True)
class FreePlaces:
    """The free places of one desk, for one product and number of persons."""

    like: Slot
    """A place of this desk, product and length; only its start means nothing."""
    days: tuple[FreeDay, ...]
    """Days with free places, ascending."""
    kept: dict = field(default_factory=dict)

    def at(self, start: int) -> Slot:
        """The place that starts at this tick."""
        return replace(self.like, starts=start)

    @property
    def first(self) -> Slot | None:
        """The first free place."""
        return self.at(self.days[0].starts[0]) if self.days else None
