"""Which places would suit somebody who waits."""

from collections.abc import Iterable
from datetime import date, time

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FormField, RadioField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from portal.appointments.model import Desk
from portal.web.fields import DateForm, PageForm
from portal.web.formatting import day_in_words

PARTS = {'any': (None, None), 'morning': (None, time(11, 59)), 'afternoon': (time(12), None)}
NOTICES = ('2', '24', '48', '120')


class WishForm(PageForm):
    """Which places suit you?"""

    desks = SelectMultipleField(
        _l('Where can you come?'), validate_choice=False, widget=ListWidget(), option_widget=CheckboxInput(),
    )
    part = RadioField(_l('When can you come?'), default='any', validate_choice=False)
    notice = RadioField(_l('How long before must you know?'), default='24', validate_choice=False)
    before = FormField(DateForm, label=_l('Until which day does it help you?'))

    def offer(self, desks: Iterable[Desk], chosen: Iterable[str], last: date) -> 'WishForm':
        """Show these desks; the last day that can help is given."""
        self.desks.choices = [(desk.key, desk.name) for desk in desks]
        self.part.choices = [
            ('any', _('All day')), ('morning', _('In the morning')), ('afternoon', _('In the afternoon')),
        ]
        self.notice.choices = [
            ('2', _('2 hours')), ('24', _('1 day')), ('48', _('2 days')), ('120', _('5 days')),
        ]
        if not self.is_submitted():
            self.desks.data = list(chosen)
            self.before.form.show(last)
        return self

    def is_right(self, today: date, last: date) -> bool:
        """Everything was filled in rightly; says what is wrong."""
        fine = self.validate_on_submit()
        known = {key for key, _name in self.desks.choices}
        if not known.intersection(self.desks.data or ()):
            self.desks.errors = [*self.desks.errors, _l('Choose at least one place.')]
        if self.part.data not in PARTS or self.notice.data not in NOTICES:
            self.part.errors = [*self.part.errors, _l('Choose one of the answers.')]
        day = self.before.form.value()
        if day is None or not today <= day <= last:
            self.before.form.refuse(_('Fill in a day from today on, and not after %(day)s.', day=day_in_words(last)))
        return fine and not self.errors and not self.before.form.form_errors

    def chosen_desks(self) -> tuple[str, ...]:
        """Keys of the chosen desks, in the order shown."""
        return tuple(key for key, _name in self.desks.choices if key in self.desks.data)

    def terms(self) -> dict:
        """Part of the day, notice and last day, as a wish has them."""
        after, until = PARTS[self.part.data]
        return {
            'not_before': after, 'not_after': until, 'notice_hours': int(self.notice.data),
            'before': self.before.form.value(),
        }
