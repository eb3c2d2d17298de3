"""A clerk makes a letter for somebody at the counter, in a real browser: by keyboard, on a phone, without scripts."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.identity.model import Person, Role
from portal.identity.service import Sessions
from portal.procedures.service.letterbox import Letterbox
from tests.browser.served import Portal
from tests.browser.test_status import bring, person
from tests.browser.visitor import Visitor
from tests.counter.conftest import NEW
from tests.fixtures.cases import told_case
from tests.identity.accounts import employee

__all__ = ['person']
Visit = Callable[..., Visitor]
FIRST = {
    'name-nl': 'uw geboorteakte', 'name-en': 'your birth certificate', 'why-nl': 'wij zien daarmee wie u bent',
    'why-en': 'it shows us who you are', 'form-nl': 'een kopie', 'form-en': 'a copy',
}
TYPED = {
    'address': 'Voorbeeldstraat 12\n3511 AA Utrecht', 'send_page': 'https://loket.example/send',
    'send_address': 'Postbus 1234\n1000 AA Voorbeeldstad', **{f'items-0-{leaf}': text for leaf, text in FIRST.items()},
}


@pytest.fixture
def clerk(portal: Portal, visit_portal: Visit, person: Person, tmp_path: Path, monkeypatch) -> Visit:
    """A clerk at the page of Amina, who has an application."""
    monkeypatch.setattr('portal.procedures.service.importing.secrets.token_hex', lambda size: '1' * 2 * size)
    bring(portal, tmp_path, [told_case('A-1', **NEW)])

    def enter(language: str, **how: object) -> Visitor:
        somebody = visit_portal(portal, language, **how)
        token = portal.part(Sessions).begin(employee(Role.CLERK), shared=False)
        somebody.page.context.add_cookies([{'name': 'login', 'value': token, 'url': portal.url}])
        somebody.opens(f'/staff/people?lang={language}')
        somebody.writes('V-number or BSN', person.v_number)
        somebody.picks('reason', 'phone')
        somebody.presses('Look this person up')
        return somebody

    return enter


def fills_in(clerk: Visitor) -> None:
    """All that the letter asks, but for what is chosen."""
    for name, text in TYPED.items():
        clerk.page.locator(f'#say_{name}').fill(text)


def goes_to_the_form(clerk: Visitor) -> None:
    """From the page of the person to the letter that asks for papers."""
    clerk.page.locator('main .card a').click()
    clerk.page.wait_for_load_state()
    clerk.page.locator('main a[href$="/l03_missing"]').click()
    clerk.page.wait_for_load_state()


@pytest.mark.parametrize(('language', 'width', 'scheme'), [('nl', 320, 'light'), ('en', 1280, 'dark')])
def test_a_letter_is_made_looked_at_and_sent(clerk: Visit, portal: Portal, person, language, width, scheme):
    kim = clerk(language, width=width, scheme=scheme)
    kim.is_on_a_sound_page()
    kim.page.locator('main .card a').click()
    kim.page.locator('details').evaluate_all('all => all.forEach(one => one.open = true)')
    kim.is_on_a_sound_page()
    kim.page.locator('main a[href$="/l03_missing"]').click()
    kim.is_on_a_sound_page()
    kim.presses('Look at the letter')
    assert kim.page.locator('#error-summary').count() == 1
    kim.is_on_a_sound_page()
    fills_in(kim)
    kim.presses('Add one more')
    assert kim.page.evaluate('document.activeElement.id') == 'say_items-1-name-nl'
    kim.is_on_a_sound_page()
    kim.picks('say_period', 'asked_standard')
    kim.page.locator('#say_send_page').press('Enter')  # as with the button, and no row goes
    kim.sees('Look at the letter before you send it')
    kim.presses('Send this letter')
    assert kim.reads('This letter was sent')
    kim.is_on_a_sound_page()
    [sent] = portal.part(Letterbox).letters_of(person.id)
    assert sent.kind == 'l03_missing'


def test_nothing_of_it_needs_a_script(clerk: Visit, portal: Portal, person):
    kim = clerk('en', width=320, scripts=False)
    goes_to_the_form(kim)
    fills_in(kim)
    kim.presses('Add one more')
    assert kim.page.locator('#say_items-0-why-nl').input_value() == FIRST['why-nl']
    kim.page.locator('#say_items-1-name-nl').fill('uw pas')
    kim.presses('Remove: %(what)s', what='Paper 2')
    assert kim.page.locator('#say_items-1-name-nl').count() == 0
    kim.picks('say_period', 'asked_standard')
    kim.presses('Look at the letter')
    kim.presses('Change something')
    assert kim.page.locator('#say_address').input_value() == TYPED['address']
    kim.presses('Look at the letter')
    kim.presses('Send this letter')
    assert kim.reads('This letter was sent') and len(portal.part(Letterbox).letters_of(person.id)) == 1
