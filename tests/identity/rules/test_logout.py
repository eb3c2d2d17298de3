"""Tokens by which a provider ends a session: which are taken, and which are not."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.identity.errors import AnswerRefused
from portal.identity.rules import logout as rules
from portal.identity.rules.logout import EVENT, check_logout

NOW = datetime(2030, 5, 6, 9, tzinfo=UTC)
HEADER = {'typ': 'logout+jwt', 'alg': 'ES256'}
SOUND = {
    'iss': 'https://broker.example', 'aud': 'loket', 'iat': int(NOW.timestamp()), 'exp': int(NOW.timestamp()) + 120,
    'jti': 'one', 'events': {EVENT: {}}, 'sid': 'session',
}
SECONDS = int(NOW.timestamp())


def checked(*, header=None, **changes):
    claims = {name: value for name, value in (SOUND | changes).items() if value is not None}
    return check_logout(header or HEADER, claims, issuer='https://broker.example', client_id='loket', now=NOW)


@pytest.mark.parametrize(('changes', 'subject', 'session'), [
    ({}, '', 'session'), ({'sub': 'them'}, 'them', 'session'), ({'sid': None, 'sub': 'them'}, 'them', ''),
    ({'aud': ['loket']}, '', 'session'),
])
def test_a_sound_token_says_what_ended(changes, subject, session):
    ended = checked(**changes)
    assert (ended.number, ended.subject, ended.provider_session) == ('one', subject, session)
    assert ended.until >= NOW + timedelta(minutes=2)


@pytest.mark.parametrize(('changes', 'why'), [
    ({'header': {'typ': 'JWT'}}, 'typ'), ({'header': {'alg': 'ES256'}}, 'typ'), ({'header': {'typ': 'at+jwt'}}, 'typ'),
    ({'iss': 'https://other.example'}, 'iss'), ({'iss': None}, 'iss'),
    ({'aud': 'other'}, 'aud'), ({'aud': None}, 'aud'), ({'aud': ['loket', 'other']}, 'aud'), ({'aud': []}, 'aud'),
    ({'nonce': 'n'}, 'nonce'), ({'nonce': ''}, 'nonce'),
    ({'iat': float('nan')}, 'iat'), ({'exp': float('nan')}, 'exp'), ({'exp': float('inf')}, 'exp'),
    ({'events': None}, 'events'), ({'events': {}}, 'events'), ({'events': {EVENT: None}}, 'events'), ({'events': EVENT}, 'events'),
    ({'jti': None}, 'jti'), ({'jti': ''}, 'jti'), ({'jti': 7}, 'jti'), ({'jti': 'j' * 300}, 'jti'),
    ({'sid': None}, 'sub or sid'), ({'sid': ''}, 'sub or sid'), ({'sid': 7}, 'sid'), ({'sub': ['them']}, 'sub'),
    ({'iat': None}, 'iat'), ({'iat': 'now'}, 'iat'), ({'iat': True}, 'iat'),
    ({'iat': SECONDS - 200, 'exp': SECONDS - 80}, 'iat'), ({'iat': SECONDS + 60, 'exp': SECONDS + 120}, 'iat'),
    ({'exp': None}, 'exp'), ({'exp': SECONDS + 121}, 'exp'), ({'exp': SECONDS - 31, 'iat': SECONDS - 100}, 'exp'),
])
def test_every_other_token_is_refused(changes, why):
    with pytest.raises(AnswerRefused) as refused:
        checked(**changes)
    assert refused.value.why == why


def test_without_the_guard_a_token_for_logging_in_logs_out(monkeypatch):
    monkeypatch.setattr(rules, 'check_no_nonce', lambda _: None)
    assert checked(nonce='n').provider_session == 'session'
