"""What every room asks about who is here. Nothing else of log-in is known to their pages."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import urlencode

from flask import Flask, Response, abort, after_this_request, current_app, g, redirect, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.errors import NotLoggedIn, SessionOver
from portal.identity.model import Account, Door, LoggedIn, PersonId
from portal.identity.model.looking import HELPED_VIEW, OWN_VIEW, Actor, Look, NotedLook
from portal.identity.rules.sessions import WARNING
from portal.identity.service.looking import AccessLog
from portal.identity.service.sessions import Sessions
from portal.settings import Settings
from portal.web.pages import is_for_people
from portal.web.parts import part
from portal.web.returning import own_address

NEVER_KEPT = {'csrf_token', 'code', 'phrase', 'once'}
"""Fields that are not kept when a session ends: secrets, and what serves one post only."""
NOT_ASKED: Any = object()
BEFORE = 'csrf_before'
"""Where the cookie of the pages keeps the token of forms that the same person opened before they logged in anew."""


def guard(app: Flask, doors: Mapping[str, Door]) -> None:
    """Let only those in whom `doors` names; an address that is not in it opens to nobody."""

    def check() -> AnyResponse | None:
        endpoint = request.endpoint
        if endpoint is None:
            return None
        find_logged_in()
        door = app.extensions['doors'].get(endpoint)
        if door is None:
            abort(404)
        return None if door.is_open else _pass(door)

    app.extensions['doors'] = dict(doors)
    app.before_request(check)
    app.context_processor(lambda: {'logged_in': find_logged_in(), 'session_warning': int(WARNING.total_seconds())})


def _pass(door: Door) -> AnyResponse | None:
    """Nothing when this person may go on; else where they have to go first. Refuses a wrong role."""
    logged_in = find_logged_in()
    if logged_in is None:
        _keep_typed()
        return redirect(_login_address(door), 303)
    if not door.lets_in(logged_in.account):
        abort(403)
    if not logged_in.reaches(door.level):
        _keep_now(logged_in)
        return redirect(_login_address(door), 303)
    _bring_back(logged_in)
    return None


def find_logged_in() -> LoggedIn | None:
    """Who is logged in, if anybody; asked once a request."""
    kept = g._get_current_object()  # type: ignore[attr-defined]  # finding it thrice would cost more than the rest
    found = kept.get('logged_in', NOT_ASKED)
    if found is NOT_ASKED:
        found, kept.ended = _look_up()
        kept.logged_in = found
    return found


def may_open(route: str) -> bool:
    """Whether this person's role opens a page; a stronger log-in may still be asked for there."""
    door, logged_in = current_app.extensions['doors'][route], find_logged_in()
    return door.is_open or (logged_in is not None and door.lets_in(logged_in.account))


def who() -> LoggedIn:
    """Who is logged in, on a page that is open to nobody else."""
    logged_in = find_logged_in()
    if logged_in is None:
        abort(404)
    return logged_in


def note_look(activity: str, person: PersonId | None, reason: str = '', **more: object) -> None:
    """Write down that somebody looks at a person's data, before it is shown: what cannot be written is not shown."""
    note(look(activity, person, reason=reason, **more))


def noting_look(activity: str, person: PersonId | None) -> AbstractContextManager[None]:
    """`note_look` while the page is made: it leaves the block, and so the portal, once the look is written down."""
    return part(AccessLog).noting(look(activity, person))


def note(made: Look) -> None:
    """Keep a look; what raises here must not be caught, so that nothing is shown."""
    part(AccessLog).note(made)


def look(activity: str, person: PersonId | None, **more: object) -> Look:
    """A look by who is logged in, from this page; `more` are further fields of `Look`. Not kept yet."""
    account = who().account
    if account.helper and activity == OWN_VIEW:
        activity = HELPED_VIEW
    return part(AccessLog).look(activity, person, room=request.blueprint or '', actor=_actor(), **more)


def find_opened(person: PersonId) -> NotedLook | None:
    """The look by which this employee, in this session, opened a person's page within the hour, if there is one."""
    return part(AccessLog).find_grant(person, _actor())


