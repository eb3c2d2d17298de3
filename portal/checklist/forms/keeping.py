"""Coming back to a list."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import StringField
from wtforms.validators import DataRequired

from portal.web.fields import PageForm, stripped

MOST_SIGNS = 40


def as_code(value: str | None) -> str:
    """What was typed, as codes are written: capitals, without spaces and dashes."""
    text = stripped(value).upper()
    return ''.join(sign for sign in text if sign.isalnum())[:MOST_SIGNS]


class CodeForm(PageForm):
    """Which list is yours?"""

    code = StringField(_l('Your code'), filters=[as_code], description=_l(
        'Eighteen letters and digits. Capitals, spaces and dashes do not matter.'), validators=[
        DataRequired(_l('Fill in your code.'))])


class FileForm(PageForm):
    """The file that you kept at home."""

    file = FileField(_l('Your file'), description=_l('The name of the file ends in .json.'))
