"""What a provider of log-ins tells about itself, asked for when it is needed and remembered for a while."""

import logging
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

from portal.clock import Clock
from portal.identity.errors import ProviderDown
from portal.identity.rules.tokens import SIGNED_BY
from portal.providers import Provider

TIMEOUT = (3, 5)
"""Seconds to reach a provider, and to wait for its next word."""
FRESH, KNOWN = 60, 3600
"""Seconds: before somebody is sent away the provider was seen alive so lately; in between it is remembered so long."""
REST = 5
"""Seconds in which a provider that did not answer is not asked again: whoever asks would wait for it."""
ENDPOINTS = ('authorization_endpoint', 'token_endpoint', 'jwks_uri')
OPTIONAL = ('userinfo_endpoint', 'end_session_endpoint')
PROMISES_ISSUER = 'authorization_response_iss_parameter_supported'
ALGORITHMS = 'id_token_signing_alg_values_supported'
USED = ('issuer', PROMISES_ISSUER, *ENDPOINTS, *OPTIONAL)

log = logging.getLogger(__name__)


class Discovery:
    """Keeps `known`, the dictionary from which Authlib takes a provider's addresses and keys, up to date."""

    def __init__(self, provider: Provider, clock: Clock, known: dict[str, Any]) -> None:
        self._provider, self._clock, self._known = provider, clock, known
        self._keys_of = self._failed_at = 0.0

    def learn(self, seconds: int) -> None:
        """Know the provider's addresses, asked for at most so long ago; raises `ProviderDown`."""
        now = self._clock.now().timestamp()
        if 0 <= now - self._known.get('_loaded_at', 0) <= seconds:
            return
        if 0 <= now - self._failed_at < REST:
            raise ProviderDown(self._provider.kind)
        try:
            told = self._ask()
        except (requests.RequestException, ValueError, KeyError, TypeError, AttributeError) as error:
            self._failed_at = self._clock.now().timestamp()
            log.warning('a provider of log-ins does not answer as it should: %s', type(error).__name__)
            raise ProviderDown(self._provider.kind) from error
        if now - self._keys_of > KNOWN:
            self._known.pop('jwks', None)
            self._keys_of = now
        self._known.update(told, _loaded_at=now)

    def _ask(self) -> dict[str, Any]:
        """Only what we use of it, so that what a provider tells can change nothing else here."""
        address = f'{self._provider.issuer.rstrip("/")}/.well-known/openid-configuration'
        answer = requests.get(address, timeout=TIMEOUT, allow_redirects=False)
        check_found(answer)
        told = answer.json()
        check_discovery(told, self._provider.issuer)
        algorithms = [one for one in told.get(ALGORITHMS, ['RS256']) if one in SIGNED_BY]
        return {name: told[name] for name in USED if name in told} | {ALGORITHMS: algorithms}


def check_found(answer: requests.Response) -> None:
    """Raises `HTTPError` unless this is what was asked for; where it would redirect to is not followed."""
    if answer.status_code != requests.codes.ok:
        raise requests.HTTPError(response=answer)


def check_discovery(told: Mapping[str, Any], issuer: str) -> None:
    """Raises `ValueError` for a provider that says it is another one (ASVS 10.5.3), or has unsafe addresses."""
    if told['issuer'] != issuer:
        raise ValueError('another issuer')
    for name in (*ENDPOINTS, *(one for one in OPTIONAL if one in told)):
        if urlsplit(told[name]).scheme != urlsplit(issuer).scheme:
            raise ValueError(name)
