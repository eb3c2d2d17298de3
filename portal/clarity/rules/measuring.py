"""Measures a text: cuts it, counts it, and says what the counts are worth."""

from collections import Counter
from collections.abc import Sequence

from portal.clarity.model import Hardness, HardWord, Lexicon, Measure, Measures
from portal.clarity.rules.counting import Counted, count, reading_ease
from portal.clarity.rules.scoring import nothing, part
from portal.clarity.rules.sentences import Sentence, sentences
from portal.clarity.rules.vocabulary import Vocabulary


def measure(text: str, lexicon: Lexicon, vocabulary: Vocabulary) -> Measures:
    """How clear `text` is, in the language of `lexicon` and the `vocabulary` made from it."""
    cut = sentences(text, lexicon.grammar)
    counted = [count(sentence, lexicon, vocabulary) for sentence in cut]
    values = _values(cut, counted, lexicon) if cut else {}
    parts = tuple(part(name, value, lexicon.language) for name, value in values.items()) or nothing(lexicon.language)
    worst = max(counted, key=lambda one: one.hardness, default=None)
    return Measures(
        language=lexicon.language,
        score=round(sum(one.points for one in parts), 1),
        parts=parts,
        words=sum(len(sentence.words) for sentence in cut),
        sentences=len(cut),
        worst_sentence=worst.sentence.text if worst else '',
        hard_words=_hard_words(counted, vocabulary),
    )


def _values(cut: Sequence[Sentence], counted: Sequence[Counted], lexicon: Lexicon) -> dict[Measure, float]:
    lengths = [len(sentence.words) for sentence in cut]
    words = sum(lengths)
    return {
        Measure.READING_EASE: reading_ease(cut, lexicon.syllables, lexicon.language),
        Measure.MEAN_SENTENCE: words / len(cut),
        Measure.LONGEST_SENTENCE: max(lengths),
        Measure.PASSIVE: 100 * sum(one.is_passive for one in counted) / len(cut),
        Measure.OFFICIALESE: 100 * sum(len(one.officialese) for one in counted) / words,
        Measure.RARE_WORDS: 100 * sum(len(one.rare) for one in counted) / words,
        Measure.NOMINALISATIONS: 100 * sum(one.nominalisations for one in counted) / words,
    }


def _hard_words(counted: Sequence[Counted], vocabulary: Vocabulary) -> tuple[HardWord, ...]:
    """Officialese, then rare words; the most frequent first, then the longest."""
    phrases = Counter(hit.phrase for one in counted for hit in one.officialese)
    named = {key for phrase in phrases for key in phrase.split()}
    rare = Counter(word.key for one in counted for word in one.rare if word.key not in named)
    return (
        *(
            HardWord(word=phrase, why=Hardness.OFFICIALESE, times=phrases[phrase], instead=vocabulary.instead(phrase))
            for phrase in _ranked(phrases)
        ),
        *(HardWord(word=word, why=Hardness.RARE, times=rare[word]) for word in _ranked(rare)),
    )


def _ranked(times: Counter[str]) -> list[str]:
    return sorted(times, key=lambda word: (-times[word], -len(word), word))
