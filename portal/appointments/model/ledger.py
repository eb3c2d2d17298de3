"""What the books say of each visit, and what is wrong with them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from portal.appointments.model.visit import Slot, VisitState


@dataclass(frozen=True, kw_only=True)
class Owned:
    """The ticks that a visit has of one resource."""

    resource: int
    count: int
    first: int
    last: int

    def is_exactly(self, slot: Slot) -> bool:
        """These are all ticks of the slot and no others; a tick of a resource is there once."""
        return (self.first, self.last, self.count) == (slot.starts, slot.starts + slot.ticks - 1, slot.ticks)


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One visit, and all that stands in the books in its name."""

    number: int
    key: str
    code: str
    state: VisitState
    slot: Slot
    day: date
    has_email: bool
    visitors: int
    """How many persons are named."""
    bound: int
    """How many numbers of persons are bound to this visit."""
    unbound: int
    """How many numbers of its own persons are not."""
    stray: int
    """How many of the bound ones are of nobody who comes, or for another product."""
    owned: tuple[Owned, ...]

    @property
    def claims(self) -> int:
        """How many ticks it uses up."""
        return sum(one.count for one in self.owned)


@dataclass(frozen=True, kw_only=True)
class Finding:
    """Something in the books that cannot be."""

    about: str
    says: str

    def __str__(self) -> str:
        return f'{self.about} {self.says}.'


@dataclass(frozen=True, kw_only=True)
class Proof:
    """What a look through all the books has shown."""

    visits: int
    """Visits that own a place; cancelled ones do not."""
    claims: int
    findings: Sequence[Finding]
    count: int
    """How many findings there were; not all of them are kept."""

    @property
    def is_sound(self) -> bool:
        """Nothing is wrong."""
        return self.count == 0
