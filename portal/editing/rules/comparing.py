"""How two versions of a text differ, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from portal.editing.model import Texts

WORD = re.compile(r'\S+\s*|\s+')


class Piece(NamedTuple):
    """Words that stayed, went or came."""

    what: Literal['same', 'gone', 'new']
    words: str


@dataclass(frozen=True)
class Change:
    """A block that differs."""

    block: str
    pieces: tuple[Piece, ...]


def changes(before: Texts, after: Texts) -> tuple[Change, ...]:
    """The blocks that differ, in the order of `after`; those that are gone come last."""
    blocks = dict.fromkeys([*after, *before])
    return tuple(
        Change(block, tuple(_pieces(before.get(block, ''), after.get(block, ''))))
        for block in blocks if before.get(block) != after.get(block)
    )


def _pieces(before: str, after: str) -> Iterator[Piece]:
    old, new = WORD.findall(before), WORD.findall(after)
    for what, start, end, from_new, to_new in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == 'equal':
            yield Piece('same', ''.join(new[from_new:to_new]))
            continue
        if start < end:
            yield Piece('gone', ''.join(old[start:end]))
        if from_new < to_new:
            yield Piece('new', ''.join(new[from_new:to_new]))
