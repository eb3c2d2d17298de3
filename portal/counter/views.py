"""Looking somebody up who stands at the counter or calls: only with a reason, and only for an hour."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from flask import Blueprint, Response, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from portal.appointments.model.personal import MyVisit
from portal.appointments.service import Planner
from portal.clock import Clock
from portal.counter.forms import LookUpForm
from portal.identity import access
from portal.identity.errors import PersonUnknown
from portal.identity.model import Person, PersonId
from portal.identity.model.looking import CODE_ISSUED, COUNTER_VIEW, IDENTITY_SEEN, Look, NotedLook, Outcome, Reason
from portal.identity.service import Counter, People
from portal.identity.service.codes import Codes
from portal.identity.service.looking import OPEN_FOR
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.kernel.texts import in_language
from portal.letters.service import Letters
from portal.web.errors import error_page
from portal.web.formatting import moment_in_words
from portal.web.locale import current_language
from portal.web.parts import part

blueprint = Blueprint('counter', __name__)
CLOSED = (
    _l('This page is closed'),
    _l('Look the person up first, and say why. Then the page is open for an hour, for you only.'),
)
"""Said of everybody whose page this employee did not open, and of people who are not there."""


@blueprint.route('/staff/people', methods=['GET', 'POST'])
def people() -> AnyResponse | str:
    """Asks whom an employee wants to see, and why; there is no list of people."""
    form = LookUpForm()
    if form.is_right():
        person = _find(form)
        if person is not None:
            access.note_look(COUNTER_VIEW, person.id, had_visit=_has_visit(person, form), **form.why())
            return redirect(url_for('.person', person=person.id), 303)
        access.note_look(COUNTER_VIEW, None, outcome=Outcome.ERROR, **form.why())
        form.one_of(form.number, _('Nobody has this number. Check it digit by digit.'))
    return render_template('counter/people.html', form=form, has_errors=bool(form.errors))


@blueprint.get('/staff/people/<person>')
def person(person: str) -> AnyResponse | str:
    """What is known of somebody."""
    grant = access.find_opened(PersonId(person))
    if grant is None:
        return error_page(404, CLOSED)
    look = _following(COUNTER_VIEW, grant, PersonId(person))
    access.note(look)
    known = part(People).get(PersonId(person))
    return render_template(
        'counter/person.html', person=known, open_until=grant.started + OPEN_FOR, today=_today(),
        visits=[_in_words(visit) for visit in _visits(known)], code_until=part(Codes).find_open_until(known),
    )


@blueprint.post('/staff/people/<person>/seen')
def see(person: str) -> AnyResponse:
    """Keeps that the employee saw today who this is."""
    grant = access.find_opened(PersonId(person))
    if grant is None:
        return error_page(404, CLOSED)
    part(Counter).see(_following(IDENTITY_SEEN, grant, PersonId(person)))
    return redirect(url_for('.person', person=person), 303)


@blueprint.post('/staff/people/<person>/code')
def issue(person: str) -> AnyResponse:
    """Prints a new log-in code, after which the old one opens nothing."""
    grant = access.find_opened(PersonId(person))
    if grant is None:
        return error_page(404, CLOSED)
    known, letter = part(Counter).issue(_following(CODE_ISSUED, grant, PersonId(person)))
    return Response(part(Letters).pdf(letter, known.language), mimetype='application/pdf', headers={
        'Content-Disposition': 'inline; filename="log-in-code.pdf"',
    })


def _find(form: LookUpForm) -> Person | None:
    number = form.number.data or ''
    try:
        return part(People).get_by_v_number(number) if form.has_v_number else part(People).get_by_bsn(number)
    except PersonUnknown:
        return None


def _following(activity: str, grant: NotedLook, person: PersonId) -> Look:
    """A look that is part of the work that `grant` began, for the same reason."""
    return access.look(
        activity, person, reason=grant.reason, words=grant.words, had_visit=grant.had_visit,
        trace_id=bytes.fromhex(grant.trace_id), parent=bytes.fromhex(grant.span_id),
    )


def _today() -> date:
    return dutch_day(part(Clock).now())


def _visits(person: Person) -> Sequence[MyVisit]:
    """The visits of today and later."""
    morning = datetime.combine(_today(), time(), DUTCH_TIME)
    return part(Planner).visits_of(person.v_number, morning.astimezone(UTC)).visits


def _in_words(visit: MyVisit) -> dict[str, object]:
    known, slot = part(Planner).calendar.catalogue(), visit.slot
    desk = known.desks[slot.desk]
    return {
        'what': in_language(known.products[slot.product].name, current_language()), 'where': desk.name,
        'when': moment_in_words(slot.starts_at, desk.zone),
    }


def _has_visit(person: Person, form: LookUpForm) -> bool | None:
    """Whether there is a visit today, when that is the reason that was given."""
    if form.reason.data != Reason.VISIT:
        return None
    return any(visit.day == _today() for visit in _visits(person))
