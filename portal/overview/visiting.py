"""Planned visits for the pages about applications: these rooms do not know of each other."""

from portal.appointments.model import Catalogue
from portal.appointments.model.personal import MyVisit
from portal.appointments.service import Planner
from portal.clock import Clock
from portal.identity.model import PersonId
from portal.identity.service import People
from portal.procedures.model.visiting import PlannedVisit


class PlannedVisits:
    """Finds the visits of a person in the planner."""

    def __init__(self, planner: Planner, people: People, clock: Clock) -> None:
        self._planner, self._people, self._clock = planner, people, clock

    def of(self, person: PersonId) -> list[PlannedVisit]:
        """The visits that are still to come, in order of time; raises `PersonUnknown`."""
        mine = self._planner.visits_of(self._people.get(person).v_number, self._clock.now())
        known = self._planner.calendar.catalogue() if mine.visits else None
        return [_planned(visit, known) for visit in mine.visits] if known else []


def _planned(visit: MyVisit, known: Catalogue) -> PlannedVisit:
    desk = known.desks[visit.slot.desk]
    return PlannedVisit(
        starts_at=visit.slot.starts_at, zone=desk.zone, product=visit.slot.product,
        service=known.products[visit.slot.product].name, desk=desk.name, key=visit.key,
    )
