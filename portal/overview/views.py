"""The start page, and the page for who needs help."""

from flask import Blueprint, render_template

from portal.appointments.service import Planner
from portal.web.parts import part

blueprint = Blueprint('overview', __name__)


@blueprint.get('/')
def start() -> str:
    """The few things that people come for."""
    return render_template('overview/start.html')


@blueprint.get('/help')
def help() -> str:
    """Whom to call, where to go, and who may do it for you."""
    return render_template('overview/help.html', desks=part(Planner).calendar.catalogue().desks.values())
