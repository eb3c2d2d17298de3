"""A clerk looks somebody up, the person reads of it, the auditor searches; in a real browser."""

from collections.abc import Callable

import pytest

from portal.identity.model import Person, Role
from portal.identity.service import People
from tests.browser.served import Portal
from tests.browser.visitor import FAMILY, Visitor
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant, employee

AMINA = FAMILY[0]
REASON = 'She lost her residence card'


@pytest.fixture
def person(portal: Portal) -> Person:
    """Somebody whom the service knows."""
    return portal.part(People).add(AMINA.number, BORN, name='Amina Voorbeeld', language='en', email='amina@example.com')


@pytest.mark.parametrize(('language', 'width', 'scheme'), [('nl', 1280, 'light'), ('en', 320, 'dark')])
def test_a_clerk_looks_and_the_person_reads_of_it(
    enters: Callable[..., Visitor], person: Person, language: str, width: int, scheme: str,
) -> None:
    me = enters(applicant(person), language, width=width, scheme=scheme)
    me.opens(f'/me/looks?lang={language}')
    me.sees('Who looked at my case?')
    assert me.reads('Nobody of us looked at your data.')

    clerk = enters(employee(Role.CLERK), language, width=width, scheme=scheme)
    looks_up(clerk, person)
    clerk.presses('I have seen who this is')
    assert clerk.reads('You or a colleague saw today who this is.')
    clerk.is_on_a_sound_page()

    me.opens('/me/looks')
    me.sees('How do you want to log in?')  # whoever was in until now may be somebody else
    me = enters(applicant(person), language, width=width, scheme=scheme)
    me.opens('/me/looks')
    me.sees('Who looked at my case?')
    assert me.finds(REASON)
    assert me.reads('An employee at a counter or on the telephone') and not me.finds('Kim')


def looks_up(clerk: Visitor, person: Person) -> None:
    """From the start of the working day to the page, with one mistake on the way."""
    clerk.opens(f'/staff?lang={clerk.language}')
    clerk.presses('Look a person up')
    clerk.sees('Look a person up').writes('V-number or BSN', person.v_number)
    clerk.presses('Look this person up')
    clerk.sees('Look a person up')
    assert clerk.reads('Choose why you look this person up.')
    clerk.picks('reason', 'other')
    clerk.writes('Which other reason?', REASON)
    clerk.presses('Look this person up')
    assert clerk.page.locator('h1').inner_text() == person.name
    assert person.v_number not in clerk.page.url
    clerk.is_on_a_sound_page()


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_the_auditor_searches_by_keyboard(enters: Callable[..., Visitor], person: Person, language: str) -> None:
    looks_up(enters(employee(Role.CLERK), language), person)
    auditor = enters(employee(Role.AUDITOR, name='Ali Voorbeeld'), language, scheme='dark')
    auditor.opens(f'/staff/log?lang={language}')
    auditor.sees('Search who looked').field('V-number').press_sequentially(person.v_number)
    auditor.page.keyboard.press('Enter')
    table = auditor.page.locator('.table-room')
    table.wait_for()
    assert auditor.finds(REASON) and not auditor.finds(person.name)
    assert person.v_number not in auditor.page.url
    table.focus()
    assert table.evaluate('one => document.activeElement === one')
    auditor.sees('Search who looked')
    auditor.opens('/staff/log/unusual')
    auditor.sees('Unusual reading')
    assert auditor.reads('Nothing unusual today.')