def _actor() -> Actor:
    """Who is logged in, in the role for which this page is open to them."""
    logged_in = who()
    account, door = logged_in.account, current_app.extensions['doors'][request.endpoint]
    roles = sorted(account.roles & door.roles or account.roles)
    role = 'helper' if account.helper else str(roles[0])
    return Actor(key=account.key, name=account.name, role=role, session=logged_in.number)


def log_in(account: Account, *, shared: bool) -> None:
    """Begin a session in this browser; whatever it had before ends."""
    before = session.get('csrf_token') if _is_back(account) else None
    token = part(Sessions).begin(account, shared=shared, old=request.cookies.get(cookie_name(), ''))
    _forget_browser()
    if before:
        session[BEFORE] = before
    g.pop('logged_in', None)
    _give_cookie(token)


def log_out() -> None:
    """End the session in this browser, and let the browser forget all that it kept of us."""
    part(Sessions).end(request.cookies.get(cookie_name(), ''))
    _forget_browser()
    g.logged_in, g.ended = None, None
    _give_cookie('')


def cookie_name() -> str:
    """The cookie that carries the token of a session."""
    return '__Host-login' if part(Settings).secure else 'login'


def _look_up() -> tuple[LoggedIn | None, LoggedIn | None]:
    """Who is logged in, and whose session has ended by itself."""
    if not is_for_people(request.endpoint):
        return None, None
    token = request.cookies.get(cookie_name(), '')
    if not token:
        return None, None
    try:
        return part(Sessions).get(token), None
    except SessionOver as ended:
        return None, ended.was
    except NotLoggedIn:
        return None, None


def _is_back(account: Account) -> bool:
    """The one who logs in is the one who was here until now, or whose session has ended by itself."""
    was = find_logged_in() or g.ended
    return was is not None and was.account.key == account.key


def _forget_browser() -> None:
    """Empty the cookie of the pages but for the language: nothing prepared beforehand is taken over."""
    language = session.get('lang')
    session.clear()
    g.pop('csrf_token', None)
    if language:
        session['lang'] = language


def _give_cookie(token: str) -> None:
    settings = part(Settings)

    @after_this_request
    def give(response: Response) -> Response:
        response.set_cookie(
            cookie_name(), token, secure=settings.secure, httponly=True, samesite='Lax', path='/',
            max_age=None if token else 0,
        )
        if not token:
            response.headers['Clear-Site-Data'] = '"cache", "storage"'
        return response


def _login_address(door: Door) -> str:
    """The page on which to log in for that door, from which one comes back here."""
    asked = {'next': own_address(_way_back()), 'level': int(door.level)}
    if _is_form_of_a_page():
        asked['kept'] = 'yes'
    return f'{url_for("identity.login")}?{urlencode(asked)}'


def _way_back() -> str | None:
    """Where somebody goes on after logging in: to the page, also when they sent its form; never to a bare button."""
    if request.method == 'GET':
        return request.full_path.rstrip('?')
    return request.path if _is_form_of_a_page() else request.form.get('next')


def _is_form_of_a_page() -> bool:
    """Something was sent from a page that can be opened at the same address."""
    rule = request.url_rule
    return request.method == 'POST' and rule is not None and 'GET' in (rule.methods or ())


def keep_sent(logged_in: LoggedIn) -> bool:
    """Keep what was sent from a page that this person may open; False when there is no such page."""
    door = current_app.extensions['doors'].get(request.endpoint)
    fits = door is not None and not door.is_open and door.lets_in(logged_in.account) and _is_form_of_a_page()
    if fits:
        _keep_now(logged_in)
    return fits


def _keep_typed() -> None:
    """Keep what was sent with a session that has ended by itself."""
    if g.ended is not None:
        _keep_now(g.ended)


def _keep_now(was: LoggedIn) -> None:
    if _is_form_of_a_page():
        values = [(name, value) for name, value in request.form.items(multi=True) if name not in NEVER_KEPT]
        part(Sessions).keep_typed(was, request.path, values)


def _bring_back(logged_in: LoggedIn) -> None:
    """Give the page's form what was typed there before, when somebody comes back to it; once."""
    if request.method == 'GET' and 'kept' in request.args:
        g.typed_before = part(Sessions).find_typed(logged_in, request.path)
    elif request.method == 'POST' and 'kept' in request.args:
        part(Sessions).drop_typed(logged_in, request.path)
