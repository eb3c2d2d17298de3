"""Counts in a text all that the score is made of."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from portal.clarity.model import Lexicon
from portal.clarity.rules.nominalisations import is_nominalisation
from portal.clarity.rules.passives import is_passive
from portal.clarity.rules.phrases import Hit
from portal.clarity.rules.sentences import Sentence, Word
from portal.clarity.rules.vocabulary import Vocabulary

HARD_THING = 5
"""A passive, a rare word, officialese or a nominalisation makes a sentence as hard as five more words; own number."""


class Ease(NamedTuple):
    """The constants of a reading-ease formula."""

    start: float
    per_word: float
    per_syllable: float


EASE = {'nl': Ease(206.84, 0.93, 77.0), 'en': Ease(206.835, 1.015, 84.6)}
"""Flesch-Douma and Flesch: `start`, minus mean words a sentence, minus mean syllables a word."""


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A sentence and the hard things in it."""

    sentence: Sentence
    is_passive: bool
    officialese: tuple[Hit, ...]
    rare: tuple[Word, ...]
    nominalisations: int

    @property
    def hardness(self) -> int:
        """By what the worst sentence is found."""
        things = self.is_passive + len(self.officialese) + len(self.rare) + self.nominalisations
        return len(self.sentence.words) + HARD_THING * things


def count(sentence: Sentence, lexicon: Lexicon, vocabulary: Vocabulary) -> Counted:
    """The hard things in `sentence`. A term of the glossary is no nominalisation either: it must be said."""
    excused = vocabulary.trade_places(sentence)
    return Counted(
        sentence=sentence,
        is_passive=is_passive(sentence.keys, lexicon.grammar, lexicon.language),
        officialese=tuple(vocabulary.officialese(sentence)),
        rare=tuple(vocabulary.rare(sentence)),
        nominalisations=sum(
            is_nominalisation(word.key, lexicon.grammar, lexicon.language) and not word.is_name
            for place, word in enumerate(sentence.words) if place not in excused
        ),
    )


def reading_ease(sentences: Sequence[Sentence], syllables: Callable[[str], int], language: str) -> float:
    """Flesch-Douma for Dutch, Flesch for English: higher is easier, 60 to 70 is normal; about -50 to 125."""
    keys = [key for sentence in sentences for key in sentence.keys]
    ease = EASE[language]
    per_word = sum(map(syllables, keys)) / len(keys)
    return ease.start - ease.per_word * len(keys) / len(sentences) - ease.per_syllable * per_word
