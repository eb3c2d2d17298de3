"""The portal as a client of one provider of log-ins.

What is asked for stands in the session cookie of the browser that asks (state, nonce, PKCE verifier): an answer that
another browser brings, or that somebody slipped in, finds no question there.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

import requests
from authlib.integrations.flask_client import FlaskIntegration, FlaskOAuth2App
from flask import session
from joserfc import jws
from joserfc.jwk import ECKey

from portal.clock import Clock
from portal.identity.errors import AnswerForeign, AnswerRefused, LogInStopped, ProviderDown
from portal.identity.model.identity import ClaimNames
from portal.identity.model.who import Level
from portal.identity.oidc.discovery import FRESH, KNOWN, PROMISES_ISSUER, TIMEOUT, Discovery, check_found
from portal.identity.oidc.mistakes import refusing
from portal.identity.oidc.proof import Proof
from portal.identity.oidc.signatures import Signatures
from portal.identity.rules import tokens
from portal.providers import Provider

RANDOM_BYTES = 32
"""256 bits; OpenID NL GOV asks for 128."""
QUESTIONS = 3
"""So many log-ins may be under way in one browser; a cookie holds four thousand signs."""

Claims = Mapping[str, Any]


@dataclass(frozen=True)
class Heard:
    """What a provider said about somebody."""

    claims: Claims
    level: Level
    id_token: str


class Client:
    """The portal, as one provider sees it."""

    def __init__(self, provider: Provider, names: ClaimNames, *, key: ECKey, clock: Clock) -> None:
        self.provider, self.names, self._clock = provider, names, clock
        self._app = FlaskOAuth2App(
            FlaskIntegration(provider.kind), provider.kind, client_id=provider.client_id, client_secret=key,
            client_auth_methods=[Proof()], client_kwargs={
                'scope': provider.scopes, 'code_challenge_method': 'S256', 'default_timeout': TIMEOUT,
                'token_endpoint_auth_method': Proof.name,
            },
        )
        self._known = self._app.server_metadata
        self._discovery = Discovery(provider, clock, self._known)
        self._signatures = Signatures(self._app, clock)

    def question(self, redirect_uri: str, *, level: Level, language: str, more: Mapping[str, str]) -> str:
        """The address at the provider; remembers in this browser what was asked, and `more`. Raises `ProviderDown`.

        The provider always asks who is there (`prompt=login`): nobody is logged in without noticing (ASVS 7.6.2).
        """
        self._discovery.learn(FRESH)
        asked = self._app.create_authorization_url(
            redirect_uri, state=secrets.token_urlsafe(RANDOM_BYTES), nonce=secrets.token_urlsafe(RANDOM_BYTES),
            acr_values=self.names.asked[level], prompt='login', ui_locales=language,
        )
        self._forget_questions()
        self._app.save_authorize_data(
            redirect_uri=redirect_uri, state=asked['state'], nonce=asked['nonce'],
            code_verifier=asked['code_verifier'], level=int(level), began=self._clock.now().timestamp(), **more,
        )
        return cast(str, asked['url'])

    def asked(self, state: str) -> dict[str, Any]:
        """What this browser asked; raises `AnswerForeign` when it did not, or when it is long ago."""
        found = self._app.framework.get_state_data(session, state) if state else None
        if not found:
            raise AnswerForeign('state')
        tokens.check_asked(found['began'], self._clock.now())
        return cast(dict[str, Any], found)

    def claims(self, said: Mapping[str, str]) -> Heard:
        """What the provider says of whoever brings the answer `said`; raises `AnswerRefused` and so on.

        A question is answered once; an error answer changes nothing.
        """
        asked = self.asked(said.get('state', ''))
        try:
            token = self._answered(said)
        finally:
            self._app.framework.clear_state_data(session, said['state'])
        claims = self._checked(token)
        level = tokens.check_level(_first(claims, self.names), Level(asked['level']), self.names)
        return Heard(self._with_userinfo(token, claims), level, token['id_token'])

    def goodbye(self, id_token: str, *, back: str) -> str | None:
        """Where somebody logs out at the provider too, if it has a page for that and answers."""
        try:
            self._discovery.learn(KNOWN)
        except ProviderDown:
            return None
        if not self._known.get('end_session_endpoint'):
            return None
        return cast(str, self._app.create_logout_url(
            post_logout_redirect_uri=back, id_token_hint=id_token or None, client_id=self.provider.client_id,
        )['url'])

    def read_signed(self, token: str) -> tuple[Claims, Claims]:
        """Header and claims of a token that the provider signed; raises `AnswerRefused`, `ProviderDown`."""
        self._discovery.learn(KNOWN)
        with refusing(self.provider.kind):
            found = self._signatures.read(token)
            return found.header, found.claims

    def _answered(self, said: Mapping[str, str]) -> Mapping[str, Any]:
        """The tokens to which an answer entitles."""
        self._discovery.learn(KNOWN)
        tokens.check_issuer(said.get('iss'), self.provider.issuer, promised=bool(self._known.get(PROMISES_ISSUER)))
        if 'error' in said:
            self._refuse_error(said['error'], said.get('error_description', ''))
        if not said.get('code'):
            raise AnswerRefused('code')
        return self._exchanged()

    def _exchanged(self) -> Mapping[str, Any]:
        """The provider's tokens for the code, as Authlib checked them."""
        options = {'iss': {'essential': True, 'value': self.provider.issuer}}
        with refusing(self.provider.kind):
            token = self._app.authorize_access_token(claims_options=options, leeway=tokens.SKEW.total_seconds())
        if not token.get('userinfo'):
            raise AnswerRefused('id_token')
        return cast(Mapping[str, Any], token)

    def _checked(self, token: Mapping[str, Any]) -> Claims:
        """The claims of the ID token, after what Authlib does not look at."""
        claims = token['userinfo']
        with refusing(self.provider.kind):
            header = jws.extract_compact(token['id_token'].encode()).headers()
        tokens.check_type(header)
        tokens.check_audience(claims, self.provider.client_id)
        tokens.check_subject(claims)
        tokens.check_age(claims, self._clock.now())
        return cast(Claims, claims)

    def _with_userinfo(self, token: Mapping[str, Any], claims: Claims) -> Claims:
        """The claims, with those of the userinfo address where they say nothing themselves."""
        if not self.provider.userinfo or not self._known.get('userinfo_endpoint'):
            return claims
        with refusing(self.provider.kind):
            answer = self._app.get(self._known['userinfo_endpoint'], token=token, allow_redirects=False)
            check_found(answer)
            more = self._userinfo(answer)
        tokens.check_same(claims, more)
        return {**more, **claims}

    def _userinfo(self, answer: requests.Response) -> Claims:
        if not answer.headers.get('Content-Type', '').lower().startswith('application/jwt'):
            more = answer.json()
            return more if isinstance(more, dict) else {}
        more = self._signatures.read(answer.text).claims
        if more.get('iss') != self.provider.issuer or self.provider.client_id not in _listed(more.get('aud')):
            raise AnswerRefused('iss or aud of userinfo')
        return cast(Claims, more)

    def _refuse_error(self, error: str, description: str) -> None:
        if tokens.was_stopped(error, description, self.names):
            raise LogInStopped
        raise AnswerRefused('error')

    def _forget_questions(self) -> None:
        """Make room for another question of this browser."""
        asked = sorted(
            (name for name in session if name.startswith('_state_')), key=lambda name: session[name].get('exp', 0),
        )
        for name in asked[:max(0, len(asked) - QUESTIONS + 1)]:
            session.pop(name)


def _first(claims: Claims, names: ClaimNames) -> object:
    """What the claims say about the level."""
    for path in names.claims['level']:
        found: Any = claims
        for key in path:
            found = found.get(key) if isinstance(found, Mapping) else None
        if found:
            return found
    return None


def _listed(value: object) -> list:
    return value if isinstance(value, list) else [value]
