"""Texts of letters that come from elsewhere than the files, and what may be wrong with one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

SHARED = '_shared'
"""Where a kind of letter would be named: the text that all kinds share."""


class Wrong(Enum):
    """What keeps a text from being a block of a letter; `found` is what was met there."""

    MARKUP = '{found} is markup, and a text holds only words and fields in braces'
    UNSEEN = 'there is a character here that cannot be seen ({found}); remove it'
    EMPTY = 'the text is empty'
    BRACE = 'a brace stands alone in "{found}"; write {{{{ or }}}} for one'
    LIST = 'this block must be one paragraph, without a list'
    FIELD = 'there is no field {{{found}}} in this letter'
    FIELD_OF_SOME = 'not every letter that says this block has a field {{{found}}}'
    MISSING = 'this block is missing; letter.html says it'
    SUPERFLUOUS = 'letter.html does not say this block; check the spelling, or take it out'


class Fault(NamedTuple):
    """One thing that is wrong with a text."""

    why: Wrong
    found: str = ''

    @property
    def says(self) -> str:
        """The sentence for who edits the files."""
        return self.why.value.format(found=self.found)


@dataclass(frozen=True, kw_only=True)
class Edition:
    """The text of a kind of letter in a language, or the text that letters share, as it was released."""

    number: int
    """Counts from 1 for each kind and language; 0 is the text of the files."""
    texts: Mapping[str, str]
    """The blocks of the file whose place it takes, as they are typed."""


Editions = Callable[[str, str, date], Edition | None]
"""The text that takes the place of the file's: of a kind, in a language, for a letter of that day."""


def only_files(_kind: str, _language: str, _day: date) -> None:
    """No text takes the place of the files'."""
