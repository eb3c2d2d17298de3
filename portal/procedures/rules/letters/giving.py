"""What a clerk gave for a letter: each thing in its form, or refused with the field named."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, TypeAdapter, ValidationError

from portal.kernel.data_files import Clock, Day, Translated
from portal.kernel.texts import Text
from portal.letters.model.cases import MissingItem, Reason
from portal.procedures.errors import NoLetter
from portal.procedures.model.writing import Ask, Given, Shape, Why
from portal.procedures.rules.days import why_off

MOST = 20
HOUR = re.compile('[0-9]:[0-9]{2}')
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Lines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=MOST)]
Texts = Annotated[tuple[Translated, ...], Field(min_length=1, max_length=MOST)]
Amount = Annotated[Decimal, Field(gt=0, max_digits=8, decimal_places=2)]
Time = Annotated[Clock, BeforeValidator(lambda written: f'0{written}' if HOUR.fullmatch(str(written)) else written)]
Item = Mapping[str, Translated]
PARTS = {'name', 'why', 'form'}


class GivenReason(BaseModel):
    """One condition, as a clerk writes it down."""

    model_config = ConfigDict(extra='forbid')

    asked: Translated
    found: Translated
    why: Translated
    article: Line


FORMS: Mapping[Shape, TypeAdapter] = {
    Shape.LINE: TypeAdapter(Line), Shape.LINES: TypeAdapter(Lines), Shape.TEXT: TypeAdapter(Translated),
    Shape.TEXTS: TypeAdapter(Texts), Shape.CHOICE: TypeAdapter(Line), Shape.YES_NO: TypeAdapter(bool),
    Shape.ITEMS: TypeAdapter(Annotated[tuple[Item, ...], Field(min_length=1, max_length=MOST)]),
    Shape.REASONS: TypeAdapter(Annotated[tuple[GivenReason, ...], Field(min_length=1, max_length=MOST)]),
    Shape.NUMBER: TypeAdapter(Annotated[int, Field(ge=1, le=600)]), Shape.AMOUNT: TypeAdapter(Amount),
    Shape.DAY: TypeAdapter(Day), Shape.TIME: TypeAdapter(Time),
}


def checked(asks: tuple[Ask, ...], given: Given) -> dict[str, Any]:
    """What was given, as the letter needs it; raises `NoLetter` with the field that is missing, wrong or too much."""
    if unasked := sorted(given.keys() - {ask.name for ask in asks}):
        raise NoLetter(Why.NOT_ASKED, unasked[0])
    return {ask.name: _checked(ask, given.get(ask.name)) for ask in asks}


def _checked(ask: Ask, value: Any) -> Any:
    if value in (None, '', [], (), {}):
        if ask.needed:
            raise NoLetter(Why.MISSING, ask.name)
        return ask.otherwise
    try:
        found = FORMS[ask.shape].validate_python(value)
    except ValidationError as error:
        place = '.'.join(str(part) for part in (ask.name, *error.errors()[0]['loc']))
        raise NoLetter(Why.WRONG, place) from error
    return _fitting(ask, found)


def _fitting(ask: Ask, found: Any) -> Any:
    if ask.shape is Shape.CHOICE and found not in dict(ask.choices):
        raise NoLetter(Why.WRONG, ask.name)
    if ask.shape is Shape.DAY:
        _check_day(ask, found)
    if ask.shape is Shape.ITEMS:
        return tuple(_item(one, ask.name) for one in found)
    return tuple(Reason(**one.model_dump()) for one in found) if ask.shape is Shape.REASONS else found


def _check_day(ask: Ask, day: date) -> None:
    if day < (ask.earliest or day) or day > (ask.latest or day):
        raise NoLetter(Why.OUTSIDE, ask.name)
    if ask.working and why_off(day) is not None:
        raise NoLetter(Why.DAY_OFF, ask.name)


def _item(parts: Mapping[str, Text], name: str) -> MissingItem:
    if parts.keys() != PARTS:
        raise NoLetter(Why.WRONG, f'{name}.{min(parts.keys() ^ PARTS)}')
    return MissingItem(**parts)
