"""Looking somebody up."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, StringField
from wtforms.validators import DataRequired, InputRequired

from portal.identity.model.looking import Reason
from portal.kernel.numbers import is_bsn, is_v_number
from portal.web.fields import PageForm, choices_of, digits, stripped, too_long

LEAST_WORDS, MOST_WORDS = 10, 300
"""Signs of a reason in words."""
REASONS: dict[str, object] = {
    Reason.VISIT: _l('The person is here today for a visit'), Reason.PHONE: _l('The person is on the telephone'),
    Reason.LETTER: _l('A letter or a message of the person'), Reason.OBJECTION: _l('An objection or an appeal'),
    Reason.OTHER: _l('Another reason'),
}


class LookUpForm(PageForm):
    """Whom does an employee want to see, and why?"""

    number = StringField(_l('V-number or BSN'), filters=[digits], validators=[
        DataRequired(_l('Fill in the V-number or the BSN.'))])
    reason = RadioField(
        _l('Why do you look this person up?'), choices=choices_of(REASONS), validate_choice=False,
        validators=[InputRequired(_l('Choose why you look this person up.'))],
    )
    words = StringField(_l('Which other reason?'), filters=[stripped], description=_l(
        'At least ten characters. The person can read this.'), validators=[too_long(MOST_WORDS)])

    def is_right(self) -> bool:
        """Everything was filled in rightly; says what is wrong."""
        fine = self.validate_on_submit()
        number = self.number.data or ''
        if number and not is_v_number(number) and not is_bsn(number):
            self.one_of(self.number, _l('A V-number has ten digits, a BSN nine. Check the number.'))
        if self.reason.data and self.reason.data not in REASONS:
            self.one_of(self.reason, _l('Choose why you look this person up.'))
        if self.reason.data == Reason.OTHER and len(self.words.data or '') < LEAST_WORDS:
            self.one_of(self.words, _l('Say in at least ten characters why you look this person up.'))
        return fine and not self.errors

    def why(self) -> dict[str, str]:
        """The reason as the access log keeps it."""
        other = self.reason.data == Reason.OTHER
        return {'reason': self.reason.data, 'words': self.words.data or '' if other else ''}

    @property
    def has_v_number(self) -> bool:
        """The number is a V-number, not a BSN."""
        return is_v_number(self.number.data or '')
