"""Cuts a text into sentences, and sentences into words.

A line is never glued to the next: headings, list items and addresses are sentences of their own. So the text
must have a paragraph in one line. Cells of a table, with two spaces or a tab between them, are cut as well.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from portal.clarity.model import Grammar
from portal.clarity.rules.masking import masked

LONGEST_WORD = 60
"""What is longer is no word: so far is looked to either side of a dot."""
CELL = re.compile(r'[^\n\r\t\v\f\u2028\u2029]+?(?=\s{2}|[\n\r\t\v\f\u2028\u2029]|$)')
MARKER = re.compile(r'\s*(?:(?:[-*•–—·▪‣◦]|\(?(?:0{1,3}|[a-zA-Z])[.)])\s+)?')
END = re.compile(r'[.!?…]+["\'’”)\]]*(?=\s|$)')
LAST_WORD = re.compile(r'(?:[^\W\d_]\.)*[^\W\d_]+$')
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|['’]?[^\W\d_]+(?:['’\u00ad\u2010\u2011-][^\W\d_]+)*")
LOOK_ALIKES = str.maketrans({'’': "'", '\u2010': '-', '\u2011': '-', '\u00ad': None, '.': None})


class Word(NamedTuple):
    """A word as it stands in the text, and as it is looked up."""

    written: str
    key: str
    is_name: bool
    """It has a capital without starting a sentence, or is a whole line of capitals, as names have."""
    is_short_form: bool
    """An abbreviation, such as `bijv.`"""


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """A sentence, heading, list item or line of an address."""

    text: str
    words: tuple[Word, ...]

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The words as they are looked up."""
        return tuple(word.key for word in self.words)


def sentences(text: str, grammar: Grammar) -> list[Sentence]:
    """The sentences of `text` that have words."""
    covered = masked(text)
    return [
        Sentence(text=text[start:stop].strip(), words=words)
        for start, stop in _spans(covered, grammar) if (words := _words(covered[start:stop], grammar))
    ]


def _spans(covered: str, grammar: Grammar) -> Iterator[tuple[int, int]]:
    """From where to where each sentence goes."""
    for cell in CELL.finditer(covered):
        marker = MARKER.match(covered, cell.start(), cell.end())
        start = marker.end() if marker else cell.start()
        for end in END.finditer(covered, start, cell.end()):
            before = covered[max(start, end.start() - LONGEST_WORD):end.start()]
            following = covered[end.end():min(cell.end(), end.end() + LONGEST_WORD)]
            if _ends(before, end.group(), following=following, grammar=grammar):
                yield start, end.end()
                start = end.end()
        yield start, cell.end()


def _ends(before: str, mark: str, *, following: str, grammar: Grammar) -> bool:
    """A sentence ends at `mark`: it is no dot of an abbreviation or of an initial."""
    if mark[0] != '.' or not following.strip():
        return True
    first = following.lstrip(' "\'“‘([')[:1]
    found = LAST_WORD.search(before)
    last = found.group() if found else ''
    key = last.replace('.', '').lower()
    is_initial = len(key) == 1 and last.isupper()
    if is_initial or '.' in last or key in grammar.abbreviations:
        return key in grammar.may_end and first.isupper()
    return not first.islower()


def _words(covered: str, grammar: Grammar) -> tuple[Word, ...]:
    found = list(WORD.finditer(covered))
    shouted = len(found) > 1 and covered.isupper()
    capitals = all(match.group()[0].isupper() for match in found) and not END.search(covered)
    is_address = capitals and (len(found) > 1 or '0' in covered)
    words = []
    for place, match in enumerate(found):
        written = match.group()
        key = written.translate(LOOK_ALIKES).lower().removeprefix("'")
        is_name = not shouted and (place > 0 or is_address) and written.lstrip("'’")[:1].isupper()
        is_short = '.' in written or (key in grammar.abbreviations and covered[match.end():match.end() + 1] == '.')
        words.append(Word(written, key, is_name, is_short))
    return tuple(words)
