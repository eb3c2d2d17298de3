"""Logging out: here and at the provider, and because the provider says so."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Thread
from time import monotonic, sleep, time
from urllib.parse import urlsplit

import pytest
from flask import Flask
from joserfc.jwk import ECKey
from lxml import html
from sqlalchemy import select
from werkzeug.serving import make_server

from portal.database import Database
from portal.identity.oidc import client
from portal.identity.rules.accounts import digest
from portal.identity.rules.logout import EVENT
from portal.identity.store import once
from portal.identity.store.links import UNLINKED
from portal.identity.store.sessions import SESSIONS
from tests.browser.served import Silent
from tests.fixtures.demo_provider import DemoProvider
from tests.identity.oidc.going import Somebody, asked
from tests.identity.oidc.test_forged_tokens import brings

SECONDS = 10


@contextmanager
def reachable(app: Flask, provider: DemoProvider) -> Iterator[None]:
    """The portal as a server where the provider looks for it."""
    port = urlsplit(provider.portal).port
    server = make_server('127.0.0.1', port, app, threaded=True, request_handler=Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    yield
    server.shutdown()
    server.server_close()


def logs_out(somebody: Somebody) -> str:
    """Press the button; returns where the page leads on to, or where it redirects."""
    somebody.reads('/logout')
    answer = somebody.browser.send('/logout', somebody.browser.page.fields_of('post'))
    if answer.status_code == 303:
        return answer.location
    page = html.document_fromstring(answer.get_data(as_text=True))
    leads = page.xpath('.//main//a')[0].get('href')
    assert page.xpath('.//meta[@http-equiv="refresh"]')[0].get('content') == f'0; url={leads}'
    return leads


def test_logging_out_here_ends_the_log_in_at_the_provider(portal, somebody, provider):
    """ASVS 7.4.1, 7.6.1: our session ends first, then theirs, and one comes back to us."""
    somebody.logs_in('clerk', 'staff')
    leads = logs_out(somebody)
    assert somebody.logged_in is None
    assert leads.startswith(f'{provider.url}/staff/session/end?')
    assert 'id_token_hint=' in leads
    ended = somebody.guest.chooses(leads, logout='yes')
    assert urlsplit(ended).path == '/logged-out' and ended.startswith(provider.portal)


def test_no_number_of_a_citizen_goes_into_an_address(somebody, provider):
    """ASVS 14.2.1: the token of a citizen holds their number, so the provider is told only who asks."""
    somebody.logs_in('citizen_substantial')
    leads = logs_out(somebody)
    assert 'id_token_hint' not in leads and asked(leads)['client_id'] == 'portal-citizen'
    assert somebody.guest.chooses(leads, logout='yes').startswith(f'{provider.portal}/logged-out')


@pytest.mark.parametrize('everywhere', ['/me/sessions/end', None])
def test_every_way_of_logging_out_here_leads_on_to_the_provider(somebody, provider, everywhere):
    somebody.logs_in('clerk', 'staff')
    page = somebody.reads('/me/sessions')
    address = everywhere or f'/me/sessions/{somebody.logged_in.number}/end'
    answer = somebody.browser.send(address, page.fields_of('post'))
    assert f'{provider.url}/staff/session/end?' in answer.get_data(as_text=True) and somebody.logged_in is None


def test_who_came_without_a_provider_is_just_out(deceived, forged):
    forged.discovery.pop('end_session_endpoint')
    brings(deceived, forged)
    assert logs_out(deceived) == '/logged-out'


def test_a_provider_that_is_down_keeps_nobody_from_logging_out(deceived, forged, clock, monkeypatch):
    brings(deceived, forged)
    forged.status = 500
    clock.ahead = timedelta(minutes=14)
    monkeypatch.setattr(client, 'KNOWN', 60)
    assert logs_out(deceived) == '/logged-out' and deceived.logged_in is None


def test_nobody_is_logged_out_by_a_foreign_page(somebody):
    """Log-out CSRF (SecureDrop SEC-01-003): neither by a link nor by a form of another site."""
    somebody.logs_in('citizen_substantial')
    somebody.browser.fetch('/logout')
    assert somebody.browser.send('/logout', {}, site='cross-site').status_code == 403
    assert somebody.browser.send('/logout', {}).status_code in (200, 400)
    assert somebody.logged_in is not None


def test_a_real_provider_ends_our_session_from_afar(portal, somebody, provider):
    """Back-channel log-out of OpenID Connect, ASVS 7.6.1: both sessions of that log-in end, others do not."""
    with reachable(portal, provider):
        somebody.logs_in('clerk', 'staff')
        other = Somebody(portal)
        other.logs_in('clerk', 'staff')
        somebody.guest.presses(somebody.guest.sees(f'{provider.url}/staff/session/end'), logout='yes')
        until = monotonic() + SECONDS
        while somebody.logged_in is not None and monotonic() < until:
            sleep(0.05)
        assert somebody.logged_in is None and other.logged_in is not None


def token(forged, *, key=None, header=None, **changes):
    """A logout token for the session of whoever `brings` something."""
    now = int(time())
    claims = {
        'iss': forged.issuer, 'aud': 'loket', 'iat': now, 'exp': now + 120, 'jti': 'number', 'events': {EVENT: {}},
        'sid': 'session',
    } | changes
    claims = {name: value for name, value in claims.items() if value is not None}
    return forged.signed(claims, key=key, **({'typ': 'logout+jwt'} | (header or {})))


def tells(deceived, text):
    """The provider's own post: no cookie, no form token, no browser."""
    return deceived.app.test_client().post('/login/ended/citizen', data={'logout_token': text})


