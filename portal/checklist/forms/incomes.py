"""The incomes of the sponsor, one row for each."""

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Form, FormField, SelectField, StringField

from portal.web.fields import DateForm, choices_of, stripped

ROWS = ('first', 'second', 'third')
MOST = Decimal(1_000_000)
KINDS = {
    '': _l('Choose the kind of income'),
    'employed': _l('Wages from an employer'),
    'self_employed': _l('Own business'),
    'director': _l('Director of a company that is your own'),
    'benefit': _l('Benefit that replaces wages (WW, ZW, WIA)'),
    'pension': _l('Pension'),
    'aow': _l('State pension (AOW)'),
    'incapacity': _l('Benefit because you can no longer work'),
    'researcher': _l('Research grant or contract as a researcher'),
    'start_up': _l('Work as essential staff of a start-up'),
    'capital': _l('Own capital'),
    'welfare': _l('Welfare (bijstand)'),
    'none': _l('No income'),
}
WITHOUT_AMOUNT = {'welfare', 'none'}
WITH_PERIOD = {'employed', 'self_employed', 'director', 'benefit', 'researcher', 'start_up'}


def amount(value: str | None) -> str:
    """What was typed, without the euro sign and the signs that group thousands: 2.337,00 and 2,337.00 are the same."""
    text = stripped(value).replace('€', '').replace(' ', '')
    whole, comma, cents = text.rpartition(',') if text.rfind(',') > text.rfind('.') else text.rpartition('.')
    if comma and len(cents) == 3 and cents.isdigit():
        whole, comma, cents = whole + cents, '', ''
    plain = whole.replace('.', '').replace(',', '')
    return f'{plain}.{cents}' if comma else (plain + cents)


class IncomeRow(Form):
    """One income."""

    income = SelectField(_l('Kind of income'), choices=choices_of(KINDS), validate_choice=False)
    gross = StringField(_l('Gross amount a month, in euro'), filters=[amount], description=_l(
        'Look at the payslip for "loon sv" or "sv-loon". Without holiday pay. For own capital: the whole amount.'))
    start = FormField(DateForm, label=_l('Since when?'))
    end = FormField(DateForm, label=_l('Until when? Leave empty if there is no end'))
    flexible = BooleanField(_l('Through an agency, on call, or without fixed hours'))

    @property
    def is_used(self) -> bool:
        """Something was chosen."""
        return bool(self.income.data)

    def check(self) -> None:
        """Say what is wrong."""
        if self.income.data not in KINDS:
            self.income.errors = [_('Choose the kind of income from the list.')]
        if self.income.data not in WITHOUT_AMOUNT and self._amount() is None:
            self.gross.errors = [_('Fill in the amount, for example 2450.50.')]
        self._check_period()

    def _check_period(self) -> None:
        for part in (self.start.form, self.end.form):
            if not part.is_empty and part.value() is None:
                part.refuse(_('This date does not exist. Check the day, the month and the year.'))
        first, last = self.start.form.value(), self.end.form.value()
        if first and last and last < first:
            self.end.form.refuse(_('The end is before the start. Check both dates.'))

    @property
    def is_wrong(self) -> bool:
        """Something is wrong."""
        return bool(self.income.errors or self.gross.errors or self.start.form.form_errors or self.end.form.form_errors)

    def value(self) -> dict[str, Any]:
        """The income as JSON."""
        known = {'kind': self.income.data, 'flexible': bool(self.flexible.data)}
        if self.income.data not in WITHOUT_AMOUNT:
            known['gross'] = str(self._amount())
        if self.income.data in WITH_PERIOD:
            known |= _days(start=self.start.form.value(), end=self.end.form.value())
        return known

    def show(self, income: Any) -> None:
        """Fill the row in."""
        self.income.data, self.flexible.data = income.kind, income.flexible
        self.gross.data = '' if income.gross is None else str(income.gross)
        self.start.form.show(income.start)
        self.end.form.show(income.end)

    def _amount(self) -> Decimal | None:
        try:
            found = Decimal(self.gross.data or '')
        except InvalidOperation:
            return None
        return found if found.is_finite() and 0 <= found < MOST else None


class IncomesForm(Form):
    """Up to three incomes."""

    first = FormField(IncomeRow, label=_l('Income'))
    second = FormField(IncomeRow, label=_l('Second income, if there is one'))
    third = FormField(IncomeRow, label=_l('Third income, if there is one'))

    def rows(self) -> list[IncomeRow]:
        """The rows that were used; the first one always."""
        rows = [self[name].form for name in ROWS]
        return [row for number, row in enumerate(rows) if number == 0 or row.is_used]

    def is_right(self) -> bool:
        """Everything can be an income; says what is wrong."""
        for row in self.rows():
            row.check()
        if not self.rows()[0].is_used:
            self.first.form.income.errors = [_('Choose the kind of income. Is there none? Then choose "No income".')]
        return not any(row.is_wrong for row in self.rows())

    def incomes(self) -> list[dict[str, Any]]:
        """The incomes as JSON."""
        return [row.value() for row in self.rows()]

    def show(self, incomes: Any) -> None:
        """Fill the rows in."""
        for name, income in zip(ROWS, incomes, strict=False):
            self[name].form.show(income)


def _days(**days: date | None) -> dict[str, str]:
    return {name: day.isoformat() for name, day in days.items() if day is not None}
