"""Two people log in at a real provider, in a real browser: there and back, more surely, stopping, and out again."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from portal.application import create_app
from portal.database import Database
from portal.identity.service import People
from portal.settings import Settings
from tests.browser.checks import accessibility
from tests.browser.served import HOST, Portal, free_port, served
from tests.browser.visitor import Visitor
from tests.fixtures.demo_provider import started
from tests.fixtures.portals import SECRET

AT_PROVIDER = {'nl': 'Wie bent u?', 'en': 'Who are you?'}


class RealTime:
    """The machine's own time, by which the provider lives too."""

    def now(self) -> datetime:
        return datetime.now(UTC)


@pytest.fixture
def clock() -> RealTime:
    """Runs with the provider's."""
    return RealTime()


@pytest.fixture
def portal(database_url: str, clock: RealTime, tmp_path: Path) -> Iterator[Portal]:
    """A portal that knows a provider which knows it."""
    port = free_port()
    with started(f'http://{HOST}:{port}', tmp_path / 'keys') as provider:
        app = create_app(Settings.from_environment({
            'PORTAL_DATA': str(tmp_path), 'DATABASE_URL': database_url, 'PORTAL_SECRET_KEY': SECRET,
            **provider.settings(),
        }), clock)
        people = app.extensions['parts'][People]
        people.add('1000000002', date(1988, 11, 2), bsn='999990020', name='Yusuf Voorbeeld', language='nl')
        people.add('1000000004', date(1994, 7, 15), name='Elena Beispiel Ejemplo', language='en')
        with served(app, clock, port) as running:
            yield running
        app.extensions['parts'][Database].engine.dispose()


def test_yusuf_logs_in_more_surely_half_way_and_out_everywhere(
    portal: Portal, visit_portal: Callable[..., Visitor],
) -> None:
    """In Dutch, on a narrow phone."""
    yusuf = visit_portal(portal, 'nl', width=320)
    yusuf.opens('/login?lang=nl')
    yusuf.sees('How do you want to log in?').presses('DigiD or a European log-in')
    _says(yusuf, 'Yusuf Voorbeeld: DigiD met alleen een wachtwoord: laag')
    assert yusuf.page.url == f'{portal.url}/me'
    yusuf.is_on_a_sound_page()
    yusuf.opens('/login?level=3&next=/me/sessions')
    assert yusuf.reads('You need a stronger log-in for this page')
    yusuf.is_on_a_sound_page().presses('DigiD or a European log-in')
    _says(yusuf, 'Yusuf Voorbeeld: DigiD met ID-check: substantieel')
    yusuf.sees('Where am I logged in?')
    yusuf.opens('/logout')
    yusuf.sees('Do you want to log out?').presses('Log out')
    yusuf.page.get_by_role('button', name='Uitloggen').click()
    yusuf.page.wait_for_url(f'{portal.url}/logged-out*')
    yusuf.sees('You are logged out')
    yusuf.opens('/me')
    yusuf.reads_heading('How do you want to log in?')


def test_elena_stops_comes_back_and_says_once_which_number_is_hers(
    portal: Portal, visit_portal: Callable[..., Visitor],
) -> None:
    """In English, at a desk, in the dark."""
    elena = visit_portal(portal, 'en', scheme='dark')
    elena.opens('/login?next=/me/sessions')
    elena.presses('DigiD or a European log-in')
    assert elena.page.locator('h1').inner_text() == AT_PROVIDER['en']
    elena.page.get_by_role('button', name='Cancel').click()
    elena.sees('How do you want to log in?')
    assert elena.reads('You stopped logging in') and elena.finds('Nothing was changed.')
    elena.presses('DigiD or a European log-in')
    _says(elena, 'Elena Beispiel Ejemplo: European log-in without BSN: substantial')
    elena.sees('Which V-number is yours?')
    elena.writes('V-number', '1000000002')
    elena.presses('Log in')
    elena.sees('Which V-number is yours?')
    assert elena.finds('This V-number does not go with your details.')
    elena.writes('V-number', '1000000004')
    elena.presses('Log in')
    elena.sees('Where am I logged in?')


def test_the_page_for_a_letter_is_sound_too(portal: Portal, visit_portal: Callable[..., Visitor]) -> None:
    """Whom the provider does not vouch for uses a letter; so may everybody whose passport spells another name."""
    elena = visit_portal(portal, 'nl', width=320)
    elena.opens('/login?lang=nl')
    elena.presses('DigiD or a European log-in')
    _says(elena, 'Elena Beispiel Ejemplo: Europese inlog zonder BSN: substantieel')
    elena.presses('I have a letter with a code')
    elena.sees('Which V-number is yours?').presses('Log in')
    elena.sees('Which V-number is yours?')
    assert elena.reads('Fill in the code of the letter.')
    elena.opens('/login/emergency#a-code')
    elena.sees('Log in in an emergency')
    assert elena.field('Code of the operator').input_value() == 'a-code' and '#' not in elena.page.url


def _says(visitor: Visitor, who: str) -> None:
    """Choose a card of the provider, whose page is sound too."""
    assert visitor.page.locator('h1').inner_text() == AT_PROVIDER[visitor.language]
    assert list(accessibility(visitor.page)) == []
    word = {'nl': 'Inloggen als', 'en': 'Log in as'}[visitor.language]
    visitor.page.get_by_role('button', name=f'{word} {who}', exact=True).click()
    visitor.page.wait_for_url(f'{visitor.portal.url}/**')
