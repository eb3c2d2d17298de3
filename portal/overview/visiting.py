"""Planned visits for the pages about applications: these rooms do not know of each other."""

from functools import lru_cache

from portal.appointments.model import Catalogue
from portal.appointments.model.personal import MyVisit
from portal.appointments.service import Planner
from portal.clock import Clock
from portal.identity.model import PersonId
from portal.identity.service import People
from portal.procedures.model.visiting import PlannedVisit

KNOWN = 20_000


class PlannedVisits:
    """Finds the visits of a person in the planner."""

    def __init__(self, planner: Planner, people: People, clock: Clock) -> None:
        self._planner, self._people, self._clock = planner, people, clock
        self._v_number_of = lru_cache(KNOWN)(self._ask_v_number)

    def of(self, person: PersonId) -> tuple[PlannedVisit, ...]:
        """The visits that are still to come, in order of time; raises `PersonUnknown`."""
        v_number, now = self._v_number_of(person), self._clock.now()
        if not self._planner.personal.comes(v_number, now):
            return ()
        known = self._planner.calendar.catalogue()
        return tuple(_planned(visit, known) for visit in self._planner.visits_of(v_number, now).visits)

    def _ask_v_number(self, person: PersonId) -> str:
        """It never changes, so it is asked once."""
        return self._people.get(person).v_number


def _planned(visit: MyVisit, known: Catalogue) -> PlannedVisit:
    slot, desk, product = visit.slot, known.desks[visit.slot.desk], known.products[visit.slot.product]
    return PlannedVisit(
        starts_at=slot.starts_at, minutes=int((slot.ends_at - slot.starts_at).total_seconds()) // 60, zone=desk.zone,
        product=slot.product, service=product.name, desk=desk.name, address=desk.address, directions=desk.directions,
        bring=product.bring, key=visit.key, code=visit.code, online_until=slot.starts_at - product.change_notice,
    )
