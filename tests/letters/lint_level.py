"""LiNT-II, how hard a Dutch text is to read, with the parse of Frog. `make proof` installs both.

The formula and its word lists are those of LiNT-II; they were fitted with another parser, so this is a trend and no
certificate. Level 1 (below 34) is easy, level 2 (below 46) moderate.
"""

import json
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean

from tests.servers import ROOT

PARTS = ROOT / 'build' / 'proof'
DATA = PARTS / 'lint_ii' / 'linguistic_data' / 'data'
NOUNS = 'nouns_sem_types_20260420'
LEVELS = (34, 46, 58)
NEVER_SEEN = 1.359228547196266
"""The logarithm of the frequency of a word that stands in no list."""
HELPING = {'hebben', 'zijn', 'worden', 'zullen', 'kunnen', 'moeten', 'mogen', 'willen', 'blijven', 'lijken', 'heten'}
"""Verbs that help another one, or that tie two things together: no words of content."""


@dataclass(frozen=True)
class Word:
    """A word as Frog sees it."""

    text: str
    lemma: str
    tag: str
    place: int
    head: int

    @property
    def is_noun(self) -> bool:
        return self.tag.startswith(('N(', 'SPEC(deeleigen'))

    @property
    def is_name(self) -> bool:
        return self.tag.startswith(('N(eigen', 'SPEC('))

    @property
    def is_finite(self) -> bool:
        return self.tag.startswith('WW(pv')


@dataclass(frozen=True)
class Lists:
    """The word lists of LiNT-II."""

    frequency: Mapping[str, float]
    skipped: frozenset[str]
    nouns: Mapping[str, tuple[str, str]]
    """Concrete or abstract, and the last part of a compound."""
    adverbs: frozenset[str]
    weights: Mapping[str, float]


@cache
def lists() -> Lists:
    """The lists as they ship with LiNT-II."""
    sys.path.append(str(PARTS))
    from pyarrow import parquet

    def columns(name: str, *names: str) -> Iterable[tuple]:
        table = parquet.read_table(DATA / f'{name}.parquet').to_pydict()
        return zip(*(table[column] for column in names), strict=True)

    model = next(one for one in json.loads((DATA / 'coefficients.json').read_text()) if one['noun_list'] == NOUNS)
    return Lists(
        frequency=dict(columns('subtlex_wordfreq', 'word', 'word_count')),
        skipped=frozenset(word for word, in columns('subtlex_wordfreq_skiplist', 'word')),
        nouns={word: (kind, head or word) for word, kind, head in columns(NOUNS, 'word', 'super_sem_type', 'head')},
        adverbs=frozenset(word for word, in columns(next(DATA.glob('manner_adverbs_*.parquet')).stem, 'adverb')),
        weights={name: value['coef'] for name, value in model['coefficients'].items()},
    )


def scores(texts: Mapping[str, str], folder: Path) -> Mapping[str, float]:
    """The score of each text; lower is easier. Frog takes them all at once, as its start takes seconds."""
    written, parsed = folder / 'written', folder / 'parsed'
    written.mkdir()
    parsed.mkdir()
    for name, text in texts.items():
        (written / f'{name}.txt').write_text(text)
    subprocess.run(
        ['frog', '--skip=anc', f'--testdir={written}', f'--outputdir={parsed}'], check=True, capture_output=True,
    )
    return {name: score(list(sentences((parsed / f'{name}.txt.out').read_text()))) for name in texts}


def sentences(told: str) -> Iterator[list[Word]]:
    """The sentences in what Frog says; the last two columns are the head and what it is."""
    for block in told.split('\n\n'):
        rows = [line.split('\t') for line in block.splitlines() if line.count('\t') > 4]
        words = [Word(row[1].lower(), row[2].lower(), row[4], int(row[0]), int(row[-2] or 0)) for row in rows]
        if words:
            yield words


def score(parsed: list[list[Word]]) -> float:
    """0 for the easiest text, 100 for the hardest."""
    known = lists()
    words = [word for sentence in parsed for word in sentence]
    kinds = [known.nouns[key][0] for word in words if word.is_noun and (key := _listed(word, known))]
    clauses = [
        sum(_has_content(word, sentence, known) for word in sentence) / finite
        for sentence in parsed if (finite := sum(word.is_finite for word in sentence))
    ]
    raw = (
        known.weights['const']
        + known.weights['mean_log_word_freq'] * fmean(_frequencies(parsed, known))
        + known.weights['mean_max_sdl'] * fmean(_longest(sentence) for sentence in parsed if len(sentence) > 1)
        + known.weights['mean_content_words'] * fmean(clauses)
        + known.weights['proportion_concrete'] * (kinds.count('concrete') / len(kinds))
    )
    return 100 - min(100.0, max(0.0, raw))


def level(found: float) -> int:
    """1 to 4."""
    return 1 + sum(found >= limit for limit in LEVELS)


def _listed(word: Word, known: Lists) -> str:
    return next((key for key in (word.text, word.lemma) if key in known.nouns), '')


def _has_content(word: Word, sentence: list[Word], known: Lists) -> bool:
    if word.tag.startswith('WW('):
        return word.lemma not in HELPING
    return word.is_noun or word.tag.startswith('ADJ(') or (word.tag.startswith('BW(') and word.text in known.adverbs)


def _frequencies(parsed: list[list[Word]], known: Lists) -> Iterator[float]:
    for sentence in parsed:
        for word in sentence:
            if _has_content(word, sentence, known) and not word.is_name and not known.skipped & {word.text, word.lemma}:
                text = known.nouns[word.text][1] if word.is_noun and word.text in known.nouns else word.text
                yield known.frequency.get(text, NEVER_SEEN)


def _longest(sentence: list[Word]) -> int:
    """The most words between a word and the one that it belongs to."""
    marks = {word.place for word in sentence if word.tag.startswith('LET(')}
    return max(
        sum(place not in marks for place in range(min(word.place, word.head) + 1, max(word.place, word.head)))
        for word in sentence if word.head and word.place not in marks
    ) if any(word.head and word.place not in marks for word in sentence) else 0
