"""My visits: what is to come, and what can be done about it."""

from collections.abc import Callable
from dataclasses import replace

from flask import Flask

from portal.appointments.model import Visit
from portal.appointments.service.personal import Personal
from portal.identity.model import Person
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant, employee
from tests.pages.browser import Browser

OTHER = '1000000002'


def test_somebody_sees_their_visits_and_goes_on_from_there(amina: Browser, book: Callable[..., Visit]):
    visit = book('2026-12-08 10:00')
    page = amina.open('/me/visits')
    assert page.heading == 'My visits'
    assert page.says('You have one visit.') and page.says('Tuesday 8 December 2026 at 10:00')
    assert page.says('Photo and fingerprints')
    assert f'/visit/{visit.key}' in page.links()
    assert amina.open(f'/visit/{visit.key}').heading == 'Your visit'


def test_who_has_no_visit_is_told_the_next_step(amina: Browser):
    page = amina.open('/me/visits')
    assert page.says('You have no visit planned.')
    assert '/plan' in page.links()


def test_a_visit_of_a_family_shows_neither_its_key_nor_its_code(amina: Browser, book: Callable[..., Visit]):
    """ASVS 8.2.2, case 1 of the list of mistakes: who comes along cannot cancel for all."""
    visit = book('2026-12-08 10:00', OTHER)
    page = amina.open('/me/visits')
    assert page.says('You come as: Amina Voorbeeld. 2 people come.')
    assert visit.key not in page.text and visit.code not in page.text and 'Yusuf' not in page.text


def test_without_that_guard_the_key_is_there(amina: Browser, book: Callable[..., Visit], monkeypatch):
    """The twin: the same page with the whole visit behind it gives the key away."""
    visit, visits_of = book('2026-12-08 10:00', OTHER), Personal.visits_of

    def careless(self: Personal, v_number: str, now: object) -> object:
        found = visits_of(self, v_number, now)
        return replace(found, visits=tuple(replace(one, key=visit.key) for one in found.visits))

    monkeypatch.setattr(Personal, 'visits_of', careless)
    assert f'/visit/{visit.key}' in amina.open('/me/visits').links()


def test_a_visit_of_somebody_else_is_not_there(planner, book, people, clock):
    book('2026-12-08 10:00')
    stranger = people.add('1000000009', BORN)
    assert not planner.visits_of(stranger.v_number, clock.now()).visits


def test_planning_begins_with_what_is_known(amina: Browser, person: Person):
    """The V-number and the date of birth are filled in; they travel in the page, never in an address."""
    amina.open('/plan/times?product=BIO&persons=2&desk=AM')
    page = amina.submit(slot=amina.page.options('slot')[0])
    assert page.heading.startswith('Who')
    assert page.fields()['v_number'] == [person.v_number]
    assert [page.fields()[f'birth_date-{part}'] for part in ('day', 'month', 'year')] == [['27'], ['3'], ['1990']]
    assert person.v_number not in page.address
    amina.submit(first_name='Amina', last_name='Voorbeeld')
    assert amina.page.fields()['v_number'] == ['']


def test_a_visitor_begins_with_an_empty_page(browser: Browser, person: Person):
    browser.open('/plan/times?product=BIO&persons=1&desk=AM')
    page = browser.submit(slot=browser.page.options('slot')[0])
    assert page.fields()['v_number'] == ['']


def test_an_employee_has_no_visits(app: Flask, browser: Browser, log_in):
    log_in(browser, employee())
    assert browser.open('/me/visits').status == 403


def test_who_helps_sees_the_visits_too(app: Flask, browser: Browser, person, log_in, book):
    book('2026-12-08 10:00')
    log_in(browser, applicant(person, helper=True))
    assert browser.open('/me/visits').says('You have one visit.')
