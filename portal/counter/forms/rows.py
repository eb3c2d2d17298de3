"""How each shape of what is asked is spread over the fields of a form, and read back from what was typed."""

import re
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from portal.procedures.model.writing import Ask, Shape

BEFORE = 'say_'
"""Before the name of what is asked: no other field of the form is called so."""
LANGUAGES = 'nl', 'en'
IN_BOTH: Mapping[Shape, tuple[str, ...]] = {
    Shape.ITEMS: ('name', 'why', 'form'), Shape.REASONS: ('asked', 'found', 'why'),
}
"""What is said in both languages in a row."""
LEAVES: Mapping[Shape, tuple[str, ...]] = {
    Shape.TEXT: LANGUAGES, Shape.TEXTS: LANGUAGES, Shape.DAY: ('day', 'month', 'year'),
    Shape.ITEMS: tuple(map('-'.join, product(IN_BOTH[Shape.ITEMS], LANGUAGES))),
    Shape.REASONS: (*map('-'.join, product(IN_BOTH[Shape.REASONS], LANGUAGES)), 'article'),
}
"""The fields of a text, a day or a row; what is not named here is one field."""
LISTS = Shape.TEXTS, Shape.ITEMS, Shape.REASONS
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
    name = f'{BEFORE}{ask.name}'
    text = typed.get(name, '')
    match ask.shape:
        case Shape.LINES:
            return [line for line in map(str.strip, text.splitlines()) if line] or None
        case Shape.YES_NO:
            return {'yes': True, 'no': False}.get(text)
        case Shape.AMOUNT:
            return text.replace(',', '.') or None
        case Shape.TIME:
            return text.replace('.', ':') or None
        case Shape.DAY:
            return _day(*(typed.get(f'{name}-{leaf}', '') for leaf in LEAVES[Shape.DAY]))
        case Shape.TEXT:
            return _nested({leaf: typed.get(f'{name}-{leaf}', '') for leaf in LANGUAGES}) or None
    if ask.shape in LISTS:
        return [_nested(row) for row in rows_of(ask, typed) if is_filled(row)] or None
    return text or None


def _day(day: str, month: str, year: str) -> str | None:
    """A day as the rules take it, who see whether it exists."""
    return f'{year}-{month:0>2}-{day:0>2}' if day or month or year else None


def _nested(row: Row) -> dict[str, Any]:
    """A row as the rules take it: each part in the languages in which it was typed."""
    found: dict[str, Any] = {}
    for leaf, text in row.items():
        part, _dash, language = leaf.rpartition('-')
        if text:
            (found.setdefault(part, {}) if part else found)[language] = text
    return found
