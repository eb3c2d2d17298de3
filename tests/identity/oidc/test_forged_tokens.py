"""Tokens that a forger, or a careless provider, may send: every one is refused, and the log says why.

The first table is what Authlib refuses, the second what it lets pass and the portal refuses itself.
"""

import json
import logging
from datetime import timedelta
from time import time

import pytest
from joserfc import jws
from joserfc.jwk import ECKey, RSAKey

from portal.identity.model import Level
from portal.identity.rules import tokens
from tests.identity.oidc.going import asked

OTHER = ECKey.generate_key('P-256', {'kid': 'first', 'alg': 'ES256'})


def brings(deceived, forged, *, header=None, key=None, gives=None, **changes):
    """Somebody comes back with a token that was changed so; returns where the portal leads."""
    question = asked(deceived.starts())
    claims = forged.claims(question['nonce'], **changes)
    forged.gives(forged.signed(claims, key=key, **(header or {})), **(gives or {}))
    return deceived.comes_back(back(question, forged.issuer))


def back(question, issuer, **more):
    """The address that leads back."""
    query = '&'.join(f'{name}={value}' for name, value in ({'code': 'c', 'state': question['state'], 'iss': issuer} | more).items())
    return f'/login/back/citizen?{query}'


def test_a_sound_token_opens(deceived, forged, citizens):
    """Without it the tables below would prove nothing."""
    assert brings(deceived, forged) == '/me'
    assert deceived.logged_in.account.person == citizens['Amina'].id
    assert deceived.logged_in.account.id_token == ''


NOW, MONTH = int(time()), 30 * 86400  # read when the tests are collected, which may be half an hour before they run
REFUSED_BY_AUTHLIB = [
    ('another audience', {'aud': 'another'}, 'azp'),
    ('no audience', {'aud': None}, 'aud'),
    ('an empty audience', {'aud': []}, 'aud'),
    ('a foreign party', {'aud': ['loket', 'another'], 'azp': 'another'}, 'azp'),
    ('several audiences and no party', {'aud': ['loket', 'another']}, 'azp'),
    ('another issuer', {'iss': 'https://another.example'}, 'iss'),
    ('no issuer', {'iss': None}, 'iss'),
    ('another nonce', {'nonce': 'another'}, 'nonce'),
    ('no nonce', {'nonce': None}, 'nonce'),
    ('long expired', {'exp': NOW - 3600, 'iat': NOW - 3900}, 'exp'),
    ('no end', {'exp': None}, 'exp'),
    ('an end that is no number', {'exp': 'never'}, 'exp'),
    ('issued in the future', {'iat': NOW + MONTH}, 'iat'),
    ('no moment of issue', {'iat': None}, 'iat'),
    ('not valid yet', {'nbf': NOW + MONTH}, 'nbf'),
    ('no subject', {'sub': None}, 'sub'),
    ('the hash of another access token', {'at_hash': 'AAAAAAAAAAAAAAAAAAAAAA'}, 'at_hash'),
    ('signed with another key of the same name', {'key': OTHER}, 'bad_signature'),
    ('named after a key that is not there', {'header': {'kid': 'second'}}, 'invalid_key_id'),
    ('no signature', {'header': {'alg': 'none'}}, 'unsupported_algorithm'),
]


@pytest.mark.parametrize(('what', 'changes', 'why'), REFUSED_BY_AUTHLIB, ids=[row[0] for row in REFUSED_BY_AUTHLIB])
def test_what_the_library_refuses(deceived, forged, caplog, what, changes, why):
    """ASVS 9.1.2, 9.2.2, 10.5.1, 10.5.4."""
    leads = brings(deceived, forged, **changes)
    assert 'trouble=refused' in leads and deceived.logged_in is None
    assert caplog.messages[-1].split(': ')[-1] == why


def test_a_token_signed_with_our_public_key_as_a_secret(deceived, forged, caplog):
    """The provider even says that it signs in this way."""
    question = asked(deceived.starts())
    forged.gives(forged.signed_with_public_key(forged.claims(question['nonce'])))
    assert 'trouble=refused' in deceived.comes_back(back(question, forged.issuer))
    assert 'unsupported_algorithm' in caplog.text


@pytest.mark.parametrize('token', ['', 'no token', 'a.b.c', '..', 'eyJhbGciOiJFUzI1NiJ9.e30.', None, 7, {}, []])
def test_what_is_no_token_at_all(deceived, forged, token):
    """ASVS 16.5.3: whatever comes, nobody is let in."""
    question = asked(deceived.starts())
    forged.gives('placeholder')
    forged.tokens = forged.tokens | {'id_token': token}
    assert 'trouble=refused' in deceived.comes_back(back(question, forged.issuer))
    assert deceived.logged_in is None


def test_an_answer_without_an_id_token(deceived, forged, caplog):
    question = asked(deceived.starts())
    forged.gives(None)
    assert 'trouble=refused' in deceived.comes_back(back(question, forged.issuer))
    assert caplog.messages[-1].endswith('id_token')


