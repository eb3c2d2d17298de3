"""Puts the portal together."""

from flask import Flask

from portal.appointments import views as appointments_views
from portal.checklist import views as checklist_views
from portal.clock import Clock, SystemClock
from portal.commands import add_commands
from portal.counter import views as counter_views
from portal.doors import WHO_MAY_OPEN
from portal.editing import views as editing_views
from portal.identity import access
from portal.identity import views as identity_views
from portal.letters import views as letters_views
from portal.notifications import views as mailbox_views
from portal.overview import views as overview_views
from portal.procedures import views as procedures_views
from portal.programs import BesidePages, build_programs
from portal.settings import Settings
from portal.web import health, observation, pages
from portal.web.errors import add_error_pages
from portal.web.lean import LeanFlask
from portal.web.parts import give_parts
from portal.web.protection import csrf, protect
from portal.web.surrounding import surround
from portal.wiring.parts import build_parts


def create_app(settings: Settings | None = None, clock: Clock | None = None) -> Flask:
    """The portal as these settings say, by default those of the environment; raises `WrongSettings`."""
    settings, clock = settings or Settings.from_environment(), clock or SystemClock()
    parts = build_parts(settings, clock)
    app = LeanFlask('portal')
    observation.observe(app)
    pages.speak(app, settings, clock)  # before the guards, whose refusals are pages too
    protect(app, settings)
    give_parts(app, parts)
    access.guard(app, WHO_MAY_OPEN)
    add_error_pages(app, way_back=identity_views.way_back)
    csrf.exempt(identity_views.ended)  # a provider's post carries a token that the provider signed
    for blueprint in blueprints(settings):
        app.register_blueprint(blueprint)
    programs = app.extensions['programs'] = build_programs(settings, parts, WHO_MAY_OPEN)
    app.wsgi_app = BesidePages(app.wsgi_app, programs)  # type: ignore[method-assign]
    surround(app, settings)
    add_commands(app)
    return app


def blueprints(settings: Settings) -> list:
    """The pages of every room; the demo's mailbox only in the demo."""
    rooms = [
        health, overview_views, counter_views, appointments_views, checklist_views, identity_views, procedures_views,
        editing_views, letters_views,
    ]
    rooms += [mailbox_views] if settings.demo else []
    return [room.blueprint for room in rooms]
