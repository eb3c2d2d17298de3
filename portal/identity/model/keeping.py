"""What log-in keeps of a person, and the kinds of data that the portal keeps at all."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from portal.identity.model.codes import How, Kind
from portal.identity.model.who import Level, LoggedIn, Person, PersonId
from portal.kernel.texts import Text


@dataclass(frozen=True, kw_only=True)
class KindKept:
    """One kind of data: what, why, and until when."""

    key: str
    linked: bool
    """It can be found by the person whom it is about."""
    name: Text
    what: Text
    why: Text
    basis: Text
    """The legal ground."""
    source: str
    confirmed: bool
    """Somebody has read the ground in its source."""
    period: str
    """The name of the period for which it is kept; empty for the fixed one that `until` tells."""
    until: Text
    """From when the period runs, or until when the data is kept."""


class Known(NamedTuple):
    """Somebody, by what stands for them and by their V-number: other rooms know them by one or the other."""

    id: PersonId
    v_number: str


@dataclass(frozen=True, kw_only=True)
class Reach:
    """How somebody wants to be reached."""

    email: str
    phone: str
    language: str


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What somebody had typed on a page when their session ended."""

    address: str
    values: tuple[tuple[str, str], ...]
    expires_at: datetime


@dataclass(frozen=True, kw_only=True)
class SecretKept:
    """That somebody has, or had, a code or a phrase; not which."""

    kind: Kind
    how: How
    level: Level
    """How surely it makes them known."""
    made_at: datetime
    works_until: datetime | None
    ended_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class KeptOfPerson:
    """Everything that log-in keeps of somebody."""

    person: Person
    created_at: datetime
    active_on: date
    """The last day on which they were here."""
    has_bsn: bool
    """A hash of their citizen service number is kept, from which the number cannot be read."""
    sessions: tuple[LoggedIn, ...] = ()
    """The open ones and those that ended a while ago, also of those who helped."""
    typed: tuple[Typed, ...] = ()
    secrets: tuple[SecretKept, ...] = field(default=(), repr=False)
    linked_at: tuple[datetime, ...] = ()
    """When a provider of log-ins was linked to them."""
    messages: tuple[str, ...] = field(default=(), repr=False)
    """The keys of the messages about what they log in with."""

    @property
    def messages_starts(self) -> tuple[str, ...]:
        """How the keys of the messages about their contact data and their linked log-ins begin."""
        return f'contact:{self.person.id}:', f'login:{self.person.id}:'
