"""Tokens that a provider signed, read by its keys."""

from authlib.integrations.flask_client import FlaskOAuth2App
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from portal.clock import Clock
from portal.identity.oidc.discovery import ALGORITHMS

PAUSE = 10
"""Seconds before a provider is asked for its keys again because of a token that anybody could have sent."""


class Signatures:
    """Reads what one provider signed; Authlib's `app` knows where its keys are."""

    def __init__(self, app: FlaskOAuth2App, clock: Clock) -> None:
        self._app, self._clock = app, clock
        self._asked_keys = 0.0

    def read(self, token: str) -> jwt.Token:
        """Header and claims; raises what joserfc raises.

        The keys are asked for again when the token names another one, but not too often.
        """
        try:
            return self._read(token)
        except InvalidKeyIdError:
            now = self._clock.now().timestamp()
            if now - self._asked_keys < PAUSE:
                raise
            self._asked_keys = now
            return self._read(token, afresh=True)

    def _read(self, token: str, *, afresh: bool = False) -> jwt.Token:
        registry = JWSRegistry(algorithms=self._app.server_metadata[ALGORITHMS], strict_check_header=False)
        return jwt.decode(token, KeySet.import_key_set(self._app.fetch_jwk_set(force=afresh)), registry=registry)
