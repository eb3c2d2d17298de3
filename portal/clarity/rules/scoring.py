"""The clear-language score: seven parts, each worth all its points at `good`, none at `bad`, in a line between.

The limits come from advice on plain Dutch and English; those for passives, rare words and nominalisations are our own.
For Dutch the first part is meant for LiNT, which needs a parser. Until there is one Flesch-Douma stands in its place:
60 to 70 is normal and 70 to 80 fairly easy in its table, so 70 is good; texts for officials stay below 50.
"""

from collections.abc import Mapping
from typing import NamedTuple

from portal.clarity.model import Hardness, Measure, Measures, Part, Shortfall

GOOD_SCORE = 80
LONGEST_SENTENCE = 25
"""Words in the longest sentence that a text may have."""


class Limits(NamedTuple):
    """The most points of a part, and the values that give all of them and none."""

    weight: int
    good: float
    bad: float


BOTH = {
    Measure.MEAN_SENTENCE: Limits(15, 10, 20),
    Measure.LONGEST_SENTENCE: Limits(10, 15, 30),
    Measure.PASSIVE: Limits(10, 5, 30),
    Measure.OFFICIALESE: Limits(15, 0, 3),
    Measure.RARE_WORDS: Limits(10, 3, 10),
}
LIMITS: Mapping[str, Mapping[Measure, Limits]] = {
    'nl': {Measure.READING_EASE: Limits(30, 70, 50), **BOTH, Measure.NOMINALISATIONS: Limits(10, 5, 10)},
    'en': {Measure.READING_EASE: Limits(30, 70, 40), **BOTH, Measure.NOMINALISATIONS: Limits(10, 7, 14)},
}


def part(measure: Measure, value: float, language: str) -> Part:
    """What `value` is worth."""
    limits = LIMITS[language][measure]
    share = (value - limits.bad) / (limits.good - limits.bad)
    points = limits.weight * min(1.0, max(0.0, share))
    return Part(measure=measure, value=value, points=points, weight=limits.weight)


def nothing(language: str) -> tuple[Part, ...]:
    """The parts of a text without words: there is nothing to read, so nothing is clear."""
    return tuple(
        Part(measure=measure, value=0.0, points=0.0, weight=limits.weight)
        for measure, limits in LIMITS[language].items()
    )


def shortfalls(measures: Measures) -> tuple[Shortfall, ...]:
    """Why a text is not clear enough; nothing when it is."""
    failed = {
        Shortfall.LOW_SCORE: measures.score < GOOD_SCORE,
        Shortfall.LONG_SENTENCE: measures.value(Measure.LONGEST_SENTENCE) > LONGEST_SENTENCE,
        Shortfall.OFFICIALESE: any(word.why == Hardness.OFFICIALESE for word in measures.hard_words),
    }
    return tuple(shortfall for shortfall, is_so in failed.items() if is_so)
