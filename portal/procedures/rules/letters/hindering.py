"""What keeps a letter from being made of a case, whatever the clerk would say of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import product
from typing import Any

from portal.procedures.errors import NoLetter
from portal.procedures.model.writing import Ask, Given, Matter, Shape, Why
from portal.procedures.rules.letters.composing import WRITTEN, asks_of, compose

WORD = '-'
TEXT = {'nl': WORD, 'en': WORD}
STAND_INS: Mapping[Shape, Any] = {
    Shape.LINE: WORD, Shape.LINES: (WORD,), Shape.TEXT: TEXT, Shape.TEXTS: (TEXT,), Shape.YES_NO: True,
    Shape.ITEMS: ({'name': TEXT, 'why': TEXT, 'form': TEXT},), Shape.NUMBER: 1, Shape.AMOUNT: '1', Shape.TIME: '9:00',
    Shape.REASONS: ({'asked': TEXT, 'found': TEXT, 'why': TEXT, 'article': WORD},),
}
"""What the clerk might say; a choice is tried in each of its ways."""
OF_WHAT_WAS_SAID = {
    Why.MISSING, Why.WRONG, Why.NOT_ASKED, Why.OUTSIDE, Why.DAY_OFF, Why.TOO_LONG, Why.NOBODY, Why.SENT_BEFORE,
}


def hindrances(matter: Matter) -> Mapping[str, NoLetter | None]:
    """Each kind of letter of this procedure, with why it cannot be made now; None: the clerk can make it."""
    procedure = matter.judged.case.procedure
    return {
        kind: _hindrance(kind, matter) for kind, written in WRITTEN.items()
        if not written.procedures or procedure in written.procedures
    }


def _hindrance(kind: str, matter: Matter) -> NoLetter | None:
    try:
        asks = asks_of(kind, matter)
    except NoLetter as refusal:
        return refusal
    refusals = [_refusal(kind, matter, asks, given=given) for given in _stand_ins(asks)]
    if None in refusals:
        return None
    return refusals[0] if refusals else NoLetter(Why.NOT_NOW)


def _stand_ins(asks: tuple[Ask, ...]) -> Iterator[Given]:
    """What the clerk might say, once for each way to choose."""
    needed = {ask.name: _stand_in(ask) for ask in asks if ask.needed and ask.shape is not Shape.CHOICE}
    choices = {ask.name: [key for key, _ in ask.choices] for ask in asks if ask.shape is Shape.CHOICE}
    for chosen in product(*choices.values()):
        yield needed | dict(zip(choices, chosen, strict=True))


def _stand_in(ask: Ask) -> Any:
    """Something of the shape that is asked; of days the first that may be given."""
    return f'{ask.earliest or date.min}' if ask.shape is Shape.DAY else STAND_INS[ask.shape]


def _refusal(kind: str, matter: Matter, asks: tuple[Ask, ...], *, given: Given) -> NoLetter | None:
    """Why the case has no such letter; None also when the clerk would only have to say something else."""
    try:
        compose(kind, matter, given)
    except NoLetter as refusal:
        asked = refusal.field.partition('.')[0] in {ask.name for ask in asks}
        return None if asked and refusal.why in OF_WHAT_WAS_SAID else refusal
    return None
