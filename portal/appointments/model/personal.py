"""What the planner knows about one person, as that person may see it.

The key of a visit moves and cancels it for everybody who comes, and its code leads to the key. So both are told
only to somebody who comes alone: in a family the one who booked has them, and who that was is not known.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from portal.appointments.model.visit import Change, Contact, Person, Slot, VisitState
from portal.appointments.model.waiting import Terms


@dataclass(frozen=True, kw_only=True)
class MyVisit:
    """A visit on which somebody comes."""

    slot: Slot
    day: date
    state: VisitState
    me: Person
    """As this person was named for the visit; the others are not told."""
    key: str = field(default='', repr=False)
    """Empty when others come too."""
    code: str = field(default='', repr=False)
    """Empty when others come too."""
    contact: Contact | None = None
    """None when others come too: it may be theirs."""
    history: tuple[tuple[datetime, Change], ...] = ()
    alone: bool
    """Nobody else comes, or was to come before: what was said about this visit was said about nobody else."""


@dataclass(frozen=True, kw_only=True)
class MyWish:
    """A place on the waiting list of somebody, and perhaps of others with them."""

    product: str
    me: Person
    count: int
    """How many persons wait together."""
    asked_at: datetime
    ended_at: datetime | None
    before: date
    key: str = field(default='', repr=False)
    """Empty when others wait too."""
    terms: Terms | None = None
    """None when others wait too."""

    @property
    def alone(self) -> bool:
        """Nobody else waits with them."""
        return self.count == 1


@dataclass(frozen=True, kw_only=True)
class MyVisits:
    """What the planner has of somebody."""

    visits: tuple[MyVisit, ...]
    """In order of time."""
    wishes: tuple[MyWish, ...]
    messages: dict[str, bool] = field(default_factory=dict, repr=False)
    """The keys of the messages about these, and whether the person may read them: true when nobody else comes."""

    @property
    def is_empty(self) -> bool:
        """The planner has nothing of them."""
        return not self.visits and not self.wishes
