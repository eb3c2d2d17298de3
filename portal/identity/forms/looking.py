"""Searching the access log."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta

from flask_babel import lazy_gettext as _l
from wtforms import FormField, HiddenField, SelectField, StringField

from portal.identity.model import PersonId
from portal.identity.model.looking import Activity, LookSearch
from portal.kernel.dutch_time import DUTCH_TIME
from portal.kernel.numbers import is_v_number
from portal.kernel.texts import in_language
from portal.web.fields import DateForm, PageForm, digits, stripped, too_long
from portal.web.locale import current_language


class LogForm(PageForm):
    """Which looks does an auditor want to see? What is left empty does not count."""

    v_number = StringField(_l('V-number'), filters=[digits])
    employee = StringField(_l('Name of the employee'), filters=[stripped], validators=[too_long(100)])
    activity = SelectField(_l('What was done'), default='')
    since = FormField(DateForm, label=_l('From'))
    until = FormField(DateForm, label=_l('Up to and including'))
    before = HiddenField()

    def offer(self, register: Mapping[str, Activity]) -> 'LogForm':
        """Let these activities be chosen."""
        language = current_language()
        names = [(key, in_language(one.name, language)) for key, one in register.items()]
        self.activity.choices = [('', _l('Everything')), *names]
        return self

    def is_right(self) -> bool:
        """Everything was filled in rightly; says what is wrong."""
        fine = self.validate_on_submit()
        if self.v_number.data and not is_v_number(self.v_number.data):
            self.one_of(self.v_number, _l('A V-number has ten digits. Check the number on the letter or the card.'))
        for field in (self.since, self.until):
            if not field.form.is_empty and not _is_known(field.form.value()):
                field.form.refuse(_l('This date does not exist. Fill in the day, the month and the year in digits.'))
                fine = False
        return fine and not self.errors

    def asked(self, person: PersonId | None) -> LookSearch:
        """What is asked for; `person` has the V-number."""
        since, until, before = self.since.form.value(), self.until.form.value(), self.before.data or ''
        return LookSearch(
            person=person, employee=self.employee.data or '', activity=self.activity.data or '',
            since=_midnight(since) if since else None, until=_midnight(until + timedelta(days=1)) if until else None,
            before=int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0,
        )


def _is_known(day: date | None) -> bool:
    """The day exists, and so does the moment at which it begins elsewhere and the day after it."""
    return day is not None and date.min < day < date.max


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), DUTCH_TIME).astimezone(UTC)
