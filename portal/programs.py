"""The portal as programs see it: an application of its own beside the pages.

Programs keep no cookies, send no forms of ours and read no language of ours. What pages need at every turn would cost
them as much as their answer does.
"""

import re
from collections.abc import Iterable, Mapping
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Request
from flask.sessions import SessionInterface

from portal.appointments import api
from portal.identity.model import Door
from portal.identity.model.doors import PROGRAMS
from portal.settings import Settings
from portal.web.errors import answer_errors
from portal.web.lean import LeanFlask
from portal.web.observation import observe
from portal.web.parts import give_parts
from portal.web.protection import limit

PREFIX = '/oap/api'
"""Below this part of the addresses programs are answered."""
SLASHES = re.compile('//+')


class BesidePages:
    """Answers what lies below `PREFIX` with the application for programs, and all else with the pages.

    Programs join their addresses from parts that end and begin with a slash. Two slashes are read as one: a redirect
    would lose what they post. Werkzeug's own dispatcher takes such an address for a page, and one of sixty thousand
    slashes keeps it busy for a second.
    """

    def __init__(self, pages: WSGIApplication, programs: WSGIApplication) -> None:
        self._pages, self._programs = pages, programs

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ.get('PATH_INFO', '')
        if '//' in path:
            path = SLASHES.sub('/', path)
        if not f'{path}/'.startswith(f'{PREFIX}/'):
            return self._pages(environ, start_response)
        environ |= {'SCRIPT_NAME': environ.get('SCRIPT_NAME', '') + PREFIX, 'PATH_INFO': path.removeprefix(PREFIX)}
        return self._programs(environ, start_response)


class NoSessions(SessionInterface):
    """Keeps nothing from one request to the next."""

    def open_session(self, app: Flask, request: Request) -> None:
        """Nothing: what is written into Flask's session here raises."""


def build_programs(settings: Settings, parts: Mapping[type, object], doors: Mapping[str, Door]) -> Flask:
    """The application for programs; raises `ValueError` when one of its addresses is not open to them in `doors`."""
    app = LeanFlask('portal', static_folder=None)
    app.session_interface = NoSessions()
    observe(app)
    limit(app, settings)
    give_parts(app, parts)
    answer_errors(app, api.refuse)
    app.register_blueprint(api.blueprint)
    if closed := {rule.endpoint for rule in app.url_map.iter_rules() if doors.get(rule.endpoint) != PROGRAMS}:
        raise ValueError(f'not open to programs: {", ".join(sorted(closed))}')
    return app