def test_a_sound_token_ends_the_session(deceived, forged):
    brings(deceived, forged)
    answer = tells(deceived, token(forged))
    assert (answer.status_code, answer.headers['Cache-Control']) == (200, 'no-store')
    assert deceived.logged_in is None


@pytest.mark.parametrize('changes', [{'sid': None, 'sub': 'them'}, {'sub': 'them'}])
def test_a_subject_can_be_logged_out_everywhere(deceived, forged, changes):
    brings(deceived, forged)
    assert tells(deceived, token(forged, **changes)).status_code == 200
    assert deceived.logged_in is None


def test_a_token_about_somebody_else_ends_nothing(deceived, forged):
    brings(deceived, forged)
    assert tells(deceived, token(forged, sid='another')).status_code == 200
    assert tells(deceived, token(forged, jti='two', sid='session', sub='another')).status_code == 200
    assert deceived.logged_in is not None


@pytest.mark.parametrize(('changes', 'why'), [
    ({'header': {'typ': 'JWT'}}, 'typ'), ({'nonce': 'n'}, 'nonce'), ({'iss': 'https://another.example'}, 'iss'),
    ({'aud': 'another'}, 'aud'), ({'exp': int(time()) + 30 * 86400}, 'exp'), ({'events': {}}, 'events'), ({'jti': None}, 'jti'),
    ({'sid': None}, 'sub or sid'), ({'key': ECKey.generate_key('P-256')}, 'bad_signature'),
    ({'header': {'alg': 'none'}}, 'unsupported_algorithm'), ({'header': {'kid': 'another'}}, 'invalid_key_id'),
])
def test_every_other_token_ends_nothing(deceived, forged, changes, why):
    brings(deceived, forged)
    answer = tells(deceived, token(forged, **changes))
    assert (answer.status_code, answer.get_json()['error_description']) == (400, why)
    assert deceived.logged_in is not None


@pytest.mark.parametrize('text', ['', 'x', 'a.b.c', '.' * 9])
def test_what_is_no_token_ends_nothing(deceived, text):
    assert tells(deceived, text).status_code == 400


def test_a_token_counts_once(deceived, forged):
    """A token that was caught cannot log somebody out again and again."""
    brings(deceived, forged)
    caught = token(forged)
    assert tells(deceived, caught).status_code == 200
    brings(deceived, forged)
    assert tells(deceived, caught).get_json()['error_description'] == 'jti'
    assert deceived.logged_in is not None


def test_without_the_guard_a_token_counts_again(deceived, forged, monkeypatch):
    monkeypatch.setattr(once.OnceStore, 'take_token', lambda *_: None)
    caught = token(forged)
    for _ in range(2):
        brings(deceived, forged)
        assert tells(deceived, caught).status_code == 200
        assert deceived.logged_in is None


def test_a_name_of_a_key_that_nobody_has_does_not_make_us_ask_all_the_time(deceived, forged):
    """Anybody may post such tokens; the provider's keys are asked for again once in ten seconds at most."""
    brings(deceived, forged)
    forged.asked.clear()
    for number in range(5):
        tells(deceived, token(forged, header={'kid': f'unknown{number}'}))
    assert [path for path, _ in forged.asked].count('/jwks') <= 1


BSN = {'bsn': None, 'sub_id_type': 'urn:nl-eid-gdi:1.0:id:BSN'}


@pytest.mark.parametrize(('number', 'leads'), [('999990019', '/me'), ('999990111', '/login/link')])
def test_a_subject_that_is_a_number_is_kept_nowhere(deceived, forged, number, leads):
    """ASVS 14.2.7: neither with the session nor while somebody is linked; and the provider can still end it."""
    assert brings(deceived, forged, sub=number, **BSN) == leads
    assert number not in kept(deceived.app)
    assert tells(deceived, token(forged, jti=number, sid=None, sub=number)).status_code == 200
    assert deceived.logged_in is None


def test_a_helper_is_not_told_by_their_number(forged, with_settings, settings_of, citizens):
    """A hash without a key would do: there are not many numbers to try."""
    service = '11111111-2222-4333-8444-555555555555'
    karim = Somebody(with_settings(**settings_of(forged, LEVEL='substantial', SERVICE=service)))
    assert brings(karim, forged, **{
        'bsn': None, 'urn:nl-eid-gdi:1.0:LegalSubjectID': '999990019', 'urn:nl-eid-gdi:1.0:ActingSubjectID': '999990056',
        'urn:nl-eid-gdi:1.0:ServiceUUID': service,
    }) == '/me'
    account = karim.logged_in.account
    assert account.helper and account.key != f'helper:{digest(forged.issuer, "999990056", citizens["Amina"].id)}'


def kept(app):
    """All that is kept of log-ins, in words."""
    with app.extensions['parts'][Database].reading() as session:
        return ' '.join(str(session.execute(select(table)).all()) for table in (SESSIONS, UNLINKED))
