"""Seeing, moving and cancelling a visit. Links only open pages; what changes something is a post."""

from collections.abc import Callable

import segno
from flask import Response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from portal.appointments.errors import AppointmentRefused, VisitCancelled, VisitUnknown
from portal.appointments.forms import ActForm, FindForm, SlotForm
from portal.appointments.model import Visit, VisitState
from portal.appointments.search import Search
from portal.appointments.slot_keys import SlotKeys
from portal.appointments.views.pages import blueprint, catalogue, planner
from portal.appointments.views.refusals import sentence_for
from portal.appointments.views.times import times_facts
from portal.clock import Clock
from portal.jobs import Jobs
from portal.letters.errors import UnfitLetter
from portal.letters.service import Letters
from portal.notifications.service import Notifications
from portal.settings import Settings
from portal.web.locale import current_language
from portal.web.network import Networks
from portal.web.parts import part

WRONG_CODE = 'visit-code'


@blueprint.route('/visit', methods=['GET', 'POST'])
def find() -> str | AnyResponse:
    """Which visit is it? A wrong code and an unknown one look the same, and both slow down."""
    form = FindForm()
    settings, networks = part(Settings), part(Networks)
    if form.validate_on_submit():
        networks.check(WRONG_CODE, settings.lookup_failures, request)
        try:
            found = planner().changing.find_by_code(form.code.data, form.number.data)
            return redirect(url_for('.visit', key=found.key), 303)
        except VisitUnknown as refusal:
            networks.count(WRONG_CODE, settings.lookup_failures, request)
            form.code.errors = [sentence_for(refusal)]
    return render_template('appointments/find.html', form=form, has_errors=bool(form.errors))


@blueprint.get('/visit/<key>')
def visit(key: str) -> str:
    """The visit, and what can be done with it."""
    found = planner().changing.find(key)
    return render_template(
        'appointments/visit.html', just=request.args.get('booked') == 'yes', moved=request.args.get('changed') == 'yes',
        **facts(found),
    )


@blueprint.get('/visit/<key>/calendar.ics')
def calendar_file(key: str) -> Response:
    """The visit for the visitor's own calendar."""
    found = planner().changing.find(key)
    known = catalogue()
    entry = planner().messages.entry(found, known.desks[found.slot.desk], known.products[found.slot.product])
    return download(part(Notifications).calendar_download(entry), 'text/calendar; charset=utf-8', 'visit.ics')


@blueprint.get('/visit/<key>/confirmation.pdf')
def confirmation(key: str) -> Response:
    """The confirmation on paper, in the language of the page."""
    found = booked(key)
    known = catalogue()
    letter = planner().messages.confirmation(found, known.desks[found.slot.desk], known.products[found.slot.product])
    try:
        return download(part(Letters).pdf(letter, current_language()), 'application/pdf', 'visit.pdf')
    except UnfitLetter:
        sentence = _('We cannot print a name in this script yet. Print the page of your visit, or show the code.')
        return Response(render_template('appointments/gone.html', sentence=sentence), 422)


@blueprint.get('/visit/<key>/code.svg')
def code_picture(key: str) -> Response:
    """The code of the visit as a picture that the desk can scan."""
    picture = segno.make(booked(key).code, error='m').svg_inline(scale=6, border=2, dark='#000', light='#fff')
    return Response(picture.replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" ', 1), mimetype='image/svg+xml')


@blueprint.route('/visit/<key>/move', methods=['GET', 'POST'])
def move(key: str) -> str | AnyResponse:
    """Another time or place, in one step: the visit is never without a place."""
    found, known, form, act = booked(key), catalogue(), SlotForm(), ActForm()
    search = Search.read(arguments_for(found), known)
    wanted = None
    if form.validate_on_submit():
        try:
            wanted = part(SlotKeys).read(form.slot.data, known)
            planner().changing.move(key, wanted, once=act.key(), room='web')
            return done(key)
        except AppointmentRefused as refusal:
            form.slot.errors = [sentence_for(refusal)]
    return render_template(
        'appointments/move.html', form=form, act=act.ready(), offering=known.offering(found.slot.product),
        has_errors=bool(form.errors), **facts(found),
        **times_facts(search, wanted=wanted, waiting_url=url_for('.earlier', key=key)),
    )


@blueprint.route('/visit/<key>/without/<int:person>', methods=['GET', 'POST'])
def take_off(key: str, person: int) -> str | AnyResponse:
    """One person does not come."""
    found = booked(key)
    leaving = next((one for one in found.persons if one.id == person), None)
    if leaving is None:
        return done(key)
    return act_on(
        found, 'appointments/take_off.html', leaving=leaving,
        act=lambda once: planner().changing.take_off(key, person, once=once, room='web'),
    )


@blueprint.route('/visit/<key>/cancel', methods=['GET', 'POST'])
def cancel(key: str) -> str | AnyResponse:
    """Nobody comes."""
    found = planner().changing.find(key)
    if found.state is VisitState.CANCELLED:
        return done(key)
    return act_on(
        found, 'appointments/cancel.html', act=lambda once: planner().changing.cancel(key, once=once, room='web'),
    )


def act_on(found: Visit, template: str, *, act: Callable[[str], object], **more: object) -> str | AnyResponse:
    """Ask once more, and do it when the button is pressed."""
    form, sentence = ActForm(), ''
    if form.validate_on_submit():
        try:
            act(form.key())
            return done(found.key)
        except AppointmentRefused as refusal:
            sentence = sentence_for(refusal)
    return render_template(
        template, form=form.ready(), sentence=sentence, has_errors=bool(sentence), **facts(found), **more,
    )


def done(key: str) -> AnyResponse:
    """Back to the visit, which has changed; the message about it goes out."""
    part(Jobs).nudge()
    return redirect(url_for('.visit', key=key, changed='yes'), 303)


def booked(key: str) -> Visit:
    """The visit, or `VisitCancelled`."""
    found = planner().changing.find(key)
    if found.state is VisitState.CANCELLED:
        raise VisitCancelled
    return found


def arguments_for(found: Visit) -> MultiDict:
    """The search for another place: the visit's product and persons, and what the address says beside.

    Most people move to another time at the same desk, so that is shown first.
    """
    arguments = MultiDict(request.args)
    arguments.setlistdefault('desk', [found.slot.desk])
    arguments['product'], arguments['persons'] = found.slot.product, str(found.slot.persons)
    return arguments


def facts(found: Visit) -> dict:
    """The visit, where and for what it is, and until when it can be changed online."""
    known, until = catalogue(), planner().changing.until(found)
    return {
        'visit': found, 'desk': known.desks[found.slot.desk], 'product': known.products[found.slot.product],
        'until': until, 'too_late': part(Clock).now() > until, 'over': part(Clock).now() > found.slot.ends_at,
    }


def download(content: bytes, kind: str, name: str) -> Response:
    """A file to keep."""
    return Response(content, content_type=kind, headers={'Content-Disposition': f'attachment; filename="{name}"'})


@blueprint.errorhandler(VisitUnknown)
def unknown(refusal: VisitUnknown) -> tuple[str, int]:
    """No such visit, or somebody else's: both look the same."""
    return render_template('appointments/gone.html', sentence=_('We cannot find this visit. Check the address.')), 404


@blueprint.errorhandler(VisitCancelled)
def cancelled(refusal: VisitCancelled) -> tuple[str, int]:
    """The visit was there once."""
    return render_template('appointments/gone.html', sentence=sentence_for(refusal)), 410
