"""What a provider of log-ins says of somebody, in words that are the same for every provider."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from portal.identity.model.who import Level, Way

NUMBER_SIGNS = 40


class Kind(StrEnum):
    """Which kind of number or name somebody is known by."""

    BSN = 'bsn'
    PSEUDONYM = 'pseudonym'
    """Means something at one provider only."""
    KVK = 'kvk'
    RSIN = 'rsin'
    EIDAS = 'eidas'
    """A company of another country."""


ORGANISATIONS = frozenset({Kind.KVK, Kind.RSIN, Kind.EIDAS})


@dataclass(frozen=True, kw_only=True)
class Subject:
    """Somebody, or a company, by the number that a provider gave."""

    kind: Kind
    identifier: str
    branch: str = ''
    """The branch of a company to which somebody is limited."""


@dataclass(frozen=True, kw_only=True)
class Mandate:
    """What somebody may do for the one whom they help."""

    services: frozenset[str]
    role: str = ''


@dataclass(frozen=True, kw_only=True)
class Link:
    """A log-in of a provider that belongs to somebody here."""

    issuer: str
    subject: str = field(repr=False)
    """The keyed hash of what the provider calls them."""
    linked_at: datetime

    @property
    def number(self) -> str:
        """Names it in addresses; opens nothing, and says nothing about anybody."""
        return sha256(f'{self.issuer}\n{self.subject}'.encode()).hexdigest()[:NUMBER_SIGNS]


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Who logged in, and for whom. The same `issuer` and `subject` are always the same human (ASVS 6.8.1)."""

    source: Way
    level: Level
    issuer: str
    subject: str
    legal: Subject
    """The one whose things are shown: the person, the one whom they help, or the company."""
    acting: Subject | None = None
    """The human who is there, when it is not the person themselves."""
    through: tuple[Subject, ...] = ()
    """The companies in between, the one that acts first."""
    mandate: Mandate | None = None
    name: str = ''
    given_name: str = ''
    family_name: str = ''
    birth_date: date | None = None
    groups: frozenset[str] = frozenset()
    provider_session: str = ''
    """The `sid` by which the provider ends this log-in from afar."""
    id_token: str = ''
    """The token itself, for logging out at the provider; not kept when it holds the number of a person."""


ClaimPath = tuple[str, ...]
"""The keys that lead to a claim, one for each step inwards."""


@dataclass(frozen=True, kw_only=True)
class ClaimNames:
    """What one provider calls its claims, kinds of numbers and levels."""

    claims: Mapping[str, tuple[ClaimPath, ...]]
    """Where each meaning may be found; the first that is there counts."""
    types: Mapping[str, Kind]
    levels: Mapping[str, Level]
    asked: Mapping[Level, str]
    """How a level is asked for."""
    stopped_errors: frozenset[str]
    stopped_codes: tuple[str, ...]
    """How a provider says that somebody stopped logging in."""

    def level_of(self, said: object) -> Level | None:
        """The level that a provider's word stands for."""
        return self.levels.get(said) if isinstance(said, str) else None
