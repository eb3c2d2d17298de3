"""The visits of somebody, whoever plans them: the pages about applications show what is planned already."""

from collections.abc import Callable, Sequence

from portal.identity.model import PersonId
from portal.procedures.model.visiting import PlannedVisit


class Visiting:
    """Asks the planner, of which this room knows nothing, through what the portal was put together with."""

    def __init__(self, find: Callable[[PersonId], Sequence[PlannedVisit]]) -> None:
        self._find = find

    def visits_of(self, person: PersonId) -> Sequence[PlannedVisit]:
        """The visits that are still to come, in order of time."""
        return self._find(person)
