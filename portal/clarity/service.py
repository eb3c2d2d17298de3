"""Clarity: a text in, and out comes how clear it is."""

from functools import lru_cache
from pathlib import Path

from portal.clarity.errors import LanguageNotMeasured
from portal.clarity.frequencies import common_words, syllable_counter
from portal.clarity.lists import forms, read_glossary, read_grammar, read_officialese, terms
from portal.clarity.model import LANGUAGES, Lexicon, Measures, Shortfall, Term
from portal.clarity.rules import measuring, scoring
from portal.clarity.rules.vocabulary import Vocabulary

DATA = Path(__file__).parent / 'data'


class Clarity:
    """Measures texts with the word lists in `folder`; one per process, safe to share between threads."""

    def __init__(self, folder: Path = DATA) -> None:
        self._officialese = {language: read_officialese(folder, language) for language in LANGUAGES}
        self._grammar = {language: read_grammar(folder, language) for language in LANGUAGES}
        self._glossary = read_glossary(folder)
        # Word frequencies are read when a language is first measured, and kept.
        self._tools = lru_cache(len(LANGUAGES))(self._read_tools)

    def measure(self, text: str, language: str) -> Measures:
        """How clear `text` is; raises `LanguageNotMeasured`.

        It is plain text: each paragraph, heading, list item and line of an address in a line of its own.
        """
        if language not in LANGUAGES:
            raise LanguageNotMeasured(language)
        return measuring.measure(text, *self._tools(language))

    def is_clear_enough(self, measures: Measures) -> bool:
        """The text may go to people: it scores 80, no sentence has over 25 words, and there is no officialese.

        A short text is judged in the same way; ask `measures.is_too_short` whether the score says much.
        """
        return not self.shortfalls(measures)

    def shortfalls(self, measures: Measures) -> tuple[Shortfall, ...]:
        """Why a text is not clear enough; nothing when it is."""
        return scoring.shortfalls(measures)

    def terms(self, language: str) -> tuple[Term, ...]:
        """The words that the trade must use, with what they mean; raises `LanguageNotMeasured`."""
        if language not in LANGUAGES:
            raise LanguageNotMeasured(language)
        return terms(self._glossary, language)

    def _read_tools(self, language: str) -> tuple[Lexicon, Vocabulary]:
        lexicon = Lexicon(
            language=language,
            grammar=self._grammar[language],
            common=common_words(language),
            officialese=self._officialese[language],
            glossary=forms(self._glossary, language),
            syllables=syllable_counter(language),
        )
        return lexicon, Vocabulary(lexicon)
