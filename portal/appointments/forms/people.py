"""Who comes, and how they are reached."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import FormField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired

from portal.appointments.model import Contact, Person
from portal.kernel.numbers import is_bsn, is_v_number
from portal.kernel.reach import NotReachable, email_address, phone_number
from portal.web.fields import DateForm, PageForm, digits, stripped, too_long
from portal.web.locale import own_name

OLDEST = 1900
NAME_SIGNS = 100


class PersonForm(PageForm):
    """One person who comes."""

    first_name = StringField(_l('First names'), filters=[stripped], description=_l('As in the passport.'), validators=[
        DataRequired(_l('Fill in the first names.')), too_long(NAME_SIGNS)])
    last_name = StringField(_l('Family name'), filters=[stripped], description=_l('As in the passport.'), validators=[
        DataRequired(_l('Fill in the family name.')), too_long(NAME_SIGNS)])
    birth_date = FormField(DateForm, label=_l('Date of birth'), description=_l('For example 27 3 1990.'))
    v_number = StringField(_l('V-number'), filters=[digits], description=_l(
        'Ten digits. You find the number on our letters and on your residence card.'))
    bsn = StringField(_l('Citizen service number (BSN)'), filters=[digits], description=_l(
        'Nine digits. Only fill this in if you have no V-number.'))

    def is_right(self, today: date, others: tuple[Person, ...]) -> bool:
        """Everything was filled in rightly, and this person is not one of the others; says what is wrong."""
        fine = self.validate_on_submit()
        self._check_numbers(others)
        self._check_birth_date(today)
        return fine and not self.errors and not self.birth_date.form.form_errors

    def _check_numbers(self, others: tuple[Person, ...]) -> None:
        v_number, bsn = self.v_number.data or '', self.bsn.data or ''
        if not v_number and not bsn:
            self.one_of(self.v_number, _l('Fill in the V-number. No V-number? Then fill in the BSN.'))
        if v_number and not is_v_number(v_number):
            self.one_of(self.v_number, _l('A V-number has ten digits. Check the number on the letter or the card.'))
        if bsn and not is_bsn(bsn):
            self.one_of(self.bsn, _l('This is not a BSN. A BSN has nine digits. Check them one by one.'))
        for field in (self.v_number, self.bsn):
            if field.data and field.data in {getattr(person, field.name) for person in others}:
                self.one_of(field, _l('You filled in this number for another person of this visit.'))

    def _check_birth_date(self, today: date) -> None:
        typed = self.birth_date.form
        born = typed.value()
        if typed.is_empty:
            typed.refuse(_l('Fill in the date of birth.'))
        elif born is None:
            typed.refuse(_l('This date does not exist. Fill in the day, the month and the year in digits.'))
        elif born.year < 100:
            typed.refuse(_l('Fill in the year with four digits, for example 1990.'))
        elif not born.year >= OLDEST or born > today:
            typed.refuse(_l('The date of birth cannot be in the future, and not before 1900.'))

    def person(self) -> Person:
        """The person as filled in."""
        return Person(
            v_number=self.v_number.data or '', bsn=self.bsn.data or '', first_name=self.first_name.data or '',
            last_name=self.last_name.data or '', birth_date=self.birth_date.form.value(),
        )

    def show(self, person: Person) -> None:
        """Fill the form in."""
        for name in ('v_number', 'bsn', 'first_name', 'last_name'):
            self[name].data = getattr(person, name)
        self.birth_date.form.show(person.birth_date)


class ContactForm(PageForm):
    """How we reach the visitor."""

    email = StringField(_l('E-mail address'), filters=[stripped], description=_l(
        'We send the confirmation to this address, with a link to change the visit.'), validators=[too_long(254)])
    phone = StringField(_l('Telephone number'), filters=[stripped], description=_l(
        'A number from outside the Netherlands starts with + and the country.'), validators=[too_long(30)])
    language = RadioField(_l('In which language do we write to you?'), validators=[
        InputRequired(_l('Choose a language.'))])

    def offer(self, languages: tuple[str, ...], current: str) -> 'ContactForm':
        """Show these languages, each in its own name."""
        self.language.choices = [(code, own_name(code)) for code in languages]
        self.language.data = self.language.data or current
        return self

    def is_right(self) -> bool:
        """Everything was filled in rightly; says what is wrong."""
        fine = self.validate_on_submit()
        if not self.email.data and not self.phone.data:
            self.one_of(self.email, _l('Fill in an e-mail address or a telephone number.'))
        self._check(self.email, email_address, _l('This is not an e-mail address. It looks like name@example.com.'))
        self._check(self.phone, phone_number, _l('This is not a telephone number. It looks like 06 12345678.'))
        return fine and not self.errors

    def _check(self, field: StringField, normal, sentence: str) -> None:  # type: ignore[no-untyped-def]
        if not field.data:
            return
        try:
            field.data = normal(field.data)
        except NotReachable:
            self.one_of(field, sentence)

    def contact(self) -> Contact:
        """The contact as filled in."""
        return Contact(email=self.email.data or '', phone=self.phone.data or '', language=self.language.data)

    def show(self, contact: Contact) -> None:
        """Fill the form in."""
        self.email.data, self.phone.data, self.language.data = contact.email, contact.phone, contact.language
