"""The waiting list: asking, answering an offer, and ending it."""

from datetime import date, timedelta

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.appointments.errors import AppointmentRefused, OfferGone, SlotUnknown, WishUnknown
from portal.appointments.forms import ActForm, WishForm
from portal.appointments.model import OfferState
from portal.appointments.search import Search
from portal.appointments.views.managing import booked
from portal.appointments.views.managing import facts as visit_facts
from portal.appointments.views.pages import add_my_plan, blueprint, catalogue, planner
from portal.appointments.views.refusals import sentence_for
from portal.clock import Clock
from portal.jobs import Jobs
from portal.web.parts import part

LONGEST_WAIT = timedelta(days=180)


@blueprint.route('/wait', methods=['GET', 'POST'])
def wait() -> str | Response:
    """Which places would suit somebody who has no visit yet?"""
    known = catalogue()
    try:
        search = Search.read(request.args, known)
    except SlotUnknown:
        return redirect(url_for('.product'))
    last = today() + LONGEST_WAIT
    form = WishForm().offer(known.offering(search.product), search.desks, last)
    if form.is_submitted() and form.is_right(today(), last):
        plan = planner().plans.begin_waiting(
            search.product, search.persons, desks=form.chosen_desks(), **form.terms(),
        )
        add_my_plan(plan.id)
        return redirect(url_for('.person', plan=plan.id, number=1), 303)
    return render_template(
        'appointments/wait.html', form=form, product=known.products[search.product], search=search, visit=None,
        has_errors=bool(form.errors),
    )


@blueprint.route('/visit/<key>/earlier', methods=['GET', 'POST'])
def earlier(key: str) -> str | Response:
    """Which earlier places would suit somebody who has a visit?"""
    found, known = booked(key), catalogue()
    last = found.slot.starts_at.astimezone(known.desks[found.slot.desk].zone).date()
    form = WishForm().offer(known.offering(found.slot.product), [found.slot.desk], last)
    if form.is_submitted() and form.is_right(today(), last):
        try:
            wished = planner().waiting.ask_earlier(found, form.chosen_desks(), **form.terms())
            part(Jobs).nudge()
            return redirect(url_for('.wish', key=wished.key), 303)
        except AppointmentRefused as refusal:
            form.desks.errors = [sentence_for(refusal)]
    return render_template('appointments/wait.html', form=form, has_errors=bool(form.errors), **visit_facts(found))


@blueprint.get('/waiting/<key>')
def wish(key: str) -> str:
    """A place on the waiting list: what is offered now, and what was offered before."""
    return wish_page(key)


@blueprint.post('/waiting/<key>/take')
def take_offer(key: str) -> str | Response:
    """Take the time that is kept."""
    try:
        taken = planner().waiting.accept(key)
    except AppointmentRefused as refusal:
        if isinstance(refusal, WishUnknown):
            raise
        return wish_page(key, sentence_for(refusal))
    part(Jobs).nudge()
    return redirect(url_for('.visit', key=taken.key, booked='yes'), 303)


@blueprint.post('/waiting/<key>/leave')
def leave_offer(key: str) -> str | Response:
    """Leave the time to the next person, and keep waiting."""
    try:
        planner().waiting.decline(key)
    except OfferGone as refusal:
        return wish_page(key, sentence_for(refusal))
    part(Jobs).nudge()
    return redirect(url_for('.wish', key=key), 303)


@blueprint.route('/waiting/<key>/end', methods=['GET', 'POST'])
def end_wish(key: str) -> str | Response:
    """Stop waiting?"""
    found, form = planner().waiting.find(key)[0], ActForm()
    if not form.is_submitted():
        return render_template(
            'appointments/stop_waiting.html', wish=found, form=form, product=catalogue().products[found.product],
            has_errors=False,
        )
    planner().waiting.end(key)
    part(Jobs).nudge()
    return redirect(url_for('.wish', key=key), 303)


def wish_page(key: str, sentence: str = '') -> str:
    """The page of a wish, with what could not be done, if anything."""
    known, g.address = catalogue(), url_for('.wish', key=key)
    found, offers = planner().waiting.find(key)
    return render_template(
        'appointments/wish.html', wish=found, offers=offers, form=ActForm(), sentence=sentence,
        product=known.products[found.product], desks=known.desks, has_errors=bool(sentence),
        open_offer=next((one for one in offers if one.state is OfferState.OPEN), None),
        past=[one for one in offers if one.state is not OfferState.OPEN],
    )


def today() -> date:
    """The date, as the server's clock has it."""
    return part(Clock).now().date()


@blueprint.errorhandler(WishUnknown)
def unknown(refusal: WishUnknown) -> tuple[str, int]:
    """No such place on the list, or somebody else's: both look the same."""
    return render_template('appointments/gone.html', sentence=sentence_for(refusal)), 404
