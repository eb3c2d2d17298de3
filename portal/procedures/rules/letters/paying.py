"""The letter about the fee: L02."""

from collections.abc import Mapping
from typing import Any

from portal.letters.model.asking import Payment
from portal.procedures.errors import NoLetter
from portal.procedures.model.judged import Judged
from portal.procedures.model.progress import YourTurn
from portal.procedures.model.writing import Ask, Given, Matter, Shape, Why
from portal.procedures.rules.days import after
from portal.procedures.rules.letters.making import Written, sure_period

LETTER = 'L02'
ARTICLE = 'VV 3.34'
"""Where the fees stand (as in force on 1 April 2026)."""
AGAIN = 'fee_again', 'fee_again_abroad'
"""How long the last chance is, as the periods of the definitions name it."""


def payment(matter: Matter, given: Given) -> Mapping[str, Any]:
    """L02: the first letter until the day that was set, then the second: until when is the last chance."""
    asked = unpaid(matter.judged)
    if asked is None or asked.by is None:
        raise NoLetter(Why.NO_DAY, 'pay_by')
    pay_by, told_twice = asked.first_by or asked.by, asked.first_by is not None
    again = sure_period(matter, given['again'], 'again_by').lasts
    second = told_twice or matter.day > pay_by
    again_by = asked.by if told_twice else after(max(pay_by, matter.day) if second else pay_by, again)
    if again_by < matter.day:
        raise NoLetter(Why.NOT_NOW, 'again_by')
    return {'pay_by': pay_by, 'again_by': again_by, 'second': second, 'article': ARTICLE}


def unpaid(judged: Judged) -> YourTurn | None:
    """The fee that was asked for, once or twice, and not paid."""
    return next((one for one in judged.progress.turns if one.turn.letter == LETTER), None)


def asks_for_payment(matter: Matter) -> tuple[Ask, ...]:
    """How much and how; the fee hangs on more than a case tells, such as the nationality."""
    chances = tuple(
        (period.key, period.says) for period in matter.definitions.files.periods
        if period.key in AGAIN and period.holds_on(matter.day)
    )
    return (
        Ask(name='amount', shape=Shape.AMOUNT), Ask(name='again', shape=Shape.CHOICE, choices=chances, in_letter=False),
        Ask(name='account', shape=Shape.LINE), Ask(name='account_name', shape=Shape.LINE),
        Ask(name='payment_reference', shape=Shape.LINE),
    )


PAYING = (
    Written(
        kind=Payment, fill=payment, fits=lambda judged: judged.ended is None and unpaid(judged) is not None,
        procedures=('family', 'extension'), asks=asks_for_payment,
    ),
)
