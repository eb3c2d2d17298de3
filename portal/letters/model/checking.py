"""What is known of a letter that came out, and what was found wrong with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, kw_only=True)
class Tone:
    """Words of one language by which the rules know what a letter does."""

    actions: frozenset[str]
    """Words with which something is asked: `send`, `call`."""
    says: frozenset[str]
    """Verbs of what happens: `decide`, `get`."""
    nothing: tuple[str, ...]
    """How a letter says that nothing need be done."""
    threats: tuple[str, ...]
    acts: tuple[str, ...]
    """Names of laws, and the word before the number of an article."""
    short_months: tuple[str, ...]
    """Names of months that were cut off."""


@dataclass(frozen=True, kw_only=True)
class Required:
    """An element that the law wants in this letter, and the texts that must stand in it."""

    element: str
    article: str
    texts: tuple[str, ...]
    without_value: tuple[str, ...] = ()
    """Fields that must stand in it, and that have no value in this letter."""


@dataclass(frozen=True, kw_only=True)
class Measured:
    """How clear the words are; plain values, as letters do not know how they are measured."""

    score: float
    parts: Mapping[str, float]
    """What was counted, by the name of the measure."""
    rare: float
    """Rare words in a hundred."""
    officialese: tuple[str, ...]
    """Words of officials, each with what to say instead."""
    worst_sentence: str
    worst_word: str


@dataclass(frozen=True, kw_only=True)
class Written:
    """A letter about an application as it came out on paper."""

    catalogue: str
    language: str
    html: str
    required: tuple[Required, ...]
    shown: Mapping[str, tuple[str, ...]]
    """What each field with a value looks like, without markup; a list has several texts."""
    days: frozenset[str]
    """All dates among them."""
    tone: Tone
    measured: Measured | None
    """None for a language that cannot be measured."""


class Finding(NamedTuple):
    """A rule that the letter breaks, and where."""

    rule: str
    place: str
    sentence: str
    """What is wrong, with the names of its values in braces: so it can be said in another language too."""
    values: tuple[tuple[str, object], ...] = ()

    @property
    def says(self) -> str:
        """What is wrong, in English."""
        return self.sentence.format(**dict(self.values))
