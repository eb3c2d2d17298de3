"""When a provider may end a session from afar: OpenID Connect Back-Channel Logout 1.0, section 2.6."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from portal.identity.errors import AnswerRefused
from portal.identity.rules.tokens import SKEW, is_moment

TYPE = 'logout+jwt'
EVENT = 'http://schemas.openid.net/event/backchannel-logout'
LONGEST = timedelta(minutes=2)
"""So long at most is a logout token of use."""


@dataclass(frozen=True, kw_only=True)
class Ended:
    """What a provider says has ended."""

    number: str
    """The token's own number (`jti`), which is taken once."""
    subject: str = ''
    provider_session: str = ''
    until: datetime
    """When the token is of no use any more, seen or not."""


def check_logout(
    header: Mapping[str, Any], claims: Mapping[str, Any], *, issuer: str, client_id: str, now: datetime,
) -> Ended:
    """What has ended; raises `AnswerRefused` for a token that is none, or not for us, or not of now."""
    if str(header.get('typ') or '').lower().removeprefix('application/') != TYPE:
        raise AnswerRefused('typ')
    if claims.get('iss') != issuer:
        raise AnswerRefused('iss')
    if claims.get('aud') not in (client_id, [client_id]):
        raise AnswerRefused('aud')
    check_no_nonce(claims)
    _check_event(claims.get('events'))
    subject, session, number = (_text(claims, name) for name in ('sub', 'sid', 'jti'))
    if not number:
        raise AnswerRefused('jti')
    if not (subject or session):
        raise AnswerRefused('sub or sid')
    return Ended(number=number, subject=subject, provider_session=session, until=_end(claims, now))


def check_no_nonce(claims: Mapping[str, Any]) -> None:
    """Raises `AnswerRefused` for a token with a nonce: that is one for logging in."""
    if 'nonce' in claims:
        raise AnswerRefused('nonce')


def _check_event(events: object) -> None:
    if not isinstance(events, Mapping) or not isinstance(events.get(EVENT), Mapping):
        raise AnswerRefused('events')


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name, '')
    if not isinstance(value, str) or len(value) > 255:
        raise AnswerRefused(name)
    return value


def _end(claims: Mapping[str, Any], now: datetime) -> datetime:
    issued, ends = claims.get('iat'), claims.get('exp')
    moment, skew, longest = now.timestamp(), SKEW.total_seconds(), LONGEST.total_seconds()
    if not is_moment(issued) or not moment - longest - skew <= issued <= moment + skew:
        raise AnswerRefused('iat')
    if not is_moment(ends) or ends < moment - skew or ends - issued > longest:
        raise AnswerRefused('exp')
    return datetime.fromtimestamp(ends, UTC) + SKEW
