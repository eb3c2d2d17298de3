"""What must be true of a provider's answer besides what Authlib checks.

Authlib checks signature, issuer, audience, nonce, and that times are no nonsense. It takes a level that is lower than
asked, a token that was issued long ago, an empty subject, and tokens that are none for logging in.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from math import isfinite
from typing import Any, TypeGuard

from portal.identity.errors import AnswerForeign, AnswerRefused, LevelTooLow
from portal.identity.model.identity import ClaimNames
from portal.identity.model.who import Level

SKEW = timedelta(seconds=30)
"""So much may the clocks of a provider and ours differ."""
OLDEST = timedelta(minutes=5)
"""So long is a token of use after it was issued (OpenID NL GOV: about five minutes)."""
ASKED_FOR = timedelta(minutes=30)
"""So long may somebody take at the provider."""
TYPES = frozenset({'jwt', 'application/jwt', ''})
SUBJECT_SIGNS = 255
SIGNED_BY = ('ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512', 'RS256', 'RS384', 'RS512', 'EdDSA', 'Ed25519')
"""Signatures that only the provider can make; none that a secret shared with us makes."""


def check_type(header: Mapping[str, Any]) -> None:
    """Raises `AnswerRefused` for a token that was made for something else, such as logging out."""
    if str(header.get('typ') or '').lower() not in TYPES:
        raise AnswerRefused('typ')


def check_subject(claims: Mapping[str, Any]) -> None:
    """Raises `AnswerRefused` when the token is about nobody."""
    subject = claims.get('sub')
    if not isinstance(subject, str) or not 0 < len(subject.strip()) <= SUBJECT_SIGNS:
        raise AnswerRefused('sub')


def check_audience(claims: Mapping[str, Any], client_id: str) -> None:
    """Raises `AnswerRefused` for a token that is not for us alone (ASVS 10.5.4): Authlib is content with `azp`."""
    if claims.get('aud') not in (client_id, [client_id]):
        raise AnswerRefused('aud')


def check_age(claims: Mapping[str, Any], now: datetime) -> None:
    """Raises `AnswerRefused` for a token that was issued too long ago, or that is past its end."""
    issued, ends = claims.get('iat'), claims.get('exp')
    if not is_moment(issued) or now.timestamp() - issued > (OLDEST + SKEW).total_seconds():
        raise AnswerRefused('iat')
    if not is_moment(ends) or now.timestamp() > ends + SKEW.total_seconds():
        raise AnswerRefused('exp')


def check_level(said: object, asked: Level, names: ClaimNames) -> Level:
    """The level that a provider reports; raises `LevelTooLow` when it is lower than asked, unknown or missing."""
    level = names.level_of(said)
    if level is None or level < asked:
        raise LevelTooLow('acr')
    return level


def check_issuer(said: str | None, issuer: str, *, promised: bool) -> None:
    """Raises `AnswerRefused` when the answer comes from another provider (RFC 9207); `promised`: it always tells."""
    if said != issuer if said is not None else promised:
        raise AnswerRefused('iss of the answer')


def check_asked(began: float, now: datetime) -> None:
    """Raises `AnswerForeign` when the question is too old for an answer."""
    if not 0 <= now.timestamp() - began + SKEW.total_seconds() <= ASKED_FOR.total_seconds():
        raise AnswerForeign('too long ago')


def check_same(claims: Mapping[str, Any], more: Mapping[str, Any]) -> None:
    """Raises `AnswerRefused` when what was asked afterwards is about somebody else."""
    if not more.get('sub') or more.get('sub') != claims['sub']:
        raise AnswerRefused('sub of userinfo')


def was_stopped(error: str, description: str, names: ClaimNames) -> bool:
    """Whether an error means that the person stopped, in either of the forms that providers use."""
    return error in names.stopped_errors or any(code in description or code == error for code in names.stopped_codes)


def is_moment(value: object) -> TypeGuard[float]:
    """A moment as tokens write it: seconds since 1970. `NaN`, which is neither early nor late, is none."""
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)
