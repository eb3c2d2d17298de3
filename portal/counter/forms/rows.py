"""How each shape of what is asked is spread over the fields of a form, and read back from what was typed."""

import re
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from portal.procedures.model.writing import Ask, Shape

BEFORE = 'say_'
"""Before the name of what is asked: no other field of the form is called so."""
LANGUAGES = 'nl', 'en'
PARTS = 'name', 'why', 'form'
"""What is said of a paper."""
LEAVES: Mapping[Shape, tuple[str, ...]] = {
    Shape.TEXT: LANGUAGES, Shape.TEXTS: LANGUAGES,
    Shape.ITEMS: tuple(f'{part}-{language}' for part, language in product(PARTS, LANGUAGES)),
}
"""The fields of one text or paper; what is not named here is one field."""
LISTS = Shape.TEXTS, Shape.ITEMS
"""These can be longer or shorter, a row for each entry."""
Row = Mapping[str, str]
"""What stands in the fields of one row, by leaf."""


def row_starts(ask: Ask, count: int) -> list[str]:
    """The names of the rows of a list, or of the one place of anything else."""
    name = f'{BEFORE}{ask.name}'
    return [f'{name}-{number}' for number in range(count)] if ask.shape in LISTS else [name]


def field_names(ask: Ask, start: str) -> list[str]:
    """The names of the fields of a row."""
    return [f'{start}-{leaf}' for leaf in LEAVES[ask.shape]] if ask.shape in LEAVES else [start]


def rows_of(ask: Ask, typed: Mapping[str, str]) -> list[Row]:
    """The rows of a list that were sent, in their order."""
    row = re.compile(rf'{BEFORE}{re.escape(ask.name)}-(\d{{1,4}})-')
    numbers = sorted({int(found[1]) for name in typed if (found := row.match(name))})
    starts = (f'{BEFORE}{ask.name}-{number}' for number in numbers)
    return [{leaf: typed.get(f'{start}-{leaf}', '') for leaf in LEAVES[ask.shape]} for start in starts]


def is_filled(row: Row) -> bool:
    """Something stands in it."""
    return any(text.strip() for text in row.values())


def in_fields(ask: Ask, rows: Sequence[Row]) -> dict[str, str]:
    """The rows of a list as fields, counted anew."""
    starts = row_starts(ask, len(rows))
    return {f'{start}-{leaf}': text for start, row in zip(starts, rows, strict=True) for leaf, text in row.items()}


def said(ask: Ask, typed: Mapping[str, str]) -> Any:
    """What was typed, as the rules of letters take it; None when nothing was."""
    text = typed.get(f'{BEFORE}{ask.name}', '')
    match ask.shape:
        case Shape.LINE | Shape.CHOICE:
            return text or None
        case Shape.LINES:
            return [line for line in map(str.strip, text.splitlines()) if line] or None
        case Shape.YES_NO:
            return {'yes': True, 'no': False}.get(text)
        case Shape.TEXT:
            return _text(typed, f'{BEFORE}{ask.name}') or None
        case Shape.TEXTS:
            return [_text(row) for row in rows_of(ask, typed) if is_filled(row)] or None
    return [
        {part: _text(row, part) for part in PARTS} for row in rows_of(ask, typed) if is_filled(row)
    ] or None


def _text(values: Mapping[str, str], start: str = '') -> dict[str, str]:
    """A text in the languages in which it was typed."""
    names = {language: f'{start}-{language}' if start else language for language in LANGUAGES}
    return {language: values[name] for language, name in names.items() if values.get(name)}
