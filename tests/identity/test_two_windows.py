# ruff: noqa: F401, F811 - the fixtures of logging in by a page are those of test_access
"""Two windows of one browser: what was typed in one is not lost because the same person logged in anew in the other."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from portal.clock import SetClock
from portal.database import Database
from portal.identity import access
from portal.identity.model import Account, Level, Person
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant
from tests.identity.test_access import Enter, app, enter, who_enters
from tests.pages.browser import Browser

CONTACT, MESSAGES = '/me/contact', '/me/messages'
TYPED = {'phone': ['06 12345678']}
GONE = 'This page was open for too long'


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


@pytest.fixture
def amina(person: Person) -> Account:
    return applicant(person)


@pytest.fixture
def kept(app: Flask) -> Callable[[], int]:
    """How many forms are kept for somebody who comes back."""

    def count() -> int:
        with app.extensions['parts'][Database].reading() as session:
            return session.connection().exec_driver_sql('select count(*) from typed_before').scalar_one()

    return count


@pytest.fixture
def form(browser: Browser, enter: Enter, amina: Account, clock: SetClock) -> dict:
    """A form that was filled in, in a window that stays open while the session ends."""
    enter(amina)
    values = browser.open(CONTACT).fields() | TYPED
    clock.moment += timedelta(minutes=16)
    return values


def test_what_was_typed_comes_back_although_the_other_window_logged_in_first(browser, enter, amina, form, people, person):
    """WCAG 2.2.6: the form's own token is not right any more, and nothing has to be typed again."""
    enter(amina)
    page = browser.submitted(CONTACT, form)
    assert page.address == f'{CONTACT}?kept=yes' and page.says('What you typed is still here.')
    assert page.fields()['phone'] == ['06 12345678']
    assert people.get(person.id).phone == ''
    assert browser.submit().says('We kept your change') and people.get(person.id).phone == '+31612345678'


def test_both_windows_get_back_what_they_had(browser, enter, amina, form):
    other = browser.open('/login')
    assert browser.send(CONTACT, form).location.startswith('/login?')
    wishes = {'csrf_token': form['csrf_token'], 'when': ['never'], 'weeks': ['0']}
    assert browser.send(MESSAGES, wishes).location.startswith('/login?')
    enter(amina, f'/login?next={MESSAGES}&kept=yes')
    assert browser.open(f'{MESSAGES}?kept=yes').fields()['when'] == ['never']
    answer = browser.send(f'/login/phrase?next={CONTACT}&kept=yes', form | {'phrase': 'whatever'})
    assert answer.location == f'{CONTACT}?kept=yes' and other.heading == 'How do you want to log in?'
    assert browser.open(answer.location).fields()['phone'] == ['06 12345678']


def test_a_log_in_while_the_session_lasts_loses_nothing_either(browser, enter, amina, person):
    """A stronger log-in in another window."""
    enter(amina)
    form = browser.open(CONTACT).fields() | TYPED
    enter(applicant(person, level=Level.SUBSTANTIAL))
    assert browser.submitted(CONTACT, form).fields()['phone'] == ['06 12345678']


def test_it_is_not_given_to_somebody_else_who_logs_in(browser, enter, form, people, kept):
    """A shared computer: what the one typed does not stand in the form of the other."""
    enter(applicant(people.add('1000000009', BORN, email='sam@example.com')))
    answer = browser.send(CONTACT, form)
    assert answer.status_code == 400 and GONE in answer.get_data(as_text=True) and kept() == 0


def test_without_that_guard_it_is(browser, enter, form, people, kept, monkeypatch):
    """The twin: whoever logs in next is taken for the one who comes back."""
    monkeypatch.setattr(access, '_is_back', lambda account: True)
    enter(applicant(people.add('1000000009', BORN, email='sam@example.com')))
    assert browser.submitted(CONTACT, form).fields()['phone'] == ['06 12345678'] and kept() == 1


@pytest.mark.parametrize('token', [[], [''], ['x'], ['IjAi.aaaaaa.bbbbbbbbbbbbbbbb']])
def test_a_form_that_is_nobodys_is_kept_for_nobody(browser, enter, amina, form, kept, token):
    """ASVS 3.5.1: another site cannot put words into a form."""
    enter(amina)
    answer = browser.send(CONTACT, form | {'csrf_token': token})
    assert answer.status_code == 400 and kept() == 0


def test_who_logged_out_left_nothing_behind(browser, enter, amina, kept):
    enter(amina)
    form = browser.open(CONTACT).fields() | TYPED
    browser.open('/logout')
    browser.submit()
    enter(amina)
    assert browser.send(CONTACT, form).status_code == 400 and kept() == 0


def test_a_button_does_nothing(browser, enter, amina, kept, clock):
    """Only what stands on a page comes back; a press is not made for anybody."""
    enter(amina)
    token = browser.open('/me/sessions').fields()['csrf_token']
    enter(amina)
    assert browser.send('/me/sessions/end', {'csrf_token': token}).status_code == 400 and kept() == 0
    assert browser.fetch('/me').status_code == 200
