"""Error pages that a person can act on, in their language."""

import logging
from collections.abc import Callable

from flask import Flask, Response, g, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError
from werkzeug.wrappers import Response as AnyResponse

from portal.database import Busy
from portal.web.formatting import minutes_in_words
from portal.web.network import TooMany
from portal.web.pages import this_address
from portal.web.protection import UnseenSigns

RETRY_SECONDS = 5
WORDS = {
    400: (lazy_gettext('We do not understand this request'),
          lazy_gettext('Nothing was changed. Go back and try again.')),
    403: (lazy_gettext('You cannot do this'),
          lazy_gettext('This page is not open to you, or the request did not come from our own pages. '
                       'Nothing was changed.')),
    404: (lazy_gettext('We cannot find this page'),
          lazy_gettext('Check the address. Did you copy it from a letter or a message? Then copy all of it.')),
    405: (lazy_gettext('This page works in another way'),
          lazy_gettext('Nothing was changed. Go back and try again.')),
    413: (lazy_gettext('That was too much text'),
          lazy_gettext('You sent more than this page can take. Nothing was changed. Go back and send less.')),
    429: (lazy_gettext('Please wait a moment'),
          lazy_gettext('This was tried too often from your network. Nothing was changed and nothing is lost.')),
    500: (lazy_gettext('Something went wrong with us'),
          lazy_gettext('This is our mistake, not yours. Try again in a few minutes.')),
    503: (lazy_gettext('It is very busy now'),
          lazy_gettext('Nothing was changed and nothing is lost. Wait a few seconds and try again.')),
}
LOST_FORM = (
    lazy_gettext('This page was open for too long'),
    lazy_gettext('Nothing was changed. Open the page again and fill it in once more.'),
)
UNSEEN_SIGNS = (
    lazy_gettext('There is a sign in this that we cannot read'),
    lazy_gettext('Nothing was changed. Did you copy a text? Then a sign came along that nobody can see. '
                 'Go back, and type the text yourself.'),
)

log = logging.getLogger(__name__)


Speaker = Callable[[int], Response]


def add_error_pages(app: Flask, *, way_back: Callable[[], AnyResponse | None]) -> None:
    """Answer every error of `app` with a page.

    `way_back` leads on from a form whose token is not right any more, when it knows whose form it was.
    """
    answer_errors(app, error_page)
    app.register_error_handler(CSRFError, lambda error: way_back() or error_page(400, LOST_FORM))
    app.register_error_handler(UnseenSigns, lambda error: error_page(400, UNSEEN_SIGNS))
    app.register_error_handler(TooMany, too_many)
    app.register_error_handler(Busy, busy)


def answer_errors(app: Flask, speak: Speaker) -> None:
    """Let `speak` answer every error of `app` by its status."""
    app.register_error_handler(SecurityError, lambda error: Response('This host is not served here.\n', 400))
    app.register_error_handler(HTTPException, lambda error: speak(error.code or 500))
    app.register_error_handler(Exception, lambda error: broken(error, speak))


def error_page(status: int, words: tuple | None = None) -> Response:
    """The page for a status; a status without words of its own gets those of its family."""
    heading, text = words or WORDS.get(status) or WORDS[400 if status < 500 else 500]
    actions = [(_('Go to the start page'), url_for('overview.start'))]
    if status in (429, 500, 503) and request.method == 'GET':
        actions.insert(0, (_('Try again'), this_address()))
    page = render_template('web/error.html', heading=heading, text=text, actions=actions, reference=g.get('request_id'))
    return Response(page, status)


def too_many(error: TooMany) -> Response:
    """Asked too often: says how long to wait."""
    minutes = minutes_in_words(-(-error.seconds // 60))
    words = WORDS[429][0], _('%(text)s You can try again in %(minutes)s.', text=WORDS[429][1], minutes=minutes)
    response = error_page(429, words)
    response.headers['Retry-After'] = str(error.seconds)
    return response


def busy(error: Busy) -> Response:
    """The database could not answer in time."""
    log.warning('the database was busy', extra={'request_id': g.get('request_id')})
    response = error_page(503)
    response.headers['Retry-After'] = str(RETRY_SECONDS)
    return response


def broken(error: Exception, speak: Speaker) -> Response:
    """A mistake of ours: the trace goes to the log, the person gets a number to call about."""
    log.error('a request failed', exc_info=error, extra={'request_id': g.get('request_id')})
    return speak(500)
