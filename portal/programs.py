"""The portal as programs see it: an application of its own beside the pages.

Programs keep no cookies, send no forms of ours and read no language of ours. What pages need at every turn would cost
them as much as their answer does.
"""

from collections.abc import Mapping

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
    if closed := {rule.endpoint for rule in app.url_map.iter_rules() if doors.get(rule.endpoint) is not PROGRAMS}:
        raise ValueError(f'not open to programs: {", ".join(sorted(closed))}')
    return app
