"""What somebody has filled in so far, on the way to a visit or to a place on the waiting list."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from portal.appointments.model.visit import Contact, Person, Slot


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Answers that are kept between two pages."""

    id: str
    product: str
    count: int
    """How many persons come."""
    slot: Slot | None
    """The chosen place; None for a place on the waiting list."""
    held_until: datetime | None = None
    people: tuple[Person, ...] = ()
    contact: Contact | None = None
    desks: tuple[str, ...] = ()
    before: date | None = None
    not_before: time | None = None
    not_after: time | None = None
    notice_hours: int = 24
    came_of_it: str = field(default='')
    """The key of the visit or the wish that came of it; the answers are gone then."""

    @property
    def is_complete(self) -> bool:
        """Everything was answered."""
        return len(self.people) == self.count and self.contact is not None

    @property
    def next_person(self) -> int:
        """The number of the next person to fill in, from 1 on."""
        return min(len(self.people) + 1, self.count)
