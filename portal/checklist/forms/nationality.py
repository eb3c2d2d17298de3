"""Answers that are countries."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from portal.checklist.forms.asking import AnswerForm
from portal.checklist.forms.countries import country_choices, country_name
from portal.checklist.model import Country


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


def without_nationality(country: Country) -> str:
    """What to choose instead of a territory."""
    if country.passport_of:
        return _(
            '%(place)s has no nationality of its own. Choose the country of the passport: %(country)s.',
            place=country_name(country.iso2), country=country_name(country.passport_of),
        )
    return _('%(place)s has no nationality of its own. Choose the country of the passport.',
             place=country_name(country.iso2))
