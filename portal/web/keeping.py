"""Pages that are the same for everybody, made once and given out until what they show has changed."""

import secrets
from collections.abc import Callable
from typing import Any

from flask import g, request
from flask_wtf.csrf import generate_csrf

from portal.web.locale import current_language

TOKEN_HERE = secrets.token_hex(16)
"""Stands where a form token belongs; nobody can guess it, or an address could carry it into a page."""
MOST = 64
"""So many addresses of one page: somebody who invents addresses fills no memory."""


def kept_html(kept: dict[Any, str], make: Callable[[], str]) -> str:
    """The page at this address in this language, from `kept` or made now; forms in it get the asker's own token.

    `kept` belongs to the value that the page shows and goes with it, so a page is never older than its value.
    """
    question = current_language(), request.full_path
    if question not in kept:
        if len(kept) >= MOST:
            kept.clear()
        g.csrf_token = TOKEN_HERE
        html = make()
        del g.csrf_token
        kept[question] = html
    html = kept[question]
    return html.replace(TOKEN_HERE, generate_csrf()) if TOKEN_HERE in html else html
