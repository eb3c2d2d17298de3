"""What can be visited: products, desks, resources and when they work."""

from dataclasses import dataclass
from datetime import date, time, timedelta
from zoneinfo import ZoneInfo

from portal.kernel.texts import Text
from portal.kernel.ticks import TICK


@dataclass(frozen=True, kw_only=True)
class Need:
    """One kind of resource that a visit uses up, with the skills asked for beside the product itself."""

    kind: str
    skills: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Product:
    """What a visit is for (Dutch: *product*), as `products` in a planner file says it."""

    number: int
    key: str
    name: Text
    explanation: Text
    bring: tuple[Text, ...]
    minutes_per_person: int
    minutes_extra: int
    step_minutes: int
    persons_max: int
    change_notice: timedelta
    needs: tuple[Need, ...]

    def ticks(self, persons: int) -> int:
        """How many ticks a visit of so many persons takes."""
        return (self.minutes_per_person * persons + self.minutes_extra) * 60 // int(TICK.total_seconds())

    @property
    def step(self) -> int:
        """A visit starts at multiples of so many ticks from local midnight."""
        return self.step_minutes * 60 // int(TICK.total_seconds())


@dataclass(frozen=True, kw_only=True)
class Release:
    """When new weeks open at a desk: at this weekday (0 = Monday) and local time, so many days ahead."""

    weekday: int
    at: time
    horizon_days: int


@dataclass(frozen=True, kw_only=True)
class Desk:
    """A place to visit (Dutch: *loket*)."""

    number: int
    key: str
    version: int
    name: str
    address: tuple[str, ...]
    directions: Text
    zone: ZoneInfo
    phone: str
    lead: timedelta
    """A visit can be booked online until so long before it starts."""
    release: Release


@dataclass(frozen=True, kw_only=True)
class Resource:
    """What a visit uses up: a counter, an officer, an interpreter, a room."""

    id: int
    desk: str
    key: str
    kind: str
    skills: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Roster:
    """Weekly working hours, local time, of some of a desk's resources."""

    resources: tuple[str, ...]
    """Keys of resources; empty means all of the desk."""
    weekdays: frozenset[int]
    opens: time
    closes: time
    valid_from: date
    valid_until: date | None = None


@dataclass(frozen=True, kw_only=True)
class Extra:
    """Hours beside the roster on one day, such as an evening; they hold on holidays too."""

    day: date
    resources: tuple[str, ...]
    opens: time
    closes: time


@dataclass(frozen=True, kw_only=True)
class Closure:
    """Hours on one day at which a desk, or some of its resources, does not work."""

    day: date
    resources: tuple[str, ...]
    opens: time | None
    """None: closed from the start of the day."""
    closes: time | None
    why: Text


@dataclass(frozen=True, kw_only=True)
class Hours:
    """When a desk works."""

    rosters: tuple[Roster, ...]
    extras: tuple[Extra, ...]
    closures: tuple[Closure, ...]
    holidays: str | None
    """The country whose public holidays it keeps."""


@dataclass(frozen=True, kw_only=True)
class Window:
    """A stretch of ticks, the end not included, in which a resource works."""

    resource: int
    starts: int
    ends: int
