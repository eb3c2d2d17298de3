"""Takes from a letter's values what could break a page, a line or a reader's trust.

Templates escape markup by themselves; here go the characters that no escaping helps against, and the
links that somebody may have typed into a name (mail programs make them clickable).
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import partial
from typing import Any, TypeVar

from portal.letters.model.base import Letter

JOINERS = '\u200c\u200d'
"""Not printable by themselves, but Persian and some other languages are misspelt without them."""
DOT_INSIDE = re.compile(r'(?<=\w\w)\.(?=\w\w)')
SCHEME = re.compile(r'://+')
TYPED_LENGTH = 120
Said = TypeVar('Said', bound=Letter)


def cleaned(letter: Said) -> Said:
    """The same letter with every text made harmless."""
    return _walk(letter, clean_text)


def clean_text(text: str) -> str:
    """`text` on one line, composed, without control, direction, private or unassigned characters."""
    kept = (character for character in ' '.join(text.split()) if _is_wanted(character))
    return unicodedata.normalize('NFC', ''.join(kept))


def clean_typed(text: str) -> str:
    """What a person typed: clean, of a sane length, and nothing in it that becomes a link."""
    text = DOT_INSIDE.sub('. ', SCHEME.sub(' ', clean_text(text)))
    return text if len(text) <= TYPED_LENGTH else f'{text[:TYPED_LENGTH - 1]}…'


def _is_wanted(character: str) -> bool:
    return character in JOINERS or character.isprintable()


def _walk(value: Any, clean: Callable[[str], str]) -> Any:
    walk = partial(_walk, clean=clean)
    match value:
        case str():
            return clean(value)
        case tuple():
            return tuple(walk(part) for part in value)
        case Mapping():
            return {key: walk(part) for key, part in value.items()}
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{
            field.name: _walk(getattr(value, field.name), clean_typed if field.metadata else clean)
            for field in fields(value)
        })
    return value
