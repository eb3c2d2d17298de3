"""A provider that says whatever a test wants: right and wrong tokens, other keys, nothing at all."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import time
from typing import Any
from urllib.parse import parse_qs

from joserfc import jwt
from joserfc.jwk import ECKey

CLIENT = 'loket'


class Forger:
    """Answers as a provider does, with what a test puts into its hands."""

    def __init__(self, address: str) -> None:
        self.issuer = address
        self.key = ECKey.generate_key('P-256', {'kid': 'first', 'alg': 'ES256', 'use': 'sig'})
        self.public = [self.key.as_dict(private=False)]
        self.discovery: dict[str, Any] = {
            'issuer': address, 'authorization_endpoint': f'{address}/auth', 'token_endpoint': f'{address}/token',
            'jwks_uri': f'{address}/jwks', 'userinfo_endpoint': f'{address}/userinfo',
            'end_session_endpoint': f'{address}/end', 'authorization_response_iss_parameter_supported': True,
            'id_token_signing_alg_values_supported': ['ES256', 'HS256', 'none'],
        }
        self.tokens: dict[str, Any] = {}
        self.userinfo: tuple[int, str, str] = (200, 'application/json', '{}')
        self.status = 200
        self.asked: list[tuple[str, dict[str, str]]] = []

    def claims(self, asked_nonce: str, **changes: Any) -> dict[str, Any]:
        """The claims of a sound ID token for a citizen; None takes one away."""
        now = int(time())
        sound = {
            'iss': self.issuer, 'aud': CLIENT, 'sub': 'them', 'iat': now, 'nbf': now, 'exp': now + 300, 'nonce': asked_nonce,
            'jti': 'a number', 'acr': 'http://eidas.europa.eu/LoA/substantial', 'bsn': '999990019', 'sid': 'session',
        }
        return {name: value for name, value in (sound | changes).items() if value is not None}

    def signed(self, claims: dict[str, Any], *, key: Any = None, **header: Any) -> str:
        """A token; `header` changes what stands before it."""
        told = {'alg': 'ES256', 'kid': 'first', 'typ': 'JWT'} | header
        told = {name: value for name, value in told.items() if value is not None}
        return jwt.encode(told, claims, key or self.key, algorithms=[told['alg']])

    def gives(self, id_token: str | None, **more: Any) -> None:
        """Have the next code exchanged for this."""
        tokens = {'access_token': 'access', 'token_type': 'Bearer', 'expires_in': 300, 'id_token': id_token} | more
        self.tokens = {name: value for name, value in tokens.items() if value is not None}

    def signed_with_public_key(self, claims: dict[str, Any]) -> str:
        """A token for which the public key was taken as a shared secret; no library does that, so by hand."""
        parts = [json.dumps(one).encode() for one in ({'alg': 'HS256', 'kid': 'first'}, claims)]
        text = b'.'.join(urlsafe_b64encode(part).rstrip(b'=') for part in parts)
        mark = hmac.digest(self.key.as_pem(private=False), text, 'sha256')
        return (text + b'.' + urlsafe_b64encode(mark).rstrip(b'=')).decode()

    def answer(self, path: str) -> tuple[int, str, str]:
        """Status, kind and text."""
        if path == '/userinfo':
            return self.userinfo
        said = {
            '/.well-known/openid-configuration': self.discovery, '/jwks': {'keys': self.public}, '/token': self.tokens,
        }.get(path)
        return (404, 'text/plain', '') if said is None else (self.status, 'application/json', json.dumps(said))


@contextmanager
def forger() -> Iterator[Forger]:
    """A forger that is listening on this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers['Content-Length'])).decode()
            self._answer({name: values[0] for name, values in parse_qs(body).items()})

        def _answer(self, sent: dict[str, str]) -> None:
            found.asked.append((self.path, sent))
            status, kind, text = found.answer(self.path)
            self.send_response(status)
            self.send_header('Content-Type', kind)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(('127.0.0.1', 0), Handler)
    found = Forger(f'http://127.0.0.1:{server.server_port}')
    Thread(target=server.serve_forever, daemon=True, kwargs={'poll_interval': 0.02}).start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
