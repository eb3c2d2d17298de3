"""The lists from which phrases are made; each is known by its language.

English: the long list of the Electronic Frontier Foundation. Dutch: chosen from OpenTaal. `data/words.md` tells more.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from portal.identity.rules.phrases import letters_of

FOLDER = Path(__file__).parent / 'data'
LANGUAGES = 'nl', 'en'
FOR_OTHERS = 'en'


def words_for(language: str) -> Sequence[str]:
    """The list for somebody who reads this language; English for whoever reads none that has a list."""
    return _read(language if language in LANGUAGES else FOR_OTHERS)


@cache
def all_lists() -> tuple[Mapping[str, str], ...]:
    """Every list: each word by its letters."""
    return tuple({letters_of(word): word for word in _read(language)} for language in LANGUAGES)


@cache
def _read(language: str) -> tuple[str, ...]:
    return tuple((FOLDER / f'words.{language}.txt').read_text().split())
