"""From a chosen time to a booked visit: who comes, how we reach them, is it right."""

from datetime import date

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from portal.appointments.errors import AppointmentRefused, PlanUnknown, SlotTaken, SlotUnknown
from portal.appointments.forms import ActForm, ContactForm, PersonForm
from portal.appointments.model import Person, Plan
from portal.appointments.views.pages import blueprint, catalogue, my_plans, planner, times_again
from portal.appointments.views.refusals import sentence_for
from portal.clock import Clock
from portal.identity.access import find_logged_in
from portal.identity.service import People
from portal.jobs import Jobs
from portal.settings import Settings
from portal.web.locale import current_language
from portal.web.parts import part

LOST = SlotTaken, SlotUnknown
"""Refusals that another time mends."""


@blueprint.route('/plan/<plan>/person/<int:number>', methods=['GET', 'POST'])
def person(plan: str, number: int) -> str | Response:
    """Who comes?"""
    known = my_plan(plan)
    if not 1 <= number <= known.next_person:
        abort(404)
    form = PersonForm()
    others = tuple(one for place, one in enumerate(known.people, 1) if place != number)
    if form.is_submitted() and form.is_right(today(), others):
        return redirect(next_page(planner().plans.name(plan, number, form.person())), 303)
    if not form.is_submitted() and number <= len(known.people):
        form.show(known.people[number - 1])
    elif not form.is_submitted() and number == 1 and not form.came_back:
        form.show(myself())
    return render_template(
        'appointments/person.html', plan=known, form=form, number=number, has_errors=bool(form.errors), **facts(known),
    )


def myself() -> Person:
    """What is known of who is logged in, to begin with; nothing of a visitor. They may name somebody else instead."""
    logged_in = find_logged_in()
    if logged_in is None or logged_in.person is None:
        return Person()
    known = part(People).get(logged_in.person)
    return Person(v_number=known.v_number, birth_date=known.birth_date)


@blueprint.route('/plan/<plan>/contact', methods=['GET', 'POST'])
def contact(plan: str) -> str | Response:
    """How do we reach you?"""
    known = my_plan(plan)
    form = ContactForm()
    if not form.is_submitted() and known.contact:
        form.show(known.contact)
    form.offer(part(Settings).languages, current_language())
    if form.is_submitted() and form.is_right():
        return redirect(next_page(planner().plans.reach(plan, form.contact())), 303)
    return render_template(
        'appointments/contact.html', plan=known, form=form, has_errors=bool(form.errors), **facts(known),
    )


@blueprint.route('/plan/<plan>/check', methods=['GET', 'POST'])
def check(plan: str) -> str | Response:
    """Is it right? Then book it. Pressing the button again leads to the same visit."""
    known = my_plan(plan, finished=True)
    if known.came_of_it:
        return redirect(outcome(known, known.came_of_it), 303)
    if not known.is_complete:
        return redirect(next_page(known))
    form, sentence = ActForm(), ''
    if form.validate_on_submit():
        try:
            return booked(known)
        except LOST:
            return redirect(times_again(known, lost='yes'), 303)
        except AppointmentRefused as refusal:
            sentence = sentence_for(refusal)
    return render_template(
        'appointments/check.html', plan=known, form=form, sentence=sentence, has_errors=bool(sentence), **facts(known),
    )


def booked(plan: Plan) -> Response:
    """Book it, send the message on its way, and show what came of it."""
    came_of_it = planner().plans.book(plan.id)
    part(Jobs).nudge()
    return redirect(outcome(plan, came_of_it), 303)


def my_plan(plan: str, *, finished: bool = False) -> Plan:
    """The plan, if it is this browser's; 404 otherwise."""
    if plan not in my_plans():
        abort(404)
    known = planner().plans.find(plan)
    if known.came_of_it and not finished:
        raise PlanUnknown
    return known


def next_page(plan: Plan) -> str:
    """Where the first question stands that was not answered."""
    if len(plan.people) < plan.count:
        return url_for('.person', plan=plan.id, number=plan.next_person)
    if plan.contact is None:
        return url_for('.contact', plan=plan.id)
    return url_for('.check', plan=plan.id)


def outcome(plan: Plan, came_of_it: str) -> str:
    """The page of the visit, or of the place on the waiting list."""
    if plan.slot is None:
        return url_for('.wish', key=came_of_it)
    return url_for('.visit', key=came_of_it, booked='yes')


def facts(plan: Plan) -> dict:
    """The product and the desk that a plan is about."""
    known = catalogue()
    return {
        'product': known.products[plan.product],
        'desk': known.desks[plan.slot.desk] if plan.slot else None,
        'desks': [known.desks[key] for key in plan.desks if key in known.desks],
    }


def today() -> date:
    """The date in the Netherlands is the same or one later than that in UTC."""
    return part(Clock).now().date()


@blueprint.errorhandler(PlanUnknown)
def plan_gone(refusal: PlanUnknown) -> tuple[str, int]:
    """The answers were kept for some hours only."""
    return render_template('appointments/gone.html', sentence=sentence_for(refusal)), 410
