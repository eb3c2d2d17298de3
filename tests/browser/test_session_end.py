"""Pages of who is logged in: sound in both languages and schemes, and honest about the end of the log-in."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from portal.appointments.model import Contact
from portal.appointments.model import Person as Coming
from portal.identity.model import Person
from portal.identity.service import People, Sessions
from tests.browser.served import Portal
from tests.browser.visitor import Visitor
from tests.identity.accounts import applicant

Visit = Callable[..., Visitor]
NUMBER = '1000000001'
OWN_PAGES = '/me', '/me/contact', '/me/visits', '/me/data', '/me/sessions', '/logout'
OPEN_PAGES = '/logged-out', '/login'
MINUTE = 60_000


@pytest.fixture
def amina(portal: Portal) -> Person:
    """Somebody with a visit of her own and one with others."""
    person = portal.part(People).add(
        NUMBER, date(1990, 3, 27), name='Amina Voorbeeld', language='nl', email='amina@example.com',
    )
    for product, numbers in (('BIO', (NUMBER,)), ('DOC', (NUMBER, '1000000002'))):
        slot = portal.free('AM', len(numbers), product)[-1]
        persons = [Coming(v_number=number, first_name='Amina', last_name='Voorbeeld') for number in numbers]
        portal.planner.booking.book(slot, persons, Contact(email='amina@example.com'), holder='', room='web')
    return person


def log_in(visitor: Visitor, person: Person, *, shared: bool = False) -> None:
    """Be logged in in this browser."""
    token = visitor.portal.part(Sessions).begin(applicant(person), shared=shared)
    visitor.page.context.add_cookies([{'name': 'login', 'value': token, 'url': visitor.portal.url}])


def at_the_time_of_the_portal(visitor: Visitor) -> None:
    """Let the browser's clock start where the portal's stands."""
    visitor.page.clock.install(time=visitor.portal.clock.moment)


def pass_time(visitor: Visitor, minutes: float) -> None:
    """Let time pass in the portal and in the browser."""
    visitor.portal.clock.moment += timedelta(minutes=minutes)
    visitor.page.clock.fast_forward(int(minutes * MINUTE))


@pytest.mark.parametrize(('language', 'scheme'), [('nl', 'light'), ('en', 'dark')])
def test_every_page_is_sound_on_a_narrow_phone(portal: Portal, visit_portal: Visit, amina: Person, language, scheme):
    """axe finds nothing; nothing has to be scrolled sideways; every focus is seen."""
    visitor = visit_portal(portal, language, width=320, scheme=scheme)
    for address in OPEN_PAGES:
        visitor.opens(f'{address}?lang={language}')
        visitor.is_on_a_sound_page()
    log_in(visitor, amina)
    for address in OWN_PAGES:
        visitor.opens(f'{address}?lang={language}')
        visitor.is_on_a_sound_page()


def test_the_strip_comes_two_minutes_before_and_prolongs_without_losing_anything(
    portal: Portal, visit_portal: Visit, amina: Person,
):
    """WCAG 2.2.1 Timing Adjustable: warned, and prolonged by one press."""
    visitor = visit_portal(portal, 'en', width=320)
    log_in(visitor, amina)
    at_the_time_of_the_portal(visitor)
    visitor.opens('/me/contact?lang=en')
    strip = visitor.page.locator('#session-end')
    visitor.field('Telephone number').fill('06 12345678')
    assert not strip.is_visible()
    pass_time(visitor, 12)
    assert not strip.is_visible()
    pass_time(visitor, 1)
    strip.wait_for(state='visible')
    assert strip.get_attribute('role') == 'alert'
    visitor.is_on_a_sound_page()
    assert strip.inner_text().startswith('You are logged in until 9:15')
    strip.get_by_role('button', name='Stay logged in').click()
    strip.wait_for(state='hidden')
    assert visitor.field('Telephone number').input_value() == '06 12345678'
    pass_time(visitor, 13)
    strip.wait_for(state='visible')
    assert strip.inner_text().startswith('You are logged in until \u20669:28\u2069')
    visitor.presses('Save')
    assert visitor.reads('We kept your change')


def test_what_was_typed_survives_the_end(portal: Portal, visit_portal: Visit, amina: Person):
    visitor = visit_portal(portal, 'nl', width=320)
    log_in(visitor, amina)
    at_the_time_of_the_portal(visitor)
    visitor.opens('/me/contact?lang=nl')
    visitor.field('Telephone number').fill('06 12345678')
    pass_time(visitor, 16)
    strip = visitor.page.locator('#session-end')
    strip.wait_for(state='visible')
    assert 'U bent nu uitgelogd' in strip.inner_text()
    assert not strip.get_by_role('button').is_visible()
    visitor.presses('Save')
    visitor.reads_heading('How do you want to log in?')
    assert visitor.reads('What you typed is kept. Log in again in the same way, and you see it again.')
    log_in(visitor, amina)
    visitor.opens('/me/contact?kept=yes')
    assert visitor.field('Telephone number').input_value() == '06 12345678'


def test_another_window_prolongs_this_one(portal: Portal, visit_portal: Visit, amina: Person):
    """Somebody reads here and types there: this page does not say that it is about to end."""
    visitor = visit_portal(portal)
    log_in(visitor, amina)
    at_the_time_of_the_portal(visitor)
    visitor.opens('/me?lang=en')
    pass_time(visitor, 10)
    other = visitor.page.context.new_page()
    other.goto(f'{portal.url}/me/contact')
    visitor.page.wait_for_function("document.querySelector('#session-end p').textContent.includes('9:25')")
    pass_time(visitor, 4)
    assert not visitor.page.locator('#session-end').is_visible()  # without the other it would be: 14 of 15 minutes


def test_the_last_minutes_of_the_longest_log_in_are_not_prolonged(portal: Portal, visit_portal: Visit, amina: Person):
    visitor = visit_portal(portal)
    log_in(visitor, amina)
    for _ in range(10):
        portal.clock.moment += timedelta(minutes=11)
        visitor.opens('/me?lang=en')
    at_the_time_of_the_portal(visitor)
    visitor.opens('/me?lang=en')
    pass_time(visitor, 8.5)
    strip = visitor.page.locator('#session-end')
    strip.wait_for(state='visible')
    assert not strip.get_by_role('button').is_visible()


@pytest.mark.parametrize(('language', 'until'), [('nl', '9.15'), ('en', '9:15')])
def test_without_a_script_the_sentence_is_there(portal: Portal, visit_portal: Visit, amina: Person, language, until):
    visitor = visit_portal(portal, language, width=320, scripts=False)
    log_in(visitor, amina)
    visitor.opens(f'/me/contact?lang={language}')
    strip = visitor.page.locator('#session-end')
    assert strip.is_visible() and until in strip.inner_text()
    portal.clock.moment += timedelta(minutes=14)
    strip.get_by_role('button').click()
    visitor.reads_heading('How do we reach you?')
    assert until not in strip.inner_text()
