"""What the pages at the counter share: they open to the clerk who looked the person up, and each look is noted."""

from collections.abc import Callable

from flask import Blueprint, Response, abort
from flask_babel import lazy_gettext as _l

from portal.identity import access
from portal.identity.model import PersonId
from portal.identity.model.looking import Look, NotedLook
from portal.web.errors import error_page

blueprint = Blueprint('counter', __name__)
CLOSED = (
    _l('This page is closed'),
    _l('Look the person up first, and say why. Then the page is open for an hour, for you only.'),
)
"""Said of everybody whose page this employee did not open, and of people who are not there."""


def closed() -> Response:
    """The page that is shown instead."""
    return error_page(404, CLOSED)


def opened(person: str, otherwise: Callable[[], Response] = closed) -> NotedLook:
    """The look by which this employee opened somebody's page; without one there is only a closed page."""
    grant = access.find_opened(PersonId(person))
    if grant is None:
        abort(otherwise())
    return grant


def following(activity: str, grant: NotedLook, person: str) -> Look:
    """A look that is part of the work that `grant` began, for the same reason."""
    return access.look(
        activity, PersonId(person), reason=grant.reason, words=grant.words, had_visit=grant.had_visit,
        trace_id=bytes.fromhex(grant.trace_id), parent=bytes.fromhex(grant.span_id),
    )


def note(activity: str, grant: NotedLook, person: str) -> None:
    """Write such a look down, before anything is shown or done."""
    access.note(following(activity, grant, person))
