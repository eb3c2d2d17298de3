"""The first questions: for what, with how many, and when."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField
from wtforms.validators import InputRequired

from portal.appointments.model import Catalogue, Product
from portal.kernel.texts import in_language
from portal.web.fields import PageForm, QuestionForm
from portal.web.formatting import persons_in_words
from portal.web.locale import current_language


class ProductForm(QuestionForm):
    """What is the visit for?"""

    product = RadioField(_l('What do you want to come for?'), validators=[
        InputRequired(_l('Choose what you want to come for.')),
    ], validate_choice=False)

    def offer(self, catalogue: Catalogue) -> 'ProductForm':
        """Show these products."""
        language = current_language()
        self.product.choices = [(key, in_language(one.name, language)) for key, one in catalogue.products.items()]
        return self


class PeopleForm(QuestionForm):
    """How many come?"""

    persons = RadioField(_l('How many people are coming?'), validators=[
        InputRequired(_l('Choose how many people are coming.')),
    ], validate_choice=False, coerce=str)

    def offer(self, product: Product) -> 'PeopleForm':
        """Show as many as the product takes at once."""
        self.persons.choices = [('1', _('Only me'))] + [
            (str(number), persons_in_words(number)) for number in range(2, product.persons_max + 1)
        ]
        return self


class SlotForm(PageForm):
    """Which time?"""

    slot = RadioField(_l('Choose a time'), validators=[InputRequired(_l('Choose a time.'))], validate_choice=False)
