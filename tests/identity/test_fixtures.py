"""Being logged in in tests is being logged in."""

from collections.abc import Callable

import pytest

from portal.identity.model import Person
from tests.identity.accounts import applicant
from tests.pages.browser import Browser


@pytest.fixture
def engine() -> str:
    """Pages say the same on every engine."""
    return 'sqlite'


def test_who_is_logged_in_sees_their_own_page(browser: Browser, person: Person, log_in: Callable[..., str]) -> None:
    assert browser.open('/me').heading != 'My page'
    token = log_in(browser, applicant(person))
    assert browser.open('/me').heading == 'My page'
    assert browser.cookie('login') == token
