"""What somebody wants to be told."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired

from portal.procedures.model.news import When, Wish
from portal.web.fields import PageForm

WEEKS = {'0': _l('Never'), '2': _l('By more than 2 weeks'), '4': _l('By more than 4 weeks'),
         '8': _l('By more than 8 weeks'), '13': _l('By more than 3 months')}


class WishForm(PageForm):
    """When to write, and about what."""

    when = RadioField(_l('When do you want a message?'), choices=[
        (When.AT_ONCE.value, _l('As soon as there is news')),
        (When.WEEKLY.value, _l('On Monday, if there was news')),
        (When.NEVER.value, _l('Never: I look myself')),
    ], validators=[InputRequired(_l('Choose when you want a message.'))])
    step = BooleanField(_l('When my application comes to another step'))
    asked = BooleanField(_l('When you ask something of me'))
    weeks = RadioField(_l('When the forecast of the decision moves'), choices=list(WEEKS.items()), validators=[
        InputRequired(_l('Choose one of these.'))])

    def wish(self) -> Wish:
        """What was chosen."""
        return Wish(
            when=When(self.when.data), step=bool(self.step.data), asked=bool(self.asked.data),
            weeks=int(self.weeks.data),
        )

    def show(self, wish: Wish) -> None:
        """Fill the form in with what is kept now."""
        self.when.data, self.step.data, self.asked.data = wish.when.value, wish.step, wish.asked
        self.weeks.data = str(wish.weeks)
