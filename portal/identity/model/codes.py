"""What lets somebody in who has no provider: the code of a letter, and the words that come in its place."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from portal.identity.model.who import Level, Person, PersonId


class Kind(StrEnum):
    """Which of the two a secret is."""

    CODE = 'code'
    PHRASE = 'phrase'


class How(StrEnum):
    """How a secret came to somebody."""

    POST = 'post'
    COUNTER = 'counter'
    SCREEN = 'screen'
    """Shown to somebody who is logged in."""


class Ended(StrEnum):
    """Why a secret opens nothing any more."""

    USED = 'used'
    REPLACED = 'replaced'
    FAILURES = 'failures'
    """Tried wrongly too often."""


class Paper(StrEnum):
    """A letter that has yet to be printed, by what it tells."""

    CODE = 'code'
    """A new code; it is made when the letter is printed, so that it lies nowhere in between."""
    CODE_USED = 'code_used'
    NEW_PHRASE = 'new_phrase'
    CODE_DEAD = 'code_dead'
    LINKED = 'linked'
    """A log-in of a provider is theirs from now on."""
    UNLINKED = 'unlinked'
    """That log-in is theirs no more."""
    CONTACT = 'contact'
    """How they are reached was changed."""


@dataclass(frozen=True, kw_only=True)
class Hashed:
    """What is kept of a secret: a slow hash, and the name of the key that went into it."""

    hash: str
    key: str


@dataclass(frozen=True, kw_only=True)
class Secret:
    """A code or a phrase of somebody, as it is kept."""

    id: str
    person: PersonId
    kind: Kind
    hashed: Hashed
    how: How
    made_at: datetime
    level: Level = Level.LOW
    """How surely whoever has it is known: surer only if somebody at a counter saw to whom it was given."""
    works_until: datetime | None = None
    ended: Ended | None = None
    ended_at: datetime | None = None
    failures: int = 0
    """Wrong tries since the last right one."""
    proof: str = ''
    """For a phrase that nobody has confirmed to have written down: which word is asked for, and its keyed hash."""


class LetIn(NamedTuple):
    """Who gave the right secret, and how surely they are known by it."""

    person: Person
    level: Level


@dataclass(frozen=True, kw_only=True)
class IssuedCode:
    """A new code, which nobody sees a second time."""

    code: str
    printed: str
    how: How
    works_until: datetime
    """The first moment at which it does not work."""


@dataclass(frozen=True, kw_only=True)
class NewPhrase:
    """New words, which nobody sees a second time."""

    words: tuple[str, ...]
    ask_for: int
    """The place, counted from 1, of the word that is to be typed again."""


@dataclass(frozen=True, kw_only=True)
class Tries:
    """How often the details of one person were tried wrongly from one network."""

    failures: int = 0
    last_at: datetime
    held_until: datetime | None = None
    """Until when this try was made to wait because many others failed from the same network."""


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A letter to be printed."""

    id: int
    person: PersonId
    paper: Paper
    asked_at: datetime
