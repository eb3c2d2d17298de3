"""Somebody who is logged in, and what the portal keeps of them."""

from collections.abc import Callable

import pytest

from portal.appointments.model import Contact, Person, Visit
from portal.appointments.service import Planner
from portal.identity.model import Person as Known
from tests.appointments.words import place
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant
from tests.pages.browser import Browser

MAIL = Contact(email='amina@example.com', phone='+31612345678', language='en')


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def amina(browser: Browser, person: Known, log_in: Callable[..., str]) -> Browser:
    """Amina's browser, in which she is logged in."""
    log_in(browser, applicant(person))
    return browser


@pytest.fixture
def book(planner: Planner, person: Known) -> Callable[..., Visit]:
    """Books a visit for Amina, alone or with others."""

    def book_for(text: str, *others: str, product: str = 'BIO') -> Visit:
        names = [(person.v_number, 'Amina'), *((number, 'Yusuf') for number in others)]
        persons = tuple(
            Person(v_number=number, first_name=name, last_name='Voorbeeld', birth_date=BORN) for number, name in names
        )
        slot = place(text, product=product, persons=len(persons))
        return planner.booking.book(slot, persons, MAIL, holder='', room='test')

    return book_for
