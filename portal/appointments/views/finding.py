"""Finding a time: for what, with how many, where, when."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.appointments.errors import AppointmentRefused, SlotTaken, SlotUnknown
from portal.appointments.forms import PeopleForm, ProductForm, SlotForm
from portal.appointments.model import Plan, Slot
from portal.appointments.search import Search
from portal.appointments.slot_keys import SlotKeys
from portal.appointments.views.choices import desk_choices, times_page
from portal.appointments.views.pages import add_my_plan, blueprint, catalogue, my_plans, planner
from portal.appointments.views.planning import next_page
from portal.appointments.views.refusals import REFUSALS, sentence_for
from portal.appointments.views.times import times_facts
from portal.kernel.texts import in_language
from portal.settings import Settings
from portal.web.keeping import kept_html
from portal.web.locale import current_language
from portal.web.network import Networks
from portal.web.parts import part


@blueprint.get('/plan')
def product() -> str | Response:
    """What is the visit for?"""
    known = catalogue()
    form = ProductForm(request.args).offer(known)
    asked = 'next' in request.args
    if asked and form.validate() and form.product.data in known.products:
        return redirect(url_for('.people', product=form.product.data))
    explanations = {key: in_language(one.explanation, current_language()) for key, one in known.products.items()}
    return render_template(
        'appointments/product.html', form=form, explanations=explanations, has_errors=asked and bool(form.errors),
    )


@blueprint.get('/plan/people')
def people() -> str | Response:
    """How many people come?"""
    known = catalogue().products.get(request.args.get('product', ''))
    if known is None:
        return redirect(url_for('.product'))
    form = PeopleForm(request.args).offer(known)
    asked = 'next' in request.args
    if asked and form.validate() and form.persons.data in dict(form.persons.choices):
        return redirect(url_for('.place', product=known.key, persons=form.persons.data))
    return render_template(
        'appointments/people.html', form=form, product=known, has_errors=asked and bool(form.errors),
    )


@blueprint.get('/plan/place')
def place() -> str | Response:
    """Where, and on which days?"""
    known = planner().calendar.known()
    try:
        search = Search.read(request.args, known)
    except SlotUnknown:
        return redirect(url_for('.product'))
    choices, plan = desk_choices(search, planner().calendar, known), my_plan_asked()

    def page() -> str:
        return render_template(
            'appointments/place.html', search=search, product=known.products[search.product], desks=choices.desks,
            plan=plan,
        )
    return page() if plan else kept_html(choices.kept, page)


@blueprint.route('/plan/times', methods=['GET', 'POST'])
def times() -> str | Response:
    """When? Choosing a time keeps it for a quarter of an hour."""
    known = planner().calendar.known()
    try:
        search = Search.read(request.args, known)
    except SlotUnknown:
        return redirect(url_for('.product'))
    if request.method == 'GET' and 'plan' not in request.args:
        page = times_page(search, planner().calendar, known, part(SlotKeys))
        if page.days:  # an empty page tells of other desks, which change while this one does not
            return kept_html(page.kept, lambda: times_html(search, SlotForm()))
    form, wanted = SlotForm(), lost_slot()
    if wanted is not None and not form.is_submitted():
        form.slot.errors = [REFUSALS[SlotTaken]]
    if form.validate_on_submit():
        try:
            wanted = part(SlotKeys).read(form.slot.data, known)
            return redirect(next_page(keep(wanted)), 303)
        except AppointmentRefused as refusal:
            form.slot.errors = [sentence_for(refusal)]
    return times_html(search, form, wanted)


def times_html(search: Search, form: SlotForm, wanted: Slot | None = None) -> str:
    """The page of times; `wanted` is a time that was just lost."""
    waiting_url = url_for('.wait', **search.arguments(page=None, whole=False))
    return render_template(
        'appointments/times.html', form=form, product=catalogue().products[search.product],
        has_errors=bool(form.errors), plan=my_plan_asked() or None,
        **times_facts(search, wanted=wanted, waiting_url=waiting_url),
    )


def lost_slot() -> Slot | None:
    """The time of a plan under way that somebody else has booked, when that led here."""
    plan = my_plan_asked()
    return planner().plans.find(plan).slot if plan and request.args.get('lost') == 'yes' else None


def keep(slot: Slot) -> Plan:
    """Keep the time, for the plan that is under way or a new one; raises `TooMany` for a busy network."""
    part(Networks).count('web-hold', part(Settings).web_holds, request)
    under_way = my_plan_asked()
    if under_way:
        return planner().plans.choose(under_way, slot)
    begun = planner().plans.begin(slot)
    add_my_plan(begun.id)
    return begun


def my_plan_asked() -> str:
    """The plan that the address names, if it is this browser's."""
    plan = request.args.get('plan', '')
    return plan if plan and plan in my_plans() else ''
