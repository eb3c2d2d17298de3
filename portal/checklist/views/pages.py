"""What the pages of document help share: whose list it is, and where to go next."""

from flask import Blueprint, current_app, g, redirect, session, url_for
from werkzeug.wrappers import Response

from portal.checklist.errors import ListUnknown
from portal.checklist.model import Found, Kept
from portal.checklist.service import Checklist
from portal.web.parts import part

blueprint = Blueprint('checklist', __name__, url_prefix='/papers')
MINE = 'papers'


def checklist() -> Checklist:
    """The use cases of document help."""
    return part(Checklist)


def mine() -> Kept:
    """What this browser keeps; raises `ListUnknown`."""
    if 'kept' not in g:
        number = session.get(MINE)
        if not isinstance(number, str):
            raise ListUnknown
        g.kept = checklist().kept(number)
    return g.kept


def begin(kept: Kept) -> None:
    """Let this browser have the list."""
    session[MINE] = kept.id


def leave() -> None:
    """Let this browser forget which list it had."""
    session.pop(MINE, None)


def found(kept: Kept) -> Found:
    """What follows from the answers, by the rules of the day on which they apply; worked out once a request."""
    if g.get('found_for') is not kept:
        g.found_for, g.found = kept, checklist().find(kept.answers, kept.filing)
    return g.found


def question_pages() -> dict:
    """Pages of questions, for everybody of whom they show the same."""
    return current_app.extensions.setdefault('question_pages', {})


def onwards(kept: Kept) -> Response:
    """To the next question, or to the list."""
    questions = found(kept).open
    if questions:
        return redirect(url_for('.question', name=questions[0].key), 303)
    return redirect(url_for('.papers'), 303)


@blueprint.errorhandler(ListUnknown)
def nothing_here(refusal: ListUnknown) -> Response:
    """This browser keeps no answers, or no longer: back to the beginning, which says so."""
    return redirect(url_for('.start', gone='yes'), 303)
