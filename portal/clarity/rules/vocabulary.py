"""Which words of a sentence are hard: officialese and rare words, but not those of the glossary."""

from collections.abc import Set
from functools import lru_cache

from portal.clarity.model import Lexicon
from portal.clarity.rules.phrases import Hit, Phrases
from portal.clarity.rules.sentences import LONGEST_WORD, Sentence, Word

LINKS = ('', 's', 'en')
"""What Dutch puts between the parts of a compound."""
SHORTEST_PART = 3
MOST_PARTS = 3
REMEMBERED = 20_000


class Vocabulary:
    """The words of a language, ready to look up; safe to share between threads."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._instead = lexicon.officialese
        self._officialese = Phrases(lexicon.officialese, borders=lexicon.grammar.clause_starts)
        self._glossary = Phrases(lexicon.glossary)
        self._known = lexicon.common | lexicon.glossary
        self._has_compounds = lexicon.language == 'nl'
        self.is_known = lru_cache(REMEMBERED)(self._is_known)

    def instead(self, phrase: str) -> str:
        """What to say in place of a phrase of officialese."""
        return self._instead[phrase]

    def trade_places(self, sentence: Sentence) -> frozenset[int]:
        """The places of the words that stand in the glossary."""
        return frozenset(place for hit in self._glossary.hits(sentence.keys) for place in hit.places)

    def officialese(self, sentence: Sentence) -> list[Hit]:
        """The officialese in `sentence`, unless the trade must say it so."""
        excused = self.trade_places(sentence)
        return [hit for hit in self._officialese.hits(sentence.keys) if not excused >= set(hit.places)]

    def rare(self, sentence: Sentence) -> list[Word]:
        """The words of `sentence` that people seldom read."""
        excused = self.trade_places(sentence)
        return [
            word for place, word in enumerate(sentence.words)
            if place not in excused and not word.is_name and not word.is_short_form and not self.is_known(word.key)
        ]

    def _is_known(self, key: str) -> bool:
        """The word, or each word that it is put together of, is common or in the glossary."""
        return all(self._is_known_part(part) for part in key.removesuffix("'s").split('-') if part)

    def _is_known_part(self, part: str) -> bool:
        if self._has_compounds and len(part) <= LONGEST_WORD:
            return is_compound(part, self._known, parts=MOST_PARTS)
        return part in self._known


def is_compound(word: str, known: Set[str], *, parts: int) -> bool:
    """`word` is one to `parts` known words in a row, with `s` or `en` between them or not."""
    if word in known:
        return True
    if parts == 1:
        return False
    return any(
        word[:cut] in known and any(_goes_on(word[cut:], link, known, parts=parts - 1) for link in LINKS)
        for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1)
    )


def _goes_on(rest: str, link: str, known: Set[str], *, parts: int) -> bool:
    following = rest.removeprefix(link)
    return rest.startswith(link) and len(following) >= SHORTEST_PART and is_compound(following, known, parts=parts)
