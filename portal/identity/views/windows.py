"""A form that somebody opened before they logged in anew in another window of the same browser.

It carries the token of before, and so it is not taken. Nothing of it is lost: they see it again, and send it once more.
"""

from urllib.parse import urlencode

from flask import redirect, request, session
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response as AnyResponse
from wtforms.validators import ValidationError

from portal.identity import access
from portal.identity.access import BEFORE
from portal.identity.views.pages import onwards, wanted

LOG_IN = {'identity.login_code', 'identity.login_phrase'}
"""Whoever sends one of these is in already."""


def way_back() -> AnyResponse | None:
    """Where somebody goes on whose form was not taken; nothing when it may be anybody's, or nobody can go on there."""
    logged_in = access.find_logged_in()
    if logged_in is None or not _is_theirs():
        return None
    if request.endpoint in LOG_IN:
        return onwards(logged_in.account, wanted())
    if not access.keep_sent(logged_in):
        return None
    return redirect(f'{request.path}?{urlencode({"kept": "yes"})}', 303)


def _is_theirs() -> bool:
    """The form was made for the same person in this browser, just before they logged in anew."""
    if BEFORE not in session:
        return False
    try:
        validate_csrf(request.form.get('csrf_token'), token_key=BEFORE)
    except ValidationError:
        return False
    return True
