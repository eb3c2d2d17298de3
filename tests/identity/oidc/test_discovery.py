"""What a provider tells about itself, and answers that are no tokens: errors, silence, nonsense."""

from datetime import timedelta

import pytest

from portal.identity.oidc import discovery
from portal.identity.rules import tokens
from tests.identity.oidc.going import Somebody, asked
from tests.identity.oidc.test_forged_tokens import back, brings


@pytest.mark.parametrize('changes', [
    {'issuer': 'https://another.example'}, {'issuer': None}, {'token_endpoint': None}, {'jwks_uri': None},
    {'authorization_endpoint': None}, {'token_endpoint': 'https://elsewhere.example/token'}, {'jwks_uri': 7},
    {'authorization_endpoint': 'javascript:alert(1)'}, {'end_session_endpoint': 'ftp://elsewhere.example'},
])
def test_a_provider_that_tells_something_else_is_not_used(deceived, forged, changes):
    """ASVS 10.5.3: the issuer must be the one that was configured; addresses keep to its scheme."""
    forged.discovery = {name: value for name, value in (forged.discovery | changes).items() if value is not None}
    leads = deceived.starts()
    assert 'trouble=down' in leads and leads.startswith('/login?')


def test_without_the_guard_another_issuer_is_taken(deceived, forged, monkeypatch):
    monkeypatch.setattr(discovery, 'check_discovery', lambda *_: None)
    forged.discovery['issuer'] = 'https://another.example'
    assert deceived.starts().startswith(f'{forged.issuer}/auth?')


@pytest.mark.parametrize('status', [301, 404, 500])
def test_a_provider_that_does_not_answer_well_counts_as_down(deceived, forged, status):
    forged.status = status
    assert 'trouble=down' in deceived.starts()


def test_nobody_waits_again_for_a_provider_that_has_just_not_answered(deceived, forged, clock):
    """ASVS 16.5.2: one that hangs would hold up everybody else here, too."""
    forged.status = 500
    assert all('trouble=down' in deceived.starts() for _ in range(3))
    assert len(forged.asked) == 1
    forged.status, clock.ahead = 200, timedelta(seconds=6)
    assert deceived.starts().startswith(f'{forged.issuer}/auth?')


def test_a_provider_is_asked_about_itself_once_a_minute(deceived, forged, clock):
    """It must have been seen alive before somebody is sent there; more would only be a burden."""
    for _ in range(3):
        deceived.starts()
    assert len(forged.asked) == 1
    clock.ahead = timedelta(seconds=61)
    deceived.starts()
    assert len(forged.asked) == 2


def test_what_a_provider_tells_changes_nothing_else_here(deceived, forged):
    """Authlib takes all of it as settings of its client: `verify: false` would switch off TLS checks."""
    forged.discovery |= {'verify': False, 'client_secret': 'x', 'scope': 'everything', 'code_challenge_method': 'plain'}
    question = asked(deceived.starts())
    assert (question['scope'], question['code_challenge_method']) == ('openid', 'S256')


@pytest.mark.parametrize(('error', 'description', 'trouble'), [
    ('access_denied', '', 'stopped'),
    ('access_denied', 'the person stopped', 'stopped'),
    ('server_error', 'IDP-3200: authentication cancelled', 'stopped'),
    ('IDP-3200', '', 'stopped'),
    ('server_error', '', 'refused'),
    ('temporarily_unavailable', 'later', 'refused'),
    ('<script>', '"><script>', 'refused'),
])
def test_an_error_changes_nothing(deceived, forged, error, description, trouble):
    """Both known forms of a cancelled log-in."""
    brings(deceived, forged)
    before = deceived.logged_in.number
    question = asked(deceived.starts(next='/me/sessions'))
    leads = deceived.comes_back(back(question, forged.issuer, error=error, error_description=description))
    assert f'trouble={trouble}' in leads and 'next=%2Fme%2Fsessions' in leads
    assert deceived.logged_in.number == before
    assert 'script' not in leads


