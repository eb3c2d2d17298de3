"""What is known about a language, and what was measured of a text."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

LANGUAGES = ('nl', 'en')
ENOUGH_WORDS = 100
"""Of fewer words a score says little: one long word moves it."""


@dataclass(frozen=True, kw_only=True)
class Grammar:
    """Words of one language that rules about shape alone would get wrong; `data/grammar.nl.yaml` explains each list."""

    abbreviations: frozenset[str]
    may_end: frozenset[str]
    clause_starts: frozenset[str]
    passive_verbs: frozenset[str]
    state_verbs: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()
    asking_verbs: frozenset[str] = frozenset()
    between: frozenset[str] = frozenset()
    participles: frozenset[str]
    no_participles: frozenset[str]
    nominalisations: frozenset[str] = frozenset()
    no_nominalisations: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """What measuring needs to know about one language."""

    language: str
    grammar: Grammar
    common: frozenset[str]
    """Words that people read often: Zipf 3.5 or more, three in a million."""
    officialese: Mapping[str, str]
    """What to say instead, by the word or phrase; `dient * te` has words in the middle."""
    glossary: frozenset[str]
    """Words and phrases that the trade must use, in all their forms; each has an explanation."""
    syllables: Callable[[str], int]


@dataclass(frozen=True, kw_only=True)
class Term:
    """A word that the trade must use, and what it means."""

    word: str
    says: str


class Measure(StrEnum):
    """The parts of the score."""

    READING_EASE = 'reading_ease'
    MEAN_SENTENCE = 'mean_sentence'
    LONGEST_SENTENCE = 'longest_sentence'
    PASSIVE = 'passive'
    OFFICIALESE = 'officialese'
    RARE_WORDS = 'rare_words'
    NOMINALISATIONS = 'nominalisations'


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the score: what was counted and what it is worth."""

    measure: Measure
    value: float
    points: float
    weight: int
    """The most points that this part can give."""


class Hardness(StrEnum):
    """Why a word is hard."""

    OFFICIALESE = 'officialese'
    RARE = 'rare'


@dataclass(frozen=True, kw_only=True)
class HardWord:
    """A word or phrase that makes a text harder."""

    word: str
    why: Hardness
    times: int
    instead: str = ''
    """A plain alternative, for officialese."""


class Shortfall(StrEnum):
    """Why a text is not clear enough."""

    LOW_SCORE = 'low_score'
    LONG_SENTENCE = 'long_sentence'
    OFFICIALESE = 'officialese'


@dataclass(frozen=True, kw_only=True)
class Measures:
    """How clear a text is. A trend and a ranking, no certificate: nobody was asked whether they understood it."""

    language: str
    score: float
    """0 to 100. A text without words has 0."""
    parts: tuple[Part, ...]
    words: int
    sentences: int
    worst_sentence: str
    """As it stands in the text."""
    hard_words: tuple[HardWord, ...]
    """The worst first."""

    @property
    def is_too_short(self) -> bool:
        """There are too few words to judge this text alone."""
        return self.words < ENOUGH_WORDS

    def value(self, measure: Measure) -> float:
        """What was counted for `measure`."""
        return next(part.value for part in self.parts if part.measure == measure)
