"""Form fields that several rooms use."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from flask import g
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.form import _Auto
from werkzeug.datastructures import MultiDict
from wtforms import Form, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.i18n import get_translations
from wtforms.validators import ValidationError

from portal.web.locale import current_language


def stripped(value: str | None) -> str:
    """What was typed, without spaces around it and without signs that cannot be seen."""
    return ''.join(sign for sign in value or '' if sign.isprintable()).strip()


def digits(value: str | None) -> str:
    """What was typed, without the spaces and dots by which people group digits."""
    return ''.join(sign for sign in value or '' if sign not in ' .-\u00a0\u202f').strip()


class DateForm(Form):
    """A date that people know by heart, in three fields."""

    day = StringField(_l('Day'), filters=[digits])
    month = StringField(_l('Month'), filters=[digits])
    year = StringField(_l('Year'), filters=[digits])

    def value(self) -> date | None:
        """The date, or None when it does not exist."""
        try:
            return date(int(self.year.data or 0), int(self.month.data or 0), int(self.day.data or 0))
        except (ValueError, OverflowError):
            return None

    @property
    def is_empty(self) -> bool:
        """Nothing was typed."""
        return not (self.day.data or self.month.data or self.year.data)

    def show(self, day: date | None) -> None:
        """Fill the fields in."""
        if day:
            self.day.data, self.month.data, self.year.data = str(day.day), str(day.month), str(day.year)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the date as a whole."""
        self.form_errors.append(sentence)


@cache
def _own_words(language: str) -> Any:
    """WTForms' own words in a language, or in English; read once, as each form that is made asks for them."""
    return get_translations([language, "en"])


class PageForm(FlaskForm):
    """A form of a page, with the guard against forged posts."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: Form) -> Any:
            return _own_words(current_language())

        def wrap_formdata(self, form: Form, formdata: Any) -> Any:
            if formdata is _Auto and g.get('typed_before') is not None:
                return MultiDict(g.typed_before)
            return super().wrap_formdata(form, formdata)

    @property
    def came_back(self) -> bool:
        """What was typed here before a session ended stands in it again."""
        return g.get('typed_before') is not None

    def one_of(self, field: StringField, sentence: str) -> None:
        """Add an error to a field."""
        field.errors = [*field.errors, sentence]


class QuestionForm(FlaskForm):
    """A form that only asks, and so travels in the address: nothing is changed by it."""

    class Meta(PageForm.Meta):
        csrf = False


def choices_of(choices: Mapping[str, object]) -> list[SelectChoice]:
    """What can be chosen: values and, in the reader's language when they are shown, their words."""
    return [SelectChoice(value=value, label=words) for value, words in choices.items()]


def too_long(most: int):  # type: ignore[no-untyped-def]
    """Refuses more signs than that."""
    def check(_form: Form, field: StringField) -> None:
        if len(field.data or '') > most:
            raise ValidationError(_l('Use at most %(most)s characters.', most=most))
    return check
