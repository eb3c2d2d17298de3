"""What somebody types to be linked with their V-number, and in an emergency."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import FormField, StringField

from portal.kernel.numbers import is_v_number
from portal.web.fields import DateForm, PageForm, digits, stripped, too_long


class LinkForm(PageForm):
    """Which V-number is yours?"""

    v_number = StringField(_l('V-number'), filters=[digits], description=_l(
        'Ten digits. You find it on our letters and on your residence card.'))

    def is_right(self) -> bool:
        """Everything was filled in; says what is wrong."""
        fine = self.validate_on_submit()
        if self.is_submitted() and not is_v_number(self.v_number.data or ''):
            self.one_of(self.v_number, _l('A V-number has ten digits. Check the number on the letter or the card.'))
        return fine and not self.errors


class LinkByCodeForm(LinkForm):
    """The same, with what stands on a letter of ours."""

    born = FormField(DateForm, label=_l('Date of birth'))
    code = StringField(_l('Code of the letter'), filters=[stripped], validators=[too_long(40)])

    def is_right(self) -> bool:
        """Everything was filled in; says what is wrong."""
        fine = super().is_right()
        if self.is_submitted() and self.born.form.value() is None:
            self.born.form.refuse(
                _l('This date does not exist. Fill in the day, the month and the year in digits.'))
            fine = False
        if self.is_submitted() and not self.code.data:
            self.one_of(self.code, _l('Fill in the code of the letter.'))
        return fine and not self.errors

    def given(self) -> tuple[str, date, str]:
        """V-number, birth date and code."""
        born = self.born.form.value()
        assert born is not None
        return self.v_number.data or '', born, self.code.data or ''


class EmergencyForm(PageForm):
    """The code that an operator made."""

    code = StringField(_l('Code of the operator'), filters=[stripped], validators=[too_long(100)])