PASSED_BY_AUTHLIB = [
    ('a token for somebody else, obtained by us', {'aud': 'another', 'azp': 'loket'}, 'refused', 'aud'),
    ('a token for us and for others', {'aud': ['loket', 'another'], 'azp': 'loket'}, 'refused', 'aud'),
    ('a lower level', {'acr': 'http://eidas.europa.eu/LoA/low'}, 'level', 'acr'),
    ('a lower level of DigiD', {'acr': 'urn:oasis:names:tc:SAML:2.0:ac:classes:MobileTwoFactorContract'}, 'level', 'acr'),
    ('an unknown level', {'acr': 'very sure'}, 'level', 'acr'),
    ('a level that is no word', {'acr': ['http://eidas.europa.eu/LoA/high']}, 'level', 'acr'),
    ('no level', {'acr': None}, 'level', 'acr'),
    ('issued a year ago', {'iat': NOW - 365 * 86400, 'nbf': NOW - 365 * 86400}, 'refused', 'iat'),
    ('issued six minutes ago', {'iat': NOW - 370, 'nbf': NOW - 370}, 'refused', 'iat'),
    ('an empty subject', {'sub': ''}, 'refused', 'sub'),
    ('a blank subject', {'sub': '  '}, 'refused', 'sub'),
    ('a subject that is no text', {'sub': 7}, 'refused', 'sub'),
    ('a token for logging out', {'header': {'typ': 'logout+jwt'}}, 'refused', 'typ'),
    ('a token for access', {'header': {'typ': 'at+jwt'}}, 'refused', 'typ'),
    ('a minute past its end', {'exp': NOW - 60}, 'refused', 'exp'),
]


@pytest.mark.parametrize(('what', 'changes', 'trouble', 'why'), PASSED_BY_AUTHLIB, ids=[row[0] for row in PASSED_BY_AUTHLIB])
def test_what_the_library_lets_pass_and_we_refuse(deceived, forged, caplog, what, changes, trouble, why):
    """ASVS 6.8.4 (acr), 10.5.2 (sub), 10.5.4: these are ours to check."""
    leads = brings(deceived, forged, **changes)
    assert f'trouble={trouble}' in leads and deceived.logged_in is None
    assert caplog.messages[-1].split(': ')[-1] == why


@pytest.mark.parametrize(('guard', 'without', 'changes'), [
    ('check_level', lambda *_: Level.SUBSTANTIAL, {'acr': 'http://eidas.europa.eu/LoA/low'}),
    ('check_age', lambda *_: None, {'iat': NOW - 365 * 86400, 'nbf': NOW - 365 * 86400}),
    ('check_type', lambda *_: None, {'header': {'typ': 'logout+jwt'}}),
    ('check_audience', lambda *_: None, {'aud': 'another', 'azp': 'loket'}),
    ('check_subject', lambda *_: None, {'sub': ''}),
], ids=['acr', 'iat', 'typ', 'aud', 'sub'])
def test_without_the_guard_it_passes(deceived, forged, monkeypatch, guard, without, changes):
    monkeypatch.setattr(tokens, guard, without)
    assert brings(deceived, forged, **changes) == '/me'


def test_without_the_guard_an_expired_token_passes(deceived, forged, monkeypatch):
    """The library's own patience is two minutes."""
    monkeypatch.setattr(tokens, 'SKEW', timedelta(seconds=120))
    assert brings(deceived, forged, exp=int(time()) - 60) == '/me'


def test_without_the_guard_another_nonce_passes(deceived, forged, monkeypatch):
    """A token that was stolen elsewhere would open here."""
    monkeypatch.setattr('authlib.oidc.core.IDToken.validate_nonce', lambda self: None)
    assert brings(deceived, forged, nonce='of another log-in') == '/me'


def test_a_token_without_key_name_is_read_when_there_is_one_key(deceived, forged):
    assert brings(deceived, forged, header={'kid': None}) == '/me'


def test_a_token_without_key_name_is_refused_when_there_are_two(deceived, forged):
    forged.public = [OTHER.as_dict(private=False, kid='other'), *forged.public]
    assert 'trouble=refused' in brings(deceived, forged, key=ECKey.generate_key('P-256'), header={'kid': None})


def test_new_keys_are_asked_for_once(deceived, forged):
    """Key rotation in the middle of the day."""
    brings(deceived, forged)
    forged.key = ECKey.generate_key('P-256', {'kid': 'second', 'alg': 'ES256', 'use': 'sig'})
    forged.public = [forged.key.as_dict(private=False)]
    forged.asked.clear()
    assert brings(deceived, forged, header={'kid': 'second'}) == '/me'
    assert [path for path, _ in forged.asked].count('/jwks') == 1


def test_a_provider_may_sign_with_rsa(deceived, forged):
    forged.key = RSAKey.generate_key(2048, {'kid': 'rsa', 'alg': 'PS256', 'use': 'sig'})
    forged.public = [forged.key.as_dict(private=False)]
    forged.discovery['id_token_signing_alg_values_supported'] = ['PS256']
    assert brings(deceived, forged, header={'kid': 'rsa', 'alg': 'PS256'}) == '/me'


def test_two_proofs_of_who_we_are_differ(deceived, forged):
    """ASVS 10.4.16 and OpenID NL GOV: signed afresh with ES256 for each question, good for a minute."""
    brings(deceived, forged)
    brings(deceived, forged)
    sent = [values for path, values in forged.asked if path == '/token']
    proofs = [values['client_assertion'] for values in sent]
    read = [jws.extract_compact(proof.encode()) for proof in proofs]
    claims = [json.loads(one.payload) for one in read]
    assert {one.headers()['alg'] for one in read} == {'ES256'}
    assert claims[0]['jti'] != claims[1]['jti'] and {one['exp'] - one['iat'] for one in claims} == {60}
    assert {(one['iss'], one['sub'], one['aud']) for one in claims} == {('loket', 'loket', f'{forged.issuer}/token')}
    assert all('client_secret' not in values and len(values['code_verifier']) >= 43 for values in sent)


def test_nothing_personal_reaches_the_log(deceived, forged, caplog):
    """ASVS 16.2.5: refusals are logged by the name of what was wrong."""
    caplog.set_level(logging.DEBUG)
    brings(deceived, forged, bsn='999990018')
    brings(deceived, forged)
    written = caplog.text
    assert '999990018' not in written and '999990019' not in written
