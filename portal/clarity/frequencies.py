"""Which words of a language are common, and how many syllables a word has."""

from collections.abc import Callable
from functools import cache, lru_cache
from math import log10

COMMON = 3.5
"""Zipf: so many times in a thousand million words, as a power of ten."""
PATTERNS = {'nl': 'nl_NL', 'en': 'en_US'}
REMEMBERED = 20_000


@cache
def common_words(language: str) -> frozenset[str]:
    """The words with a Zipf value of 3.5 or more, about 15,000; looked for once in a process."""
    import wordfreq  # takes a third of a second to load, and the portal starts without it

    # The small list ends at 3.0: it holds every word that is asked for, and takes a tenth of the time and memory.
    frequencies = wordfreq.get_frequency_dict(language, 'small')
    return frozenset(word for word, share in frequencies.items() if round(log10(share) + 9, 2) >= COMMON)


def syllable_counter(language: str) -> Callable[[str], int]:
    """Counts the syllables of a word by where it may be broken off; too few for words such as `over`."""
    import pyphen  # takes a tenth of a second to load, and the portal starts without it

    patterns = pyphen.Pyphen(lang=PATTERNS[language])
    return lru_cache(REMEMBERED)(lambda word: len(patterns.positions(word)) + 1)
