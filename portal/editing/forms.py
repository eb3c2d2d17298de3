"""Writing a text, and saying from when it counts."""

from collections.abc import Mapping
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FormField, SelectField, StringField, TextAreaField

from portal.editing.model import Texts
from portal.letters.model.wording import Fault, Wrong
from portal.web.fields import DateForm, PageForm, choices_of, stripped, too_long

MOST = 5_000
"""Signs in one block."""
BLOCK = 'block_'
"""Before the name of a block in the name of its field: no other field of the form is called so."""
FAULTS = {
    Wrong.MARKUP: _l('“%(found)s” is markup. Use only words, and fields in braces.'),
    Wrong.UNSEEN: _l('There is a character here that cannot be seen (%(found)s). Remove it.'),
    Wrong.EMPTY: _l('This text is empty. Write what the letter must say here.'),
    Wrong.BRACE: _l('A brace stands alone in “%(found)s”. Write {{ or }} for a brace itself.'),
    Wrong.LIST: _l('This text must be one paragraph, without a list.'),
    Wrong.FIELD: _l('This letter has no field {%(found)s}. Take one from the list of fields.'),
    Wrong.FIELD_OF_SOME: _l(
        'Not every letter that says this has a field {%(found)s}. Take one from the list of fields.'),
    Wrong.MISSING: _l('The letter needs this text.'),
    Wrong.SUPERFLUOUS: _l('The letter does not use this text.'),
}
"""What is said of a fault, at its block."""


def lines(value: str | None) -> str:
    """What was typed, with the line ends that files have, and without spaces around it."""
    return (value or '').replace('\r\n', '\n').replace('\r', '\n').strip()


class TextForm(PageForm):
    """The blocks of a text, each in a field of its own; see `text_form`."""

    note = StringField(_l('Why do you change this text?'), filters=[stripped], validators=[too_long(300)])

    def typed(self) -> Texts:
        """What was typed, by block."""
        return {field.name.removeprefix(BLOCK): field.data for field in self.blocks}

    @property
    def blocks(self) -> list[TextAreaField]:
        """The fields of the blocks."""
        return [field for field in self if field.name.startswith(BLOCK)]

    def refuse(self, faults: tuple[tuple[str, Fault], ...]) -> None:
        """Say at each block what is wrong with it."""
        for block, fault in faults:
            sentence = str(FAULTS[fault.why]) % {'found': fault.found}
            if f'{BLOCK}{block}' in self:
                self.one_of(self[f'{BLOCK}{block}'], sentence)
            else:
                self.form_errors.append(f'{block}: {sentence}')


def text_form(texts: Texts, note: str = '', *, letters: Mapping[str, str] | None = None, seen_in: str = '') -> TextForm:
    """A form with a field for each of these blocks; for a shared text also the choice of a letter to look at it in."""
    choice = {'seen_in': SelectField(_l('Look at it in'), choices=choices_of(letters))} if letters else {}
    fields: Mapping[str, object] = {
        f'{BLOCK}{block}': TextAreaField(block, filters=[lines], default=text.strip(), validators=[too_long(MOST)])
        for block, text in texts.items()
    }
    return type('TextFormOfALetter', (TextForm,), {**fields, **choice})(data={'note': note, 'seen_in': seen_in})


class ReleaseForm(PageForm):
    """From which day are letters said with this text?"""

    valid_from = FormField(DateForm, label=_l('From which day do letters use this text?'))

    def is_right(self) -> bool:
        """A day was filled in; says what is wrong."""
        fine = self.validate_on_submit()
        if fine and self.day is None:
            self.refuse(_('This date does not exist. Fill in the day, the month and the year in digits.'))
        return fine and self.day is not None

    @property
    def day(self) -> date | None:
        """The day that was filled in."""
        return self.valid_from.form.value()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the day."""
        self.valid_from.form.refuse(sentence)
