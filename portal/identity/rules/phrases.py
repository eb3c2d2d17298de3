"""Six words that come in place of a letter's code: 77.5 bits from a list of 7776."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from portal.identity.errors import PhraseMistyped
from portal.identity.model import WITH_LETTER, Account, Level

WORDS = 6
LIST_LENGTH = 7776
FRESH = timedelta(minutes=10)
"""So long after logging in may somebody change how they log in (ASVS 7.5.1)."""


def new_words(offered: Sequence[str]) -> tuple[str, ...]:
    """Six random words of a list; a word may come twice."""
    return tuple(secrets.choice(offered) for _ in range(WORDS))


def letters_of(text: str) -> str:
    """What counts of typed words: the letters, small."""
    return ''.join(sign for sign in text.casefold() if sign.isalpha())


def read_phrase(text: str, lists: Sequence[Mapping[str, str]]) -> str:
    """The letters of six words of one of the lists; raises `PhraseMistyped`, which says nothing about any phrase.

    No word of a list begins another one, so words may be written together or with any spaces and hyphens.
    """
    letters = letters_of(text)
    if any(_count(letters, one) == WORDS for one in lists):
        return letters
    raise PhraseMistyped


def _count(letters: str, words: Mapping[str, str]) -> int:
    """How many words of a list the letters are; 0 when something is left over."""
    count = start = 0
    for end in range(1, len(letters) + 1):
        if letters[start:end] in words:
            count, start = count + 1, end
    return count if start == len(letters) else 0


def is_own(account: Account) -> bool:
    """Whether this is the person themselves, and not somebody who acts for them."""
    return account.person is not None and not account.helper and account.key == f'person:{account.person}'


def level_from(account: Account) -> Level:
    """How surely new words make somebody known: as surely as the code or the words with which they came in.

    Words made after another log-in are no more than words: they never stand for DigiD.
    """
    return account.level if account.way in WITH_LETTER else Level.LOW


def is_fresh(began: datetime, now: datetime) -> bool:
    """Whether somebody logged in so lately that they may change how they log in."""
    return now - began <= FRESH
