"""All that follows from a case on a day."""

from dataclasses import dataclass
from datetime import date

from portal.procedures.model.case import Case, Event
from portal.procedures.model.clock import Aim, Default, Late, Legal, TimeToObject
from portal.procedures.model.progress import Progress


@dataclass(frozen=True, kw_only=True)
class Judged:
    """Where a case stands, what its clocks say, and what can be done about its decision."""

    case: Case
    day: date
    progress: Progress
    legal: Legal
    default: Default
    late: Late | None
    aims: tuple[Aim, ...]
    ended: Event | None
    """The decision or the withdrawal that ended it."""
    objecting: tuple[TimeToObject, ...]
    """Until when somebody may object to the decision, or appeal."""
