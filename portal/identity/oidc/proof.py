"""How the portal proves to a provider of log-ins who asks."""

from typing import Any

from authlib.oauth2.rfc7523 import PrivateKeyJWT
from authlib.oauth2.rfc7523.assertion import private_key_jwt_sign

PROOF_SECONDS = 60


class Proof(PrivateKeyJWT):
    """Proves to a provider that the portal asks: a statement signed afresh for each question, good for a minute."""

    alg = 'ES256'

    def sign(self, auth: Any, token_endpoint: str) -> str:
        """A new statement; Authlib's own is good for an hour, which some brokers refuse."""
        return private_key_jwt_sign(
            auth.client_secret, client_id=auth.client_id, token_endpoint=token_endpoint, alg=self.alg,
            expires_in=PROOF_SECONDS,
        )
