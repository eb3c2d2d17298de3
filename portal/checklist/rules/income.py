"""The income check: is it enough, is it the sponsor's own, and will it last?

Vreemdelingenbesluit 3.73-3.75, Voorschrift Vreemdelingen 3.19-3.20, and the evidence that appendix 7111 asks for.
Amounts are gross a month in euro, without holiday pay, as the norm is.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from portal.checklist.model.answers import Income

LASTS_DAYS, HALF_YEAR_DAYS = 365, 182
NOT_OWN = {'welfare', 'none'}
"""Kinds that do not count: they are paid from public means, or there is nothing."""
EVIDENCE_OF = {
    'benefit': 'I7', 'pension': 'I7', 'director': 'I8', 'self_employed': 'I9', 'capital': 'I10',
    'incapacity': 'I11', 'welfare': 'I12', 'researcher': 'I6', 'start_up': 'I5',
}
EVIDENCE_OF_WORK = 'I1', 'I2', 'I3', 'I4'
KINDS = 'employed', 'aow', 'none', *EVIDENCE_OF


@dataclass(frozen=True, kw_only=True)
class Counted:
    """One income, and what it counts for."""

    income: Income
    amount: Decimal | None
    own: bool
    lasts: bool | None
    evidence: str
    """The code of the papers that go with it; empty when none are asked."""


@dataclass(frozen=True, kw_only=True)
class Assessed:
    """What the check finds; each test is passed, failed, or None: unclear."""

    norm: Decimal
    total: Decimal
    """What counts: own income that lasts, or may last."""
    enough: bool | None
    independent: bool | None
    durable: bool | None
    evidence: set[str]
    counted: tuple[Counted, ...]

    @property
    def tests(self) -> tuple[bool | None, bool | None, bool | None]:
        """The outcomes of the three tests."""
        return self.enough, self.independent, self.durable


def assess(incomes: Sequence[Income], *, norm: Decimal, day: date, capital_yield: Decimal) -> Assessed:
    """Check these incomes against the norm of the day; `capital_yield` is the part of capital that counts in a year."""
    counted = tuple(_count(income, day, capital_yield) for income in incomes)
    own = [one for one in counted if one.own]
    sure = sum((one.amount for one in own if one.amount and one.lasts), Decimal())
    total = sum((one.amount for one in own if one.amount and one.lasts is not False), Decimal())
    return Assessed(
        norm=norm, total=total, counted=counted, enough=_enough(own, norm),
        independent=bool(own) if incomes else None,
        durable=_durable(own, sure=sure, total=total, norm=norm),
        evidence={one.evidence for one in counted if one.evidence},
    )


def _enough(own: Iterable[Counted], norm: Decimal) -> bool | None:
    amounts = [one.amount for one in own]
    if sum((amount for amount in amounts if amount is not None), Decimal()) >= norm:
        return True
    return None if None in amounts else False


def _durable(own: Sequence[Counted], *, sure: Decimal, total: Decimal, norm: Decimal) -> bool | None:
    if sure >= norm:
        return True
    if not own or all(one.lasts is False for one in own):
        return False
    open_amounts = any(one.amount is None for one in own if one.lasts is not False)
    return None if open_amounts or total >= norm else False


def _count(income: Income, day: date, capital_yield: Decimal) -> Counted:
    amount = income.gross
    if income.kind == 'capital' and amount is not None:
        amount = (amount * capital_yield / 12).quantize(Decimal('0.01'))
    return Counted(
        income=income, amount=amount, own=income.kind not in NOT_OWN, lasts=_lasts(income, day),
        evidence=_evidence(income, day),
    )


def _lasts(income: Income, day: date) -> bool | None:
    """Still there in a year, or paid for three years in a row and still there; None: the papers must show it."""
    if income.kind in ('pension', 'capital', 'aow'):
        return True
    left = _days_left(income, day)
    if income.kind == 'self_employed':
        return None if income.start is None else _days(income.start, day) >= 1.5 * LASTS_DAYS
    if left is None or left >= LASTS_DAYS:
        return None if income.flexible else True
    # Work before this one may count too, which the papers must show; a benefit that ends is not followed by another.
    return None if left > (HALF_YEAR_DAYS if income.kind == 'benefit' else 0) else False


def _evidence(income: Income, day: date) -> str:
    if income.kind == 'employed':
        return _evidence_of_work(income, day)
    return EVIDENCE_OF.get(income.kind, '')


def _evidence_of_work(income: Income, day: date) -> str:
    left = _days_left(income, day)
    if income.flexible:
        return 'I4'
    if left is None or left >= LASTS_DAYS:
        return 'I1'
    return 'I2' if left >= HALF_YEAR_DAYS else 'I3'


def _days_left(income: Income, day: date) -> int | None:
    """None: no end is known."""
    return None if income.end is None else _days(day, income.end)


def _days(first: date, last: date) -> int:
    return (last - first).days
