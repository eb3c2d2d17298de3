"""A block of text as people write it: paragraphs and lists, with named fields in braces.

A blank line starts a new paragraph. Lines that start with `- ` are a list, with `1. ` a numbered list. `{send_by}` is a
field, `{{` and `}}` are braces. There is nothing else to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from portal.letters.model.wording import Fault, Wrong

PIECE = re.compile(r'(?P<brace>\{\{|\}\})|\{(?P<name>[a-z][a-z0-9_]*)\}|(?P<stray>[{}])|(?P<words>[^{}]+)')
MARKUP = re.compile(r'</?[a-zA-Z!?][^<>]*>|\{%|\{#|&#?\w+;')
POINT = re.compile(r'(?P<dash>-|\d{1,2}\.) +(?=\S)')


class WrongBlock(Exception):
    """The text cannot be a block; says why, for who wrote it."""

    def __init__(self, why: Wrong, found: str = '') -> None:
        self.fault = Fault(why, found)
        super().__init__(self.fault.says)


class Named(NamedTuple):
    """A field that is filled in."""

    name: str


Line = tuple[str | Named, ...]
"""Words and fields that stand on one line."""


class Shape(Enum):
    """What a part of a block is."""

    PARAGRAPH = 'p'
    LIST = 'ul'
    NUMBERED = 'ol'


@dataclass(frozen=True, kw_only=True)
class Part:
    """A paragraph of one line, or a list of several."""

    shape: Shape
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Block:
    """A text that can be said."""

    parts: tuple[Part, ...]

    @property
    def line(self) -> Line | None:
        """The only line of a block that is one paragraph."""
        return self.parts[0].lines[0] if len(self.parts) == 1 and self.parts[0].shape is Shape.PARAGRAPH else None

    @property
    def names(self) -> frozenset[str]:
        """The fields that it fills in."""
        return frozenset(
            piece.name for part in self.parts for line in part.lines for piece in line if isinstance(piece, Named)
        )


def parse(text: str) -> Block:
    """The block that `text` is; raises `WrongBlock`."""
    if found := MARKUP.search(text):
        raise WrongBlock(Wrong.MARKUP, found.group())
    if wrong := next((character for character in text if not character.isprintable() and character != '\n'), ''):
        raise WrongBlock(Wrong.UNSEEN, ascii(wrong))
    parts = tuple(_part(shape, lines) for chunk in re.split(r'\n\s*\n', text) for shape, lines in _groups(chunk))
    if not parts:
        raise WrongBlock(Wrong.EMPTY)
    return Block(parts=parts)


def _groups(chunk: str) -> Iterator[tuple[Shape, list[str]]]:
    """The runs of lines that belong together: the lines of a paragraph, the points of a list."""
    for shape, run in groupby(_joined(chunk), key=_shape):
        lines = list(run)
        if shape is Shape.PARAGRAPH:
            yield shape, [' '.join(lines)]
        else:
            yield shape, [POINT.sub('', line, count=1) for line in lines]


def _joined(chunk: str) -> list[str]:
    """The lines; one that goes on under a point with spaces before it belongs to that point."""
    lines: list[str] = []
    for written in filter(str.strip, chunk.split('\n')):
        if lines and written.startswith(' ') and _shape(lines[-1]) is not Shape.PARAGRAPH:
            lines[-1] += f' {written.strip()}'
        else:
            lines.append(written.strip())
    return lines


def _shape(line: str) -> Shape:
    point = POINT.match(line)
    if point is None:
        return Shape.PARAGRAPH
    return Shape.LIST if point['dash'] == '-' else Shape.NUMBERED


def _part(shape: Shape, lines: list[str]) -> Part:
    return Part(shape=shape, lines=tuple(tuple(_pieces(line)) for line in lines))


def _pieces(line: str) -> Iterator[str | Named]:
    for found in PIECE.finditer(line):
        if found['stray']:
            raise WrongBlock(Wrong.BRACE, _around(line, found.start()))
        if found['name']:
            yield Named(found['name'])
        else:
            yield found['words'] or found['brace'][0]


def _around(line: str, place: int) -> str:
    return line[max(0, place - 15):place + 15]
