"""One question, one form: which one depends on what its answer is."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired

from portal.checklist.forms.countries import country_choices, country_name
from portal.checklist.forms.incomes import IncomesForm
from portal.checklist.model import DO_NOT_KNOW, UNKNOWN, Country, Kind, Question
from portal.kernel.texts import in_language
from portal.web.fields import DateForm, PageForm, choices_of, digits
from portal.web.locale import current_language

I_DO_NOT_KNOW = _l('I do not know')
YES_NO = {'yes': True, 'no': False}
FEWEST_YEARS = 1900


class AnswerForm(PageForm):
    """The form of a question; `answer()` is what JSON says for it."""

    kind: ClassVar[str]
    unknown = BooleanField(I_DO_NOT_KNOW)

    def ask(self, question: Question, offered: Sequence[str], countries: Mapping[str, Country]) -> 'AnswerForm':
        """Show the question, and the options that are offered to this person."""
        self.question, self.countries = question, countries
        self.field.label.text = in_language(question.asks, current_language())
        if question.find_out is None:
            del self.unknown
        self._offer(offered)
        return self

    @property
    def field(self) -> Any:
        """The field that a mistake is shown at."""
        return self['given']

    @property
    def is_unknown(self) -> bool:
        """The person does not know."""
        return 'unknown' in self and bool(self.unknown.data)

    def is_right(self, today: date) -> bool:
        """The answer is possible; says what is wrong."""
        if not self.validate_on_submit() and not self.is_unknown:
            return False
        if not self.is_unknown:
            self._check(today)
        return not self.errors

    def answer(self) -> Any:
        """The answer as JSON."""
        return DO_NOT_KNOW if self.is_unknown else self._answer()

    def show(self, value: Any) -> None:
        """Fill in what was answered before."""
        if value is UNKNOWN:
            if 'unknown' in self:
                self.unknown.data = True
        else:
            self._show(value)

    def refuse(self, sentence: str) -> None:
        """Say at the field what is wrong."""
        self.field.errors = [*self.field.errors, sentence]

    def _offer(self, offered: Sequence[str]) -> None:
        """Fill the choices."""

    def _check(self, today: date) -> None:
        """Say what is wrong with an answer that was given."""

    def _answer(self) -> Any:
        return self.field.data

    def _show(self, value: Any) -> None:
        self.field.data = value


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


class CountryForm(AnswerForm):
    """A country."""

    kind = 'country'
    given = SelectField(validate_choice=False)

    def _offer(self, offered: Sequence[str]) -> None:
        for field in self._fields_of_countries():
            field.choices = country_choices(self.countries)

    def _fields_of_countries(self) -> list[Any]:
        return [self.given]

    def _check(self, today: date) -> None:
        if not self.given.data:
            self.refuse(_('Choose a country.'))
        for field in self._fields_of_countries():
            if sentence := self._wrong(field.data):
                field.errors = [*field.errors, sentence]

    def _wrong(self, key: str | None) -> str:
        if not key:
            return ''
        if key not in self.countries:
            return _('Choose a country from the list.')
        if self.question.nationality and not self.countries[key].has_nationality:
            return without_nationality(self.countries[key])
        return ''


class CountriesForm(CountryForm):
    """One country or a few."""

    kind = 'countries'
    second = SelectField(_l('Second nationality, if there is one'), validate_choice=False)
    third = SelectField(_l('Third nationality, if there is one'), validate_choice=False)

    def _fields_of_countries(self) -> list[Any]:
        return [self.given, self.second, self.third]

    def _answer(self) -> list[str]:
        return [field.data for field in self._fields_of_countries() if field.data]

    def _show(self, value: Any) -> None:
        for field, key in zip(self._fields_of_countries(), sorted(value), strict=False):
            field.data = key


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


def without_nationality(country: Country) -> str:
    """What to choose instead of a territory."""
    if country.passport_of:
        return _(
            '%(place)s has no nationality of its own. Choose the country of the passport: %(country)s.',
            place=country_name(country.iso2), country=country_name(country.passport_of),
        )
    return _('%(place)s has no nationality of its own. Choose the country of the passport.',
             place=country_name(country.iso2))