def test_an_error_that_nobody_asked_for_changes_nothing(deceived, forged):
    """Log-out CSRF and the like: an error without a question is not even looked at."""
    brings(deceived, forged)
    leads = deceived.comes_back('/login/back/citizen?error=access_denied&state=another')
    assert 'trouble=foreign' in leads and deceived.logged_in is not None


@pytest.mark.parametrize('query', ['', '?', '?code=c', '?state=s', '?code=c&state=', '?state[]=1'])
def test_an_address_that_is_no_answer(deceived, query):
    assert 'trouble=foreign' in deceived.comes_back(f'/login/back/citizen{query}')


def test_a_question_without_a_code_in_the_answer(deceived, forged):
    question = asked(deceived.starts())
    assert 'trouble=refused' in deceived.comes_back(f'/login/back/citizen?state={question["state"]}&iss={forged.issuer}')


def test_a_provider_that_does_not_promise_its_name_may_leave_it_out(deceived, forged):
    forged.discovery['authorization_response_iss_parameter_supported'] = False
    question = asked(deceived.starts())
    forged.gives(forged.signed(forged.claims(question['nonce'])))
    assert deceived.comes_back(f'/login/back/citizen?code=c&state={question["state"]}') == '/me'


@pytest.mark.parametrize(('status', 'answer', 'trouble'), [
    (200, {}, 'refused'), (400, {'error': 'invalid_grant'}, 'refused'), (200, [], 'refused'), (500, {}, 'down'),
])
def test_a_code_that_is_not_exchanged(deceived, forged, status, answer, trouble):
    """ASVS 16.5.3: fails closed."""
    question = asked(deceived.starts())
    forged.status, forged.tokens = status, answer
    assert f'trouble={trouble}' in deceived.comes_back(back(question, forged.issuer))
    assert deceived.logged_in is None


def test_a_browser_keeps_a_few_questions_only(deceived):
    """A cookie has little room; the latest questions stay."""
    for _ in range(9):
        deceived.starts(next='/me/sessions')
    assert len(deceived.browser.cookie('session')) < 3500


def test_a_way_that_is_not_offered_is_not_there(deceived):
    for address in ('/login/start/staff', '/login/back/staff', '/login/start/constructor'):
        assert deceived.browser.fetch(address).status_code == 404
    assert deceived.browser.send('/login/ended/staff', {}).status_code == 404


def test_the_question_is_asked_by_a_link_and_changes_nothing_else(deceived):
    """CSP `form-action` would stop the redirect after a form; a link is not stopped (§6.3)."""
    page = deceived.reads('/login')
    assert any(link.startswith('/login/start/citizen') for link in page.links())
    assert deceived.browser.fetch('/login/start/citizen', method='POST').status_code in (400, 405)


def test_the_organisations_own_name_stands_beside_the_button(deceived):
    """A condition of DigiD."""
    assert deceived.reads('/login').says('Log in at Helder Loket with')


def test_only_providers_that_are_there_are_shown(deceived, built, with_settings):
    page = deceived.reads('/login')
    assert not any('/login/start/staff' in link or '/login/start/company' in link for link in page.links())
    assert not any('/login/start/' in link for link in Somebody(with_settings()).reads('/login').links())


def test_an_old_question_does_not_count_even_if_a_clock_goes_back(deceived, forged, clock):
    question = asked(deceived.starts())
    clock.ahead = timedelta(minutes=-5)
    assert 'trouble=foreign' in deceived.comes_back(back(question, forged.issuer))


def test_without_the_guard_an_old_question_counts(deceived, forged, clock, monkeypatch):
    monkeypatch.setattr(tokens, 'check_asked', lambda *_: None)
    question = asked(deceived.starts())
    forged.gives(forged.signed(forged.claims(question['nonce'])))
    clock.ahead = timedelta(minutes=4)
    assert deceived.comes_back(back(question, forged.issuer)) == '/me'
