"""A place in time and a visit."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from portal.kernel.ticks import moment_of


class VisitState(StrEnum):
    """Where a visit stands."""

    HELD = 'held'
    """Somebody is filling in the form; ends by itself."""
    OFFERED = 'offered'
    """Kept for somebody on the waiting list; ends by itself."""
    BOOKED = 'booked'
    CANCELLED = 'cancelled'


class Change(StrEnum):
    """What happened to a visit: the kinds of its history."""

    BOOKED = 'booked'
    MOVED_AWAY = 'moved_away'
    """From here; `MOVED` tells where to."""
    MOVED = 'moved'
    PERSON_OFF = 'person_off'
    CANCELLED = 'cancelled'


@dataclass(frozen=True, kw_only=True, order=True)
class Slot:
    """A place that a visit may take: so many ticks from a start, at one desk, for one product."""

    starts: int
    ticks: int
    desk: str
    product: str
    persons: int

    @property
    def starts_at(self) -> datetime:
        """The instant it starts, in UTC."""
        return moment_of(self.starts)

    @property
    def ends_at(self) -> datetime:
        """The instant it ends, in UTC."""
        return moment_of(self.starts + self.ticks)


@dataclass(frozen=True, kw_only=True)
class Person:
    """One visitor, known by V-number or by citizen service number (BSN)."""

    id: int = 0
    v_number: str = ''
    bsn: str = ''
    first_name: str = ''
    last_name: str = ''
    birth_date: date | None = None

    @property
    def identities(self) -> tuple[str, ...]:
        """Under which a person counts as the same: `v:…`, `b:…` or both."""
        numbers = (('v', self.v_number), ('b', self.bsn))
        return tuple(f'{kind}:{number}' for kind, number in numbers if number)

    @property
    def full_name(self) -> str:
        return f'{self.first_name} {self.last_name}'.strip()


@dataclass(frozen=True, kw_only=True)
class Contact:
    """How the visitor is reached, and in which language."""

    email: str = ''
    phone: str = ''
    language: str = 'nl'


@dataclass(frozen=True, kw_only=True)
class Visit:
    """An appointment (Dutch: *afspraak*): one or more persons at one desk at one time."""

    id: int
    key: str
    """Whoever has this may see and change the visit: 128 random bits as hex, sent in the link."""
    code: str
    """What the visitor shows at the desk."""
    slot: Slot
    state: VisitState
    held_until: datetime | None
    persons: tuple[Person, ...]
    contact: Contact
    sequence: int
    """Raised by every change after booking; the SEQUENCE of its calendar entry."""
