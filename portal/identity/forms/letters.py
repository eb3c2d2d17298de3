"""What somebody types who logs in without a provider."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FormField, StringField

from portal.kernel.numbers import is_v_number
from portal.web.fields import DateForm, PageForm, digits, stripped, too_long

CODE_SIGNS, PHRASE_SIGNS, WORD_SIGNS = 60, 200, 40
SHARED = _l('I use a computer or telephone that others use too')
SHARED_MORE = _l('Then you are logged out after 5 minutes in which you do nothing, and nothing stays behind.')


class DetailsForm(PageForm):
    """Whose log-in it is: nothing of it is secret."""

    v_number = StringField(_l('V-number'), filters=[digits], description=_l(
        'Ten digits. You find it on our letters and on your residence card.'), validators=[too_long(20)])
    birth_date = FormField(DateForm, label=_l('Date of birth'), description=_l('For example 27 3 1990.'))

    def is_right(self) -> bool:
        """Everything was filled in; says what is missing. Whether it belongs to somebody is not looked at."""
        fine = self.validate_on_submit()
        if not self.is_submitted():
            return False
        if not is_v_number(self.v_number.data or ''):
            self.one_of(self.v_number, _l('A V-number has ten digits. Check the number on the letter or the card.'))
        self._check_birth_date()
        return fine and not self.errors and not self.birth_date.form.form_errors

    def _check_birth_date(self) -> None:
        typed = self.birth_date.form
        if typed.is_empty:
            typed.refuse(_l('Fill in the date of birth.'))
        elif typed.value() is None:
            typed.refuse(_l('This date does not exist. Fill in the day, the month and the year in digits.'))

    def details(self) -> tuple[str, date]:
        """V-number and date of birth."""
        born = self.birth_date.form.value()
        assert born is not None
        return self.v_number.data or '', born

    def refuse(self, sentence: str) -> None:
        """Say that the details together are not right."""
        self.form_errors.append(sentence)


class CodeForm(DetailsForm):
    """The code of a letter."""

    code = StringField(_l('Code'), filters=[stripped], description=_l(
        'Thirteen letters and digits, from our letter. Capitals and spaces do not matter.'),
        validators=[too_long(CODE_SIGNS)])
    shared = BooleanField(SHARED, default=True, description=SHARED_MORE)

    def is_right(self) -> bool:
        """Everything was filled in; says what is missing."""
        fine = super().is_right()
        if self.is_submitted() and not self.code.data:
            self.one_of(self.code, _l('Fill in the code of the letter.'))
        return fine and not self.errors


class PhraseForm(DetailsForm):
    """The six words."""

    phrase = StringField(_l('Your six words'), filters=[stripped], description=_l(
        'With spaces between them. Capitals do not matter.'), validators=[too_long(PHRASE_SIGNS)])
    shared = BooleanField(SHARED, default=True, description=SHARED_MORE)

    def is_right(self) -> bool:
        """Everything was filled in; says what is missing."""
        fine = super().is_right()
        if self.is_submitted() and not self.phrase.data:
            self.one_of(self.phrase, _l('Fill in your six words.'))
        return fine and not self.errors


class WordForm(PageForm):
    """One of the new words, typed again."""

    phrase = StringField(filters=[stripped], validators=[too_long(WORD_SIGNS)])
    """Named so that it is never kept when a session ends."""

    def asking_for(self, place: int) -> 'WordForm':
        """Ask for the word at this place, counted from 1."""
        self.phrase.label.text = _l('Type word %(number)s', number=place)
        return self
