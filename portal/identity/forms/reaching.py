"""How somebody wants to be reached."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import InputRequired

from portal.identity.model import Person
from portal.identity.model.keeping import Reach
from portal.kernel.reach import NotReachable, email_address, phone_number
from portal.web.fields import PageForm, stripped, too_long
from portal.web.locale import own_name


class ReachForm(PageForm):
    """E-mail address, telephone number and language; each address may be left out."""

    email = StringField(_l('E-mail address'), filters=[stripped], validators=[too_long(254)])
    phone = StringField(_l('Telephone number'), filters=[stripped], description=_l(
        'A number from outside the Netherlands starts with + and the country.'), validators=[too_long(30)])
    language = RadioField(_l('In which language do we write to you?'), validators=[
        InputRequired(_l('Choose a language.'))])
    seen = HiddenField()
    """The version of the data that the page shows."""

    def offer(self, languages: tuple[str, ...]) -> 'ReachForm':
        """Show these languages, each in its own name."""
        self.language.choices = [(code, own_name(code)) for code in languages]
        return self

    def is_right(self) -> bool:
        """Everything was filled in rightly; says what is wrong."""
        fine = self.validate_on_submit()
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

    def reach(self) -> Reach:
        """What was filled in."""
        return Reach(email=self.email.data or '', phone=self.phone.data or '', language=self.language.data)

    def show(self, person: Person, version: str) -> None:
        """Fill the form in with what is kept now."""
        self.email.data, self.phone.data, self.language.data = person.email, person.phone, person.language
        self.seen.data = version
