"""What people fill in to plan a visit."""

from portal.appointments.forms.choices import PeopleForm, ProductForm, SlotForm
from portal.appointments.forms.manage import ActForm, FindForm
from portal.appointments.forms.people import ContactForm, PersonForm
from portal.appointments.forms.wish import WishForm

__all__ = [
    'ActForm', 'ContactForm', 'FindForm', 'PeopleForm', 'PersonForm', 'ProductForm', 'SlotForm', 'WishForm',
]
