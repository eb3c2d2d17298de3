"""One question, one form: which one depends on what its answer is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FormField, RadioField, StringField
from wtforms.validators import InputRequired

from portal.checklist.forms.asking import I_DO_NOT_KNOW, AnswerForm
from portal.checklist.forms.incomes import IncomesForm
from portal.checklist.forms.nationality import CountriesForm, CountryForm
from portal.checklist.model import DO_NOT_KNOW, UNKNOWN, Country, Kind, Question
from portal.kernel.texts import in_language
from portal.web.fields import DateForm, choices_of, digits
from portal.web.locale import current_language

YES_NO = {'yes': True, 'no': False}
FEWEST_YEARS = 1900


class ChoiceForm(AnswerForm):
    """One of a few; "I do not know" is one of them."""

    kind = 'choice'
    given = RadioField(validators=[InputRequired(_l('Choose one of the answers.'))])

    @property
    def is_unknown(self) -> bool:
        """The person does not know."""
        return 'unknown' in self and self.given.data == DO_NOT_KNOW

    def _offer(self, offered: Sequence[str]) -> None:
        language = current_language()
        choices = {one.key: in_language(one.says, language) for one in self.question.options if one.key in offered}
        self.given.choices = choices_of(choices | self._unknown_choice())

    def _unknown_choice(self) -> dict[str, str]:
        return {DO_NOT_KNOW: str(I_DO_NOT_KNOW)} if 'unknown' in self else {}

    def show(self, value: Any) -> None:
        """Fill in what was answered before."""
        self._show(DO_NOT_KNOW if value is UNKNOWN else value)


class YesNoForm(ChoiceForm):
    """Yes or no."""

    def _offer(self, offered: Sequence[str]) -> None:
        self.given.choices = choices_of({'yes': _('Yes'), 'no': _('No')} | self._unknown_choice())

    def _answer(self) -> bool:
        return YES_NO[self.given.data]

    def _show(self, value: Any) -> None:
        self.given.data = {True: 'yes', False: 'no'}.get(value, value)


class DateAnswer(AnswerForm):
    """A date."""

    kind = 'date'
    given = FormField(DateForm)

    def is_right(self, today: date) -> bool:
        """The answer is possible; says what is wrong."""
        return super().is_right(today) and not self.given.form.form_errors

    def refuse(self, sentence: str) -> None:
        """Say at the date what is wrong."""
        self.given.form.refuse(sentence)

    def _check(self, today: date) -> None:
        day = self.given.form.value()
        if self.given.form.is_empty:
            self.refuse(_('Fill in the date.'))
        elif day is None or day.year < FEWEST_YEARS:
            self.refuse(_('This date does not exist. Check the day, the month and the year.'))
        elif self.question.past and day > today:
            self.refuse(_('This date is in the future. Check the year.'))

    def _answer(self) -> str:
        day = self.given.form.value()
        return day.isoformat() if day else ''

    def _show(self, value: Any) -> None:
        self.given.form.show(value)


class NumberForm(AnswerForm):
    """A whole number."""

    kind = 'number'
    given = StringField(filters=[digits])

    def _check(self, today: date) -> None:
        text, least, most = self.given.data or '', self.question.least, self.question.most
        if not (text.isascii() and text.isdigit() and len(text) < 7):
            self.refuse(_('Fill in a whole number, for example 12.'))
        elif (least is not None and int(text) < least) or (most is not None and int(text) > most):
            self.refuse(_('Fill in a number from %(least)s to %(most)s.', least=least or 0, most=most))

    def _answer(self) -> int:
        return int(self.given.data or 0)

    def _show(self, value: Any) -> None:
        self.given.data = str(value)


class IncomeAnswer(AnswerForm):
    """The incomes of the sponsor."""

    kind = 'incomes'
    given = FormField(IncomesForm)

    def is_right(self, today: date) -> bool:
        """The answer is possible; says what is wrong."""
        return self.validate_on_submit() and self.given.form.is_right()

    def _answer(self) -> list[dict]:
        return self.given.form.incomes()

    def _show(self, value: Any) -> None:
        self.given.form.show(value)


FORMS: Mapping[Kind, type[AnswerForm]] = {
    Kind.CHOICE: ChoiceForm, Kind.YES_NO: YesNoForm, Kind.DATE: DateAnswer, Kind.NUMBER: NumberForm,
    Kind.COUNTRY: CountryForm, Kind.COUNTRIES: CountriesForm, Kind.INCOMES: IncomeAnswer,
}


def form_for(question: Question, offered: Sequence[str], countries: Mapping[str, Country]) -> AnswerForm:
    """The form of a question."""
    return FORMS[question.kind]().ask(question, offered, countries)
