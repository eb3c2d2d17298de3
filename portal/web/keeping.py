"""Pages that are the same for everybody, made once and given out until what they show has changed."""

import secrets
from collections.abc import Callable, Hashable
from functools import lru_cache
from typing import Any

from flask import g, request, session
from flask_wtf.csrf import generate_csrf

from portal.web.locale import current_language

TOKEN_HERE = secrets.token_hex(16)
"""Stands where a form token belongs; nobody can guess it, or an address could carry it into a page."""
TOKENS = 4096
"""So many people may have a page open."""
MOST = 64
"""So many addresses of one page: somebody who invents addresses fills no memory."""


def kept_html(kept: dict[Any, str], make: Callable[[], str], *, shows: Hashable = None, most: int = MOST) -> str:
    """The page at this address in this language, from `kept` or made now; forms in it get the asker's own token.

    `kept` belongs to the value that the page shows and goes with it, so a page is never older than its value; or it
    serves several values, which `shows` tells apart: all that differs from one asker to the next.
    """
    if g.get('logged_in') is not None:
        return make()  # the head of the page is somebody's own
    return _kept(kept, make, (current_language(), request.full_path, shows), most)


def kept_for_one(kept: dict[Any, str], make: Callable[[], str], *, shows: Hashable, most: int = MOST) -> str:
    """The same for a page that is somebody's own: nobody gets what was made in another session than their own."""
    logged_in = g.logged_in
    return _kept(
        kept, make, (current_language(), request.full_path, logged_in.number, logged_in.ends, shows), most,
    )


def _kept(kept: dict[Any, str], make: Callable[[], str], question: Hashable, most: int) -> str:
    html = kept.get(question)
    if html is None:
        if len(kept) >= most:
            kept.clear()
        html = kept[question] = _for_anybody(make)
    return html.replace(TOKEN_HERE, form_token()) if TOKEN_HERE in html else html


def form_token() -> str:
    """The form token of who asks; it is sealed once, since it does not grow old as long as its session lasts."""
    if 'csrf_token' not in session:
        return generate_csrf()
    return _sealed(session['csrf_token'])


@lru_cache(TOKENS)
def _sealed(_token: str) -> str:
    return generate_csrf()


def _for_anybody(make: Callable[[], str]) -> str:
    """A page whose forms carry the place of a token, and not the token of who happens to ask first."""
    g.csrf_token = TOKEN_HERE
    try:
        return make()
    finally:
        del g.csrf_token  # also when there is no page: that of the error needs a token that works
