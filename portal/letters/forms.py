"""What somebody types who wants to know whether a letter is real."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired

from portal.web.fields import PageForm, stripped, too_long

CODE_SIGNS = 60


class LetterCodeForm(PageForm):
    """The code on a letter."""

    code = StringField(_l('The code on the letter'), filters=[stripped], description=_l(
        'Thirteen letters and digits, at the end of the letter. Capitals and spaces do not matter.'), validators=[
        DataRequired(_l('Fill in the code of the letter.')), too_long(CODE_SIGNS)])
