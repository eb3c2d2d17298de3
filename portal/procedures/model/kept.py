"""Cases as the portal keeps them, their queues, and what became of a file of cases."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from portal.identity.model import PersonId
from portal.procedures.model.case import Case
from portal.procedures.model.told import Part

SILENCE = timedelta(hours=48)
"""A source that is well is heard each night; after a night without it nobody need worry yet."""


class QueueKey(NamedTuple):
    """Cases that wait together: of one procedure, track and queue."""

    procedure: str
    track: str
    queue: str = ''

    def __str__(self) -> str:
        return ', '.join(part for part in self if part)


class Learnt(NamedTuple):
    """Which model of a queue is the newest; nothing of a queue that was never learnt."""

    on: date | None
    changes: int | None


@dataclass(frozen=True, kw_only=True)
class CasePerson:
    """Somebody whom a case is about, and who may see it."""

    person: PersonId
    part: Part
    name: str


@dataclass(frozen=True, kw_only=True)
class KeptCase:
    """A case, whose it is, and how old what we know of it is."""

    case: Case
    reference: str
    """What the source calls it."""
    queue: QueueKey
    priority: bool
    started: date | None
    decided: date | None
    withdrawn: date | None
    as_of: datetime
    imported_at: datetime
    people: tuple[CasePerson, ...]

    @property
    def is_open(self) -> bool:
        """Neither decided nor withdrawn."""
        return self.decided is None and self.withdrawn is None

    def those(self, part: Part) -> tuple[CasePerson, ...]:
        """The people who have this part in it, in the order in which the source named them."""
        return tuple(one for one in self.people if one.part is part)


@dataclass(frozen=True, kw_only=True)
class SourceState:
    """How old what we know is."""

    as_of: datetime | None
    """The latest moment that a source told about; None when none ever did."""
    imported_at: datetime | None
    """When a source was last heard."""

    def is_old(self, now: datetime) -> bool:
        """The source has not been heard for so long that something is the matter with it."""
        return self.imported_at is None or now - self.imported_at > SILENCE


@dataclass(frozen=True, kw_only=True)
class Counts:
    """What became of the lines of a file."""

    added: int = 0
    changed: int = 0
    same: int = 0
    """Told before."""
    older: int = 0
    """We know something later."""
    wrong: int = 0

    def __add__(self, other: 'Counts') -> 'Counts':
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__})

    @property
    def lines(self) -> int:
        """How many lines that were."""
        return self.added + self.changed + self.same + self.older + self.wrong


class LineMistake(NamedTuple):
    """What is wrong on a line."""

    line: int
    field: str
    says: str


@dataclass(frozen=True, kw_only=True)
class ImportRun:
    """How far the reading of a file has come."""

    id: int
    digest: str
    line: int = 0
    """The last line that is done."""
    reached: int = 0
    """The byte at which the next line begins."""
    counts: Counts = Counts()
    began: datetime


@dataclass(frozen=True, kw_only=True)
class QueueState:
    """What is known of a queue as a whole."""

    key: QueueKey
    changes: int
    learned_on: date | None
    is_current: bool
    """Learnt since its cases changed last."""
    waiting: int
    treated: int
