"""What the planner's pages share."""

from flask import Blueprint, g, session, url_for

from portal.appointments.model import Catalogue, Plan
from portal.appointments.service import Planner
from portal.web.parts import part

blueprint = Blueprint('appointments', __name__)
PLANS_KEPT = 5
"""So many plans can be under way in one browser, such as in several tabs."""


def planner() -> Planner:
    """The planner's use cases."""
    return part(Planner)


def catalogue() -> Catalogue:
    """All that can be visited, the same for the whole request."""
    if 'catalogue' not in g:
        g.catalogue = planner().calendar.catalogue()
    return g.catalogue


def my_plans() -> list[str]:
    """The plans that this browser may open."""
    return session.get('plans', [])


def add_my_plan(plan: str) -> None:
    """Let this browser open a plan."""
    session['plans'] = [*my_plans(), plan][-PLANS_KEPT:]


def place_again(plan: Plan) -> str:
    """Where another place for the plan is chosen; what was answered stays with it."""
    desk = plan.slot.desk if plan.slot else None
    return url_for('.place', product=plan.product, persons=plan.count, desk=desk, plan=plan.id)


def times_again(plan: Plan, lost: str | None = None) -> str:
    """Where another time for the plan is chosen, from the day that was chosen on."""
    if plan.slot is None:
        return url_for('.product')
    day = plan.slot.starts_at.date()
    return url_for(
        '.times', product=plan.product, persons=plan.count, desk=plan.slot.desk, page=day, plan=plan.id, lost=lost,
    )
