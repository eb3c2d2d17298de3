"""Claims that a provider tells at its userinfo address: as JSON or signed, always about the same person."""

import json
from time import time

import pytest
from joserfc.jwk import ECKey

from portal.identity.rules import tokens
from tests.identity.oidc.going import Somebody
from tests.identity.oidc.test_forged_tokens import brings

JSON, SIGNED = 'application/json', 'application/jwt; charset=utf-8'
SOUND = {'sub': 'them', 'bsn': '999990019'}
OTHER = ECKey.generate_key('P-256', {'kid': 'first', 'alg': 'ES256'})


@pytest.fixture
def asking(forged, with_settings, settings_of) -> Somebody:
    """Somebody at a portal that asks for more than the ID token says."""
    return Somebody(with_settings(**settings_of(forged, LEVEL='substantial', USERINFO='yes')))


def signed(forged, key=None, **changes):
    claims = SOUND | {'iss': forged.issuer, 'aud': 'loket', 'iat': int(time())} | changes
    return forged.signed({name: value for name, value in claims.items() if value is not None}, key=key)


@pytest.mark.parametrize('kind', [JSON, SIGNED])
def test_what_the_id_token_lacks_is_taken_from_there(asking, forged, citizens, kind):
    """The pitfall of brokers: userinfo as a token instead of JSON."""
    forged.userinfo = (200, kind, json.dumps(SOUND) if kind == JSON else signed(forged))
    assert brings(asking, forged, bsn=None) == '/me'
    assert asking.logged_in.account.person == citizens['Amina'].id


def test_what_the_id_token_says_counts_more(asking, forged, citizens):
    forged.userinfo = (200, JSON, json.dumps(SOUND | {'bsn': '999990020', 'acr': 'none'}))
    assert brings(asking, forged) == '/me'
    assert asking.logged_in.account.person == citizens['Amina'].id


def test_it_is_not_asked_unless_the_settings_say_so(deceived, forged):
    forged.userinfo = (200, JSON, json.dumps(SOUND))
    assert 'trouble=claims' in brings(deceived, forged, bsn=None)
    assert '/userinfo' not in [path for path, _ in forged.asked]


@pytest.mark.parametrize(('status', 'kind', 'text', 'trouble'), [
    (200, JSON, {'sub': 'somebody else', 'bsn': '999990020'}, 'refused'),
    (200, JSON, {'bsn': '999990020'}, 'refused'),
    (200, JSON, [], 'refused'),
    (200, JSON, 'no json', 'refused'),
    (200, SIGNED, 'no token', 'refused'),
    (200, SIGNED, {'sub': 'somebody else'}, 'refused'),
    (200, SIGNED, {'iss': 'https://another.example'}, 'refused'),
    (200, SIGNED, {'iss': None}, 'refused'),
    (200, SIGNED, {'aud': 'another'}, 'refused'),
    (200, SIGNED, {'aud': None}, 'refused'),
    (200, SIGNED, {'key': OTHER}, 'refused'),
    (302, JSON, SOUND, 'down'),
    (401, JSON, SOUND, 'down'),
    (500, JSON, SOUND, 'down'),
])
def test_what_is_refused(asking, forged, status, kind, text, trouble):
    """ASVS 10.5.2: the answer must be about the subject of the ID token."""
    written = signed(forged, **text) if kind == SIGNED and isinstance(text, dict) else text if text == 'no json' else json.dumps(text)
    forged.userinfo = (status, kind, written)
    leads = brings(asking, forged, bsn=None)
    assert f'trouble={trouble}' in leads
    assert asking.logged_in is None


def test_without_the_guard_somebody_elses_data_are_taken(asking, forged, citizens, monkeypatch):
    monkeypatch.setattr(tokens, 'check_same', lambda *_: None)
    forged.userinfo = (200, JSON, json.dumps({'sub': 'somebody else', 'bsn': '999990020'}))
    assert brings(asking, forged, bsn=None) == '/me'
    assert asking.logged_in.account.person == citizens['Yusuf'].id
