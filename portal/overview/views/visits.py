"""The visits of whoever is logged in."""

from flask import render_template

from portal.appointments.service import Planner
from portal.clock import Clock
from portal.identity.access import note_look
from portal.identity.model.looking import OWN_VIEW
from portal.identity.service import People
from portal.overview.views.pages import blueprint, whose
from portal.web.parts import part


@blueprint.get('/me/visits')
def visits() -> str:
    """The visits that are still to come, and places on the waiting list; a visit of a family shows no key."""
    person = whose()
    note_look(OWN_VIEW, person)
    planner = part(Planner)
    mine = planner.visits_of(part(People).get(person).v_number, part(Clock).now())
    return render_template('overview/visits.html', mine=mine, known=planner.calendar.catalogue())
