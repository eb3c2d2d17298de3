"""Why a calendar is empty, and what to do then."""

from dataclasses import dataclass
from datetime import datetime

from portal.appointments.model import Catalogue, Desk, Slot
from portal.appointments.search import Search
from portal.appointments.service import Planner, Traffic
from portal.appointments.views.choices import DeskChoice, desk_choices

DESKS_EXPLAINED = 4
OTHERS_SHOWN = 5


@dataclass(frozen=True)
class DeskWithout:
    """A desk that has no free time that suits: what went on there, and when new weeks open."""

    desk: Desk
    traffic: Traffic
    next_release: datetime


@dataclass(frozen=True)
class EmptyCalendar:
    """What a page tells when it has no times to show."""

    desks: tuple[DeskWithout, ...]
    others: tuple[DeskChoice, ...]
    """Other desks that do have a place, those with the earliest first."""
    widened: Slot | None
    """The first place at these desks if no day or time were left out."""


def explain(search: Search, planner: Planner, catalogue: Catalogue) -> EmptyCalendar:
    """Why no time is free here, and where and when one is."""
    here = search.where(catalogue)
    choices = desk_choices(search, planner.calendar, catalogue).desks
    elsewhere = [one for one in choices if one.desk not in here and one.first]
    free = planner.calendar.free_at([desk.key for desk in here], search.product, search.persons)
    firsts = [first for desk in here if (first := free[desk.key].first)]
    return EmptyCalendar(
        desks=tuple(
            DeskWithout(desk, planner.opening.traffic(desk.key), planner.opening.next_release(desk))
            for desk in here[:DESKS_EXPLAINED]
        ),
        others=tuple(elsewhere[:OTHERS_SHOWN]),
        widened=min(firsts, default=None) if search.is_narrowed else None,
    )
