"""Log-in at a provider that is not ours, from the link on our page to being in."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import requests
from authlib.integrations.base_client import framework_integration
from flask import Flask

from portal.identity.model import Level, Role, Way
from portal.identity.oidc import client as client_module
from portal.identity.rules import tokens
from tests.fixtures.demo_provider import HOST, DemoProvider, Guest, free_port, started
from tests.identity.oidc.going import Somebody, asked


@pytest.mark.parametrize(('persona', 'who', 'level', 'helper'), [
    ('citizen_substantial', 'Amina', Level.SUBSTANTIAL, False),
    ('citizen_app', 'Amina', Level.MIDDLE, False),
    ('citizen_low', 'Yusuf', Level.LOW, False),
    ('citizen_raised', 'Yusuf', Level.SUBSTANTIAL, False),
    ('helper_mandate', 'Leyla', Level.SUBSTANTIAL, True),
    ('helper_represents', 'Leyla', Level.SUBSTANTIAL, True),
    ('eidas_bsn', 'Jonas', Level.HIGH, False),
])
def test_citizens_and_their_helpers(somebody, citizens, persona, who, level, helper):
    """ASVS 6.8.4: the level that the provider reports is the level of the session."""
    assert somebody.logs_in(persona) == '/me'
    account = somebody.logged_in.account
    assert (account.person, account.level, account.helper) == (citizens[who].id, level, helper)
    assert (account.way, account.roles) == (Way.CITIZEN, {Role.APPLICANT})
    assert account.key.startswith('helper:' if helper else f'person:{citizens[who].id}')


@pytest.mark.parametrize(('persona', 'key', 'role', 'through'), [
    ('sponsor_reader', 'company:kvk:90000001:', Role.SPONSOR_READER, ()),
    ('sponsor_owner', 'company:kvk:90000001:', Role.SPONSOR_OWNER, ()),
    ('sponsor_branch', 'company:kvk:90000001:000090000011:', Role.SPONSOR_EDITOR, ()),
    ('sponsor_chain', 'company:kvk:90000001:', Role.SPONSOR_EDITOR, ('90000002',)),
    ('sponsor_rsin', 'company:rsin:999990068:', Role.SPONSOR_READER, ()),
    ('sponsor_europe', 'company:eidas:', Role.SPONSOR_READER, ()),
])
def test_companies(somebody, persona, key, role, through):
    assert somebody.logs_in(persona, 'company') == '/me'
    account = somebody.logged_in.account
    assert account.key.startswith(key) and account.roles == {role}
    assert tuple(company.number for company in account.through) == through
    assert account.person is None


@pytest.mark.parametrize(('persona', 'roles'), [
    ('clerk', {Role.CLERK}), ('planner', {Role.PLANNER}), ('clerk_planner', {Role.CLERK, Role.PLANNER}),
    ('letter_editor', {Role.LETTER_EDITOR}), ('auditor', {Role.AUDITOR}),
])
def test_staff(somebody, persona, roles):
    assert somebody.logs_in(persona, 'staff') == '/staff'
    assert somebody.logged_in.account.roles == roles
    assert somebody.logged_in.last - somebody.logged_in.began == timedelta(hours=8)


@pytest.mark.parametrize(('persona', 'kind', 'trouble', 'says'), [
    ('helper_elsewhere', 'citizen', 'mandate', 'Your mandate is not for this service.'),
    ('sponsor_low', 'company', 'level', 'You logged in, but this page asks for a stronger log-in.'),
    ('nobody', 'staff', 'task', 'You have no task in this portal yet.'),
])
def test_who_has_no_business_here_is_told_why(somebody, persona, kind, trouble, says):
    leads = somebody.logs_in(persona, kind)
    assert f'trouble={trouble}' in leads and somebody.logged_in is None
    assert somebody.reads(leads).says(says)


def test_what_a_provider_is_asked(somebody):
    """ASVS 10.2.1, OpenID NL GOV 1.0.1: code flow, PKCE S256, state and nonce of 256 bits, the level by its URI."""
    first, second = asked(somebody.starts(level='3')), asked(somebody.starts(level='3'))
    assert (first['response_type'], first['code_challenge_method'], first['scope']) == ('code', 'S256', 'openid')
    assert first['acr_values'] == 'http://eidas.europa.eu/LoA/substantial' and first['prompt'] == 'login'
    assert len(first['state']) == len(first['nonce']) == 43
    assert not {first[name] for name in ('state', 'nonce', 'code_challenge')} & {second[name] for name in ('state', 'nonce', 'code_challenge')}


def test_raising_the_level_half_way(somebody, citizens):
    """ASVS 6.3.3, 7.2.4: a stronger log-in makes a new session, and the old one is at an end."""
    somebody.logs_in('citizen_low')
    weak = somebody.browser.cookie('login')
    assert not somebody.logged_in.reaches(Level.SUBSTANTIAL)
    assert somebody.logs_in('citizen_raised', level='3', next='/me/sessions') == '/me/sessions'
    assert somebody.logged_in.reaches(Level.SUBSTANTIAL)
    strong = somebody.browser.cookie('login')
    somebody.browser.has_cookie('login', weak)
    assert strong != weak and somebody.logged_in is None


def test_asking_for_more_and_getting_less_changes_nothing(somebody):
    """ASVS 6.8.4: who asked for substantial is not let in with less, and stays who they were."""
    somebody.logs_in('citizen_low')
    before = somebody.logged_in
    leads = somebody.logs_in('citizen_low', level='3', next='/me/sessions')
    assert 'trouble=level' in leads and 'next=%2Fme%2Fsessions' in leads
    assert somebody.logged_in.number == before.number


def test_who_stops_is_told_that_nothing_was_changed(somebody):
    somebody.logs_in('citizen_low')
    before = somebody.logged_in.number
    leads = somebody.comes_back(somebody.guest.chooses(somebody.starts(level='3', next='/me/sessions'), cancel='yes'))
    page = somebody.reads(leads)
    assert page.says('You stopped logging in') and page.says('Nothing was changed.')
    assert any('/login/start/citizen?next=%2Fme%2Fsessions&level=3' in link for link in page.links())
    assert somebody.logged_in.number == before


def test_a_foreign_browser_gets_nothing_from_an_answer(portal, somebody):
    """Log-in CSRF (Indico 3.0.3, Authlib CVE-2025-68158): an answer is of use only where it was asked for."""
    answer = somebody.is_at_provider('citizen_substantial')
    victim = Somebody(portal)
    assert 'trouble=foreign' in victim.comes_back(answer) and victim.logged_in is None
    victim.starts()
    assert 'trouble=foreign' in victim.comes_back(answer) and victim.logged_in is None
    assert somebody.comes_back(answer) == '/me'


def test_without_the_guard_a_foreign_browser_is_logged_in_as_somebody_else(portal, somebody, monkeypatch, citizens):
    """State kept where it is not bound to the browser, as it was in CVE-2025-68158."""
    shared: dict = {}
    for name in ('get_state_data', 'set_state_data', 'clear_state_data'):
        real = getattr(framework_integration.FrameworkIntegration, name)
        monkeypatch.setattr(
            framework_integration.FrameworkIntegration, name,
            lambda self, _, *rest, real=real: real(self, shared, *rest),
        )
    answer = somebody.is_at_provider('citizen_substantial')
    victim = Somebody(portal)
    victim.comes_back(answer)
    assert victim.logged_in.account.person == citizens['Amina'].id


def test_an_answer_counts_once(somebody):
    answer = somebody.is_at_provider('citizen_substantial')
    assert somebody.comes_back(answer) == '/me'
    assert 'trouble=foreign' in somebody.comes_back(answer)


def test_an_answer_that_took_too_long_does_not_count(somebody, clock):
    answer = somebody.is_at_provider('citizen_substantial')
    clock.ahead = timedelta(minutes=31)
    assert 'trouble=foreign' in somebody.comes_back(answer)


def test_the_provider_itself_refuses_a_wrong_verifier(somebody, monkeypatch, caplog):
    """ASVS 10.4.6: PKCE is in force; a peer that let this pass would prove nothing."""
    answer = somebody.is_at_provider('citizen_substantial')
    real = client_module.FlaskOAuth2App._format_state_params
    monkeypatch.setattr(client_module.FlaskOAuth2App, '_format_state_params', staticmethod(
        lambda data, said: real(data, said) | {'code_verifier': 'x' * 43}))
    assert 'trouble=refused' in somebody.comes_back(answer)
    assert 'invalid_grant' in caplog.text and somebody.logged_in is None


def test_the_provider_itself_refuses_another_key(provider, with_settings, caplog):
    """ASVS 10.4.16: the portal proves who it is with its key, and a wrong one proves nothing."""
    from_elsewhere = provider.settings('citizen') | {'PORTAL_CITIZEN_KEY_FILE': str(provider.keys / 'staff.pem')}
    somebody = Somebody(with_settings(**from_elsewhere))
    assert 'trouble=refused' in somebody.logs_in('citizen_substantial')
    assert 'invalid_client' in caplog.text


def test_the_answer_of_one_provider_is_of_no_use_at_another(somebody):
    """ASVS 10.2.2: two brokers cannot be mixed up."""
    answer = somebody.is_at_provider('citizen_substantial')
    assert 'trouble=foreign' in somebody.comes_back(answer.replace('/back/citizen', '/back/staff'))
    somebody.starts('staff')
    assert 'trouble=foreign' in somebody.comes_back(answer.replace('/back/citizen', '/back/staff'))
    assert somebody.logged_in is None


@pytest.mark.parametrize('change', ['', '&iss=http://127.0.0.1:1/other', 'staff'])
def test_the_answer_names_the_provider_that_was_asked(somebody, caplog, provider, change):
    """ASVS 10.2.2, RFC 9207: missing and wrong names are refused, that of another provider of ours too."""
    address, _, _ = somebody.is_at_provider('citizen_substantial').partition('&iss=')
    more = f'&iss={provider.url}/staff' if change == 'staff' else change
    assert 'trouble=refused' in somebody.comes_back(address + more)
    assert 'iss of the answer' in caplog.text


def test_without_the_guard_an_answer_of_another_provider_is_taken(somebody, monkeypatch, provider):
    monkeypatch.setattr(tokens, 'check_issuer', lambda *_, **__: None)
    address, _, _ = somebody.is_at_provider('citizen_substantial').partition('&iss=')
    assert somebody.comes_back(f'{address}&iss={provider.url}/staff') == '/me'


def test_staff_and_citizen_in_one_browser_are_never_both_in(somebody):
    """Logging in as the other ends the first (ASVS 7.2.4)."""
    somebody.logs_in('citizen_substantial')
    citizen = somebody.browser.cookie('login')
    assert somebody.logs_in('clerk', 'staff') == '/staff'
    assert somebody.logged_in.account.roles == {Role.CLERK}
    staff = somebody.browser.cookie('login')
    somebody.browser.has_cookie('login', citizen)
    assert somebody.logged_in is None
    somebody.browser.has_cookie('login', staff)
    somebody.logs_in('citizen_substantial')
    assert somebody.logged_in.account.roles == {Role.APPLICANT}


def test_a_role_that_was_taken_away_is_gone_with_the_next_log_in(somebody):
    """ASVS 8.3.2: what somebody may do comes from their groups each time anew."""
    somebody.logs_in('clerk_planner', 'staff')
    somebody.logs_in('clerk', 'staff')
    assert somebody.logged_in.account.roles == {Role.CLERK}


def test_new_keys_of_a_provider_are_found(
    with_settings: Callable[..., Flask], tmp_path, citizens,
):
    """Key rotation: the provider comes back with other keys."""
    port, url = free_port(), f'http://{HOST}:{free_port()}'
    with started(url, tmp_path / 'keys', port) as first:
        somebody = Somebody(with_settings(**first.settings('citizen')))
        assert somebody.logs_in('citizen_substantial') == '/me'
    somebody.guest = Guest()
    with started(url, tmp_path / 'keys', port):
        assert somebody.logs_in('citizen_low') == '/me'


def test_a_provider_that_is_down_is_said_before_anybody_is_sent_there(with_settings, tmp_path, citizens, clock):
    """ASVS 16.5.2: the other ways are shown."""
    with started(f'http://{HOST}:{free_port()}', tmp_path / 'keys') as provider:
        somebody = Somebody(with_settings(**provider.settings()))
        assert provider.url in somebody.starts('citizen')
        answer = somebody.is_at_provider('citizen_substantial')
    clock.ahead = timedelta(seconds=61)
    leads = somebody.starts('citizen', next='/me/sessions')
    page = somebody.reads(leads)
    assert page.says('You cannot log in in this way now.')
    assert [link for link in page.links() if '/login/start/' in link] == [
        '/login/start/company?next=%2Fme%2Fsessions&level=1', '/login/start/staff?next=%2Fme%2Fsessions&level=1']
    assert 'trouble=down' in somebody.comes_back(answer) and somebody.logged_in is None


def test_the_demonstration_serves_this_machine_only(tmp_path):
    """ASVS 15.2.3: the provider of invented people refuses to be reached by others."""
    with pytest.raises(AssertionError, match='ended by itself'), started('https://loket.example', tmp_path):
        pass


def test_the_provider_knows_its_clients_only(provider: DemoProvider):
    answer = requests.get(f'{provider.url}/citizen/auth', params={
        'client_id': 'another', 'redirect_uri': 'http://127.0.0.1/x', 'response_type': 'code', 'scope': 'openid',
    }, timeout=5)
    assert answer.status_code == 400
