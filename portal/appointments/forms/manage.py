"""Finding a visit, and asking to change it."""

import secrets

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired

from portal.web.fields import PageForm, digits, stripped

CODE_SIGNS = 12
ONCE_SIGNS = 32


def as_code(value: str | None) -> str:
    """What was typed, as codes are written."""
    return stripped(value).replace(' ', '').replace('-', '').upper()[:CODE_SIGNS]


class FindForm(PageForm):
    """Which visit is it?"""

    code = StringField(_l('Code of your visit'), filters=[as_code], description=_l(
        'Eight letters and digits. The code stands in our message and on your confirmation.'), validators=[
        DataRequired(_l('Fill in the code of your visit.'))])
    number = StringField(_l('V-number or BSN'), filters=[digits], description=_l(
        'Of one of the people who are coming.'), validators=[DataRequired(_l('Fill in the V-number or the BSN.'))])


class ActForm(PageForm):
    """A button that changes something; pressing it twice does the same as pressing it once."""

    once = HiddenField()

    def ready(self) -> 'ActForm':
        """Give the button its idempotency key, unless it has one."""
        self.once.data = self.key()
        return self

    def key(self) -> str:
        """The idempotency key of the post; a post without one is a post of its own."""
        return (self.once.data or '')[:ONCE_SIGNS] or secrets.token_hex(ONCE_SIGNS // 2)
