"""What guards every page: hosts, sizes, and posts that were not made by our own pages."""

import re
from datetime import date
from functools import lru_cache
from typing import cast

from flask import Flask, Request, abort, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_wtf import CSRFProtect
from itsdangerous import BadSignature, URLSafeTimedSerializer
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, SecurityError
from werkzeug.sansio.utils import host_is_trusted

from portal.clock import Clock
from portal.settings import Settings
from portal.web.parts import part

COOKIES_KNOWN = 4096
"""So many cookies are remembered, each of less than four kilobytes."""
HOSTS_KNOWN = 64
BODY_BYTES = 256 * 1024
FORM_PARTS = 200
FILES_KEPT = 3600
"""Browsers keep styles and fonts for an hour: an old phone pays for every byte."""
SAFE_METHODS = {'GET', 'HEAD', 'OPTIONS'}
OUR_PAGES = {'same-origin', 'none'}
"""`Sec-Fetch-Site` of a post that a page of ours, or the person in the address bar, makes."""
UNSEEN = re.compile(r'[\x00-\x08\x0e-\x1f\x7f]')
"""Control characters but for tabs and ends of lines and pages, which people copy along with a text."""
UNSEEN_IN_QUERY = re.compile(rb'%[01]|%7f|[\x00-\x1f\x7f]', re.IGNORECASE)
"""Without this a query has none of them."""

csrf = CSRFProtect()


def protect(app: Flask, settings: Settings) -> None:
    """Put the guards around every page of `app`."""
    limit(app, settings)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SECRET_KEY_FALLBACKS=list(settings.old_secret_keys),
        SEND_FILE_MAX_AGE_DEFAULT=FILES_KEPT,
        SESSION_COOKIE_NAME='__Host-session' if settings.secure else 'session',
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE='Lax',
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    app.session_interface = SealedOnce()
    csrf.init_app(app)


def limit(app: Flask, settings: Settings) -> None:
    """Refuse what nobody may send to `app`, pages and programs alike."""
    app.config.update(MAX_CONTENT_LENGTH=BODY_BYTES, MAX_FORM_MEMORY_SIZE=BODY_BYTES, MAX_FORM_PARTS=FORM_PARTS)
    app.before_request(lambda: refuse(settings.trusted_hosts))


def refuse(hosts: tuple[str, ...]) -> None:
    """What no view gets to see: other hosts, posts of other sites, and signs that stand in no text.

    The request is found once: finding it costs as much as one of these guards.
    """
    asked = request._get_current_object()  # type: ignore[attr-defined]
    if not is_trusted(asked.host, hosts):
        raise SecurityError
    refuse_foreign_posts(asked)
    refuse_nul(asked)
    take_in(asked)
    refuse_unseen_signs(asked)


@lru_cache(HOSTS_KNOWN)
def is_trusted(host: str, hosts: tuple[str, ...]) -> bool:
    """We are one of these hosts; looked up once for each: Flask spells them all anew in every request."""
    return host_is_trusted(host, hosts)


def refuse_foreign_posts(asked: Request) -> None:
    """A browser tells which site a post comes from; one that comes from elsewhere is refused."""
    if asked.method in SAFE_METHODS:
        return
    site = asked.headers.get('Sec-Fetch-Site')
    if site is not None and site not in OUR_PAGES:
        abort(403)


def refuse_nul(asked: Request) -> None:
    """An address with a NUL in it is not there: nothing that we keep has one, and PostgreSQL refuses to look for it."""
    if '\x00' in asked.path:
        abort(404)


def take_in(asked: Request) -> None:
    """Read what is sent to its end, wanted or not: who is answered before has its connection broken by the server.

    It is kept: some programs say that their JSON is a form, and it is read again.
    """
    if asked.method not in SAFE_METHODS:
        asked.get_data()


class UnseenSigns(BadRequest):
    """Somebody sent signs that nobody can see, and that stand in no text."""


def refuse_unseen_signs(asked: Request) -> None:
    """No text that people type has such a sign; what is asked or kept with a NUL would break in PostgreSQL."""
    if UNSEEN_IN_QUERY.search(asked.query_string) and _has_unseen(asked.args):
        raise UnseenSigns
    if asked.method not in SAFE_METHODS and not asked.is_json and _has_unseen(asked.form):
        raise UnseenSigns


def _has_unseen(sent: MultiDict[str, str]) -> bool:
    return any(UNSEEN.search(name) or UNSEEN.search(value) for name, value in sent.items(multi=True))


class SealedOnce(SecureCookieSessionInterface):
    """Flask's sessions in a signed cookie, without doing in every request what can be done once.

    What signs them is put together once; a cookie that comes back unchanged is compared with its seal once a day; and
    programs that send no cookies need no reading of them.
    """

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None
        self._known = lru_cache(COOKIES_KNOWN)(self._content)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer:
        """What signs; the keys come from settings that do not change, and there always are some."""
        if self._signer is None:
            self._signer = cast(URLSafeTimedSerializer, super().get_signing_serializer(app))
        return self._signer

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """What the cookie holds, or an empty session."""
        cookie = request.cookies.get(self.get_cookie_name(app)) if 'HTTP_COOKIE' in request.environ else None
        if not cookie:
            return self.session_class()
        try:
            content = self._known(cookie, app, part(Clock).now().date())
        except BadSignature:
            return self.session_class()
        return self.session_class(self.serializer.loads(content))

    def _content(self, cookie: str, app: Flask, _day: date) -> str:
        """What a cookie holds; raises `BadSignature` for one that we did not seal, or long ago."""
        signer, longest = self.get_signing_serializer(app), app.permanent_session_lifetime
        return self.serializer.dumps(signer.loads(cookie, max_age=int(longest.total_seconds())))
