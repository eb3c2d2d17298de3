"""What goes around the portal: it sees requests and answers as the server has them, before and after Flask."""

from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any
from wsgiref.types import InputStream, StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from portal.settings import Settings
from portal.web.protection import BODY_BYTES

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'; object-src 'none'"
)
HEADERS = {
    'Content-Security-Policy': CSP,
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=()',
}
HSTS = {'Strict-Transport-Security': 'max-age=63072000; includeSubDomains'}
NEVER_KEPT = (('Cache-Control', 'no-store'),)
Given = list[tuple[str, str]]
Write = Callable[[bytes], object]


def surround(app: Flask, settings: Settings) -> None:
    """Put around `app`, and all that is mounted in it, what looks at requests and answers as the server has them."""
    headers = HEADERS | (HSTS if settings.secure else {})
    app.wsgi_app = Headed(ChunkedBodies(app.wsgi_app), headers)  # type: ignore[method-assign]
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count)  # type: ignore[method-assign]


class Headed:
    """Gives every answer these headers; nothing is kept by caches unless its view says so.

    It works on the finished list: going through Flask would cost each request as much as finding its view.
    """

    def __init__(self, application: WSGIApplication, headers: Mapping[str, str]) -> None:
        self._application, self._headers = application, list(headers.items())

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, given: Given, *error: Any) -> Write:  # names: what they stand for is not made each time
            kept = () if any(name == 'Cache-Control' for name, _ in given) else NEVER_KEPT
            return start_response(status, [*given, *self._headers, *kept], *error)

        return self._application(environ, start)


class ChunkedBodies:
    """Reads a body that comes in chunks and says how long it was: Werkzeug cuts one that is too long without a word."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if 'chunked' in environ.get('HTTP_TRANSFER_ENCODING', '').lower():
            body = _read(environ['wsgi.input'], BODY_BYTES + 1)
            environ |= {'wsgi.input': BytesIO(body), 'CONTENT_LENGTH': str(len(body)), 'HTTP_TRANSFER_ENCODING': ''}
        return self._application(environ, start_response)


def _read(stream: InputStream, most: int) -> bytes:
    """What the stream holds, up to so many bytes."""
    body = b''
    while len(body) < most and (more := stream.read(most - len(body))):
        body += more
    return body
