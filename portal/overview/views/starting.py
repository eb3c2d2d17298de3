"""The start pages, and the page for who needs help."""

from collections.abc import Sequence

from flask import render_template, url_for

from portal.appointments.service import Planner
from portal.identity.access import may_open, who
from portal.overview.tasks import MINE, WORK, Task
from portal.overview.views.pages import blueprint
from portal.web.parts import part


@blueprint.get('/')
def start() -> str:
    """The few things that people come for."""
    return render_template('overview/start.html')


@blueprint.get('/help')
def help() -> str:
    """Whom to call, where to go, and who may do it for you."""
    return render_template('overview/help.html', desks=part(Planner).calendar.catalogue().desks.values())


@blueprint.get('/me')
def mine() -> str:
    """Where somebody begins who is logged in."""
    return render_template('overview/mine.html', me=who(), tasks=tasks_of(MINE))


@blueprint.get('/staff')
def staff() -> str:
    """Where somebody begins who works for the service."""
    return render_template('overview/staff.html', me=who(), tasks=tasks_of(WORK))


def tasks_of(offered: Sequence[Task]) -> list[dict[str, object]]:
    """What this person may open, with what it is for."""
    return [
        {'url': url_for(task.route), 'text': task.text, 'more': task.more}
        for task in offered if may_open(task.route)
    ]
