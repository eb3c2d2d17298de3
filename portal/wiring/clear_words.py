"""Lets letters know how clear their words are, without knowing how that is measured."""

from functools import cached_property

from portal.clarity.model import LANGUAGES, Hardness, Measure, Measures
from portal.clarity.service import Clarity
from portal.letters.model.checking import Measured


class ClearWords:
    """Measures the words of letters; reads its lists when the first is measured."""

    def __call__(self, text: str, language: str) -> Measured | None:
        """How clear `text` is; None for a language that cannot be measured."""
        return measured(self._clarity.measure(text, language)) if language in LANGUAGES else None

    @cached_property
    def _clarity(self) -> Clarity:
        return Clarity()


def measured(measures: Measures) -> Measured:
    """The measures as plain values."""
    return Measured(
        score=measures.score,
        parts={part.measure.value: part.value for part in measures.parts},
        rare=measures.value(Measure.RARE_WORDS),
        officialese=tuple(
            f'{word.word} ({word.instead})' if word.instead else word.word
            for word in measures.hard_words if word.why is Hardness.OFFICIALESE
        ),
        worst_sentence=measures.worst_sentence,
        worst_word=measures.hard_words[0].word if measures.hard_words else '',
    )
