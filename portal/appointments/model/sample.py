"""A visit that somebody invented."""

from dataclasses import dataclass
from datetime import date, datetime

from portal.appointments.model.visit import Visit


@dataclass(frozen=True, kw_only=True)
class Invented:
    """A visit that is not yet written down, and what it uses up."""

    visit: Visit
    day: date
    resource: int
    booked_at: datetime
