"""The words of the desk: versions of a text, and who wrote and read them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from portal.letters.model.wording import SHARED

Texts = Mapping[str, str]
"""The blocks of a letter as they are typed, by name."""


class State(StrEnum):
    """How far a version is."""

    DRAFT = 'draft'
    REVIEWED = 'reviewed'
    """Somebody else than the author read it; it never changes any more."""
    RELEASED = 'released'
    """Letters are said with it, from its day on."""
    WITHDRAWN = 'withdrawn'


@dataclass(frozen=True)
class Editor:
    """An employee who works on texts."""

    key: str
    """The same each time that the same employee logs in."""
    name: str


@dataclass(frozen=True)
class TextKey:
    """Which text: of a kind of letter, or the one that letters share, in a language."""

    kind: str
    language: str

    @property
    def is_shared(self) -> bool:
        """It is the text that letters share."""
        return self.kind == SHARED

    @property
    def shared(self) -> 'TextKey':
        """The text that letters share, in the same language."""
        return TextKey(SHARED, self.language)


@dataclass(frozen=True, kw_only=True)
class Version:
    """One version of a text, as it is kept."""

    kind: str
    language: str
    number: int
    """Counts from 1 for each text; 0 is what ships with the portal."""
    texts: Texts
    state: State
    author: Editor
    reviewer: Editor | None = None
    valid_from: date | None = None
    """The first day of letters that are said with it."""
    made_at: datetime
    saved_at: datetime
    reviewed_at: datetime | None = None
    released_at: datetime | None = None
    withdrawn_at: datetime | None = None
    note: str = ''
    """Why the text was changed, in the words of its author."""

    @property
    def key(self) -> TextKey:
        """Which text it is a version of."""
        return TextKey(self.kind, self.language)

    def is_draft_of(self, who: Editor) -> bool:
        """Saving writes over it; every other version stays, and saving makes a new one."""
        return self.state is State.DRAFT and self.author.key == who.key

    @property
    def fingerprint(self) -> str:
        """The same for the same words."""
        return fingerprint(self.texts)


@dataclass(frozen=True, kw_only=True)
class Words:
    """All that letters of a kind say: their own text, and of the text that letters share what they need."""

    key: TextKey
    texts: Texts
    mark: str
    """The same as long as structure, looks and samples of the kind are."""

    @property
    def hash(self) -> str:
        """The same when letters of the kind come out the same."""
        return sha256(f'{self.key.kind} {self.key.language} {self.mark} {fingerprint(self.texts)}'.encode()).hexdigest()


def fingerprint(texts: Texts) -> str:
    """The same for the same words, whatever their order."""
    return sha256(json.dumps(dict(texts), sort_keys=True).encode()).hexdigest()
