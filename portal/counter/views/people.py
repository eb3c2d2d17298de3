"""Looking somebody up who stands at the counter or calls: only with a reason, and only for an hour."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from flask import Response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.appointments.model.personal import MyVisit
from portal.appointments.service import Planner
from portal.clock import Clock
from portal.counter.forms.people import LookUpForm
from portal.counter.views.applications import applications_of
from portal.counter.views.letters import rows
from portal.counter.views.pages import blueprint, following, note, opened
from portal.identity import access
from portal.identity.errors import PersonUnknown
from portal.identity.model import Person, PersonId
from portal.identity.model.looking import CODE_ISSUED, COUNTER_VIEW, IDENTITY_SEEN, Outcome, Reason
from portal.identity.service import Counter, People
from portal.identity.service.codes import Codes
from portal.identity.service.looking import OPEN_FOR
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.kernel.texts import in_language
from portal.letters.service import Letters
from portal.procedures.service.letterbox import Letterbox
from portal.web.formatting import moment_in_words
from portal.web.locale import current_language
from portal.web.parts import part


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
    grant = opened(person)
    note(COUNTER_VIEW, grant, person)
    known = part(People).get(PersonId(person))
    return render_template(
        'counter/person.html', person=known, open_until=grant.started + OPEN_FOR, today=_today(),
        visits=[_in_words(visit) for visit in _visits(known)], code_until=part(Codes).find_open_until(known),
        applications=applications_of(known.id), letters=rows(part(Letterbox).letters_of(known.id)),
    )


@blueprint.post('/staff/people/<person>/seen')
def see(person: str) -> AnyResponse:
    """Keeps that the employee saw today who this is."""
    part(Counter).see(following(IDENTITY_SEEN, opened(person), person))
    return redirect(url_for('.person', person=person), 303)


@blueprint.post('/staff/people/<person>/code')
def issue(person: str) -> AnyResponse:
    """Prints a new log-in code, after which the old one opens nothing."""
    known, letter = part(Counter).issue(following(CODE_ISSUED, opened(person), person))
    return Response(part(Letters).pdf(letter, known.language), mimetype='application/pdf', headers={
        'Content-Disposition': 'inline; filename="log-in-code.pdf"',
    })


def _find(form: LookUpForm) -> Person | None:
    number = form.number.data or ''
    try:
        return part(People).get_by_v_number(number) if form.has_v_number else part(People).get_by_bsn(number)
    except PersonUnknown:
        return None


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
