"""What people tell of their papers, and which they have."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FormField, RadioField, SelectField, SelectMultipleField

from portal.checklist.forms.countries import country_choices
from portal.checklist.model import Country, Details
from portal.web.fields import DateForm, PageForm, choices_of

YEARS_AHEAD = 3
LANGUAGES = {
    '': _l('I do not know'), 'nl': _l('Dutch'), 'en': _l('English'), 'fr': _l('French'), 'de': _l('German'),
    'other': _l('Another language'),
}
TRI = {'unknown': _l('I do not know'), 'yes': _l('Yes'), 'no': _l('No')}
TRUTH = {'yes': True, 'no': False}
WORDS = {True: 'yes', False: 'no', None: 'unknown'}


class TickForm(PageForm):
    """Which papers do you have?"""

    have = SelectMultipleField(_l('I have this'), validate_choice=False)


class DayForm(PageForm):
    """When do you expect to apply?"""

    day = FormField(DateForm, label=_l('When do you expect to apply?'), description=_l('For example 27 3 2027.'))

    def is_right(self, today: date) -> bool:
        """A day that exists, from today on; says what is wrong."""
        fine, day = self.validate_on_submit(), self.day.form.value()
        if day is None:
            self.day.form.refuse(_('This date does not exist. Check the day, the month and the year.'))
        elif day < today:
            self.day.form.refuse(_('This date is in the past. Fill in today or a later day.'))
        elif day.year > today.year + YEARS_AHEAD:
            self.day.form.refuse(_('Fill in a day within three years. Rules change often.'))
        return fine and not self.day.form.form_errors


class PaperForm(PageForm):
    """What do you know of this paper?"""

    issue_country = SelectField(_l('Which country issued it?'), validate_choice=False)
    language = SelectField(_l('In which language is it?'), choices=choices_of(LANGUAGES))
    issue_date = FormField(DateForm, label=_l('On which day was it issued?'), description=_l(
        'Leave empty if you do not have it yet.'))
    legalised = RadioField(
        _l('Has it been legalised, or does it have an apostille?'), choices=choices_of(TRI), default='unknown')
    translated_in = SelectField(_l('In which country was it translated?'), validate_choice=False)
    used_in_nl_before = RadioField(
        _l('Was it used before for a Dutch act, or to register in a Dutch municipality (BRP)?'),
        choices=choices_of(TRI), default='unknown')

    def offer(self, countries: Mapping[str, Country]) -> 'PaperForm':
        """Show the countries."""
        self.issue_country.choices = country_choices(countries)
        self.translated_in.choices = country_choices(countries, none=_('It was not translated'))
        self._countries = countries
        return self

    def is_right(self, today: date) -> bool:
        """Everything is possible; says what is wrong."""
        fine, issued = self.validate_on_submit(), self.issue_date.form
        for field in (self.issue_country, self.translated_in):
            if field.data and field.data not in self._countries:
                field.errors = [_('Choose a country from the list.')]
        if not issued.is_empty and issued.value() is None:
            issued.refuse(_('This date does not exist. Check the day, the month and the year.'))
        elif (issued.value() or today) > today:
            issued.refuse(_('This date is in the future. Check the year.'))
        return fine and not self.errors and not issued.form_errors

    def details(self) -> Details:
        """What was filled in."""
        return Details(
            issue_country=self.issue_country.data or '', language=self.language.data or '',
            issue_date=self.issue_date.form.value(), legalised=TRUTH.get(self.legalised.data or ''),
            translated_in=self.translated_in.data or '',
            used_in_nl_before=TRUTH.get(self.used_in_nl_before.data or ''),
        )

    def show(self, details: Details) -> None:
        """Fill in what was told before."""
        self.issue_country.data, self.language.data = details.issue_country, details.language
        self.issue_date.form.show(details.issue_date)
        self.legalised.data, self.translated_in.data = WORDS[details.legalised], details.translated_in
        self.used_in_nl_before.data = WORDS[details.used_in_nl_before]
