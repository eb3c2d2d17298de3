"""What the planner's pages share."""

from flask import Blueprint, session

from portal.appointments.model import Catalogue
from portal.appointments.service import Planner
from portal.web.parts import part

blueprint = Blueprint('appointments', __name__)
PLANS_KEPT = 5
"""So many plans can be under way in one browser, such as in several tabs."""


def planner() -> Planner:
    """The planner's use cases."""
    return part(Planner)


def catalogue() -> Catalogue:
    """All that can be visited."""
    return planner().calendar.catalogue()


def my_plans() -> list[str]:
    """The plans that this browser may open."""
    return session.get('plans', [])


def add_my_plan(plan: str) -> None:
    """Let this browser open a plan."""
    session['plans'] = [*my_plans(), plan][-PLANS_KEPT:]
