"""What a planner file may hold: products, and desks with their resources and hours, as they are written.

Numbers, versions and the last opened day are not here: the database gives those.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from portal.appointments.planner_file.fields import (
    TICK_MINUTES,
    Closing,
    Country,
    DeskKey,
    Hour,
    Kind,
    LastDay,
    Line,
    Minutes,
    Named,
    ProductKey,
    ResourceKey,
    Skills,
    Weekday,
    Weekdays,
    Zone,
)
from portal.kernel.data_files import Clock, Day, Translated

Status = Literal['confirmed', 'unconfirmed']


class Facts(BaseModel):
    """Base: frozen, and a field that is not known is refused."""

    model_config = ConfigDict(frozen=True, extra='forbid', str_strip_whitespace=True)


class NeedFacts(Facts):
    """One kind of resource that a visit uses up."""

    kind: Kind
    skills: Skills = ()


class ProductFacts(Facts):
    """What a visit is for."""

    key: ProductKey
    name: Translated
    explanation: Translated
    bring: tuple[Translated, ...]
    minutes_per_person: Minutes
    minutes_extra: Annotated[int, Field(ge=0, le=480, multiple_of=TICK_MINUTES)] = 0
    step_minutes: Minutes
    persons_max: Annotated[int, Field(ge=1, le=12)]
    change_notice_hours: Annotated[int, Field(ge=0, le=720)]
    needs: Annotated[tuple[NeedFacts, ...], Field(min_length=1)]
    valid_from: Day
    source: Line
    status: Status


class ReleaseFacts(Facts):
    """When new weeks open."""

    weekday: Weekday
    at: Clock
    horizon_days: Annotated[int, Field(ge=1, le=365)]


class ResourceFacts(Facts):
    """What a visit uses up: a counter, an officer, an interpreter, a room."""

    key: ResourceKey
    kind: Kind
    skills: Skills = ()


class RosterFacts(Facts):
    """Weekly hours; without `resources`, of all resources of the desk."""

    resources: Named = ()
    weekdays: Weekdays
    opens: Hour
    closes: Closing
    valid_from: Day
    valid_until: LastDay | None = None


class ExtraFacts(Facts):
    """Hours beside the roster on one day; they hold on holidays too."""

    day: Day
    resources: Named = ()
    opens: Hour
    closes: Closing


class ClosureFacts(Facts):
    """Hours on one day without work; without `opens` from the start of the day, without `closes` to its end."""

    day: Day
    resources: Named = ()
    opens: Hour | None = None
    closes: Closing | None = None
    why: Translated


class DeskFacts(Facts):
    """A place to visit."""

    key: DeskKey
    name: Line
    address: Annotated[tuple[Line, ...], Field(min_length=1)]
    directions: Translated
    zone: Zone
    phone: Line
    lead_minutes: Annotated[int, Field(ge=0, le=43_200)]
    release: ReleaseFacts
    holidays: Country
    resources: tuple[ResourceFacts, ...] = ()
    rosters: tuple[RosterFacts, ...] = ()
    extras: tuple[ExtraFacts, ...] = ()
    closures: tuple[ClosureFacts, ...] = ()
    source: Line
    status: Status


class PlannerFile(Facts):
    """All that the files given together say."""

    products: tuple[ProductFacts, ...] = ()
    desks: tuple[DeskFacts, ...] = ()
