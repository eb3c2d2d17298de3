"""Who looked at whose data: for the person, and for the auditor."""

from flask import render_template, request
from flask_babel import lazy_gettext as _

from portal.identity.access import note_look, who
from portal.identity.errors import PersonUnknown
from portal.identity.forms.looking import LogForm
from portal.identity.model import PersonId
from portal.identity.model.looking import LOG_SEARCHED, OWN_VIEW, Outcome, Reason
from portal.identity.model.watching import Rule
from portal.identity.service.looking import PAGE, AccessLog
from portal.identity.service.people import People
from portal.identity.service.watching import Watching
from portal.identity.views.pages import blueprint
from portal.settings import Settings
from portal.web.parts import part

WHO = {
    'clerk': _('An employee at a counter or on the telephone'), 'planner': _('An employee who plans the counters'),
    'letter_editor': _('An employee who writes letters'), 'auditor': _('An employee who checks who looks'),
    'helper': _('Somebody who helps you'), 'sponsor_reader': _('Your sponsor'), 'sponsor_editor': _('Your sponsor'),
    'sponsor_owner': _('Your sponsor'), 'applicant': _('You'),
}
"""Who looked, by role, as the person reads it."""
WHY = {
    Reason.VISIT: _('You were at the counter.'), Reason.PHONE: _('You called us.'),
    Reason.LETTER: _('You wrote to us.'), Reason.OBJECTION: _('You did not agree with us.'),
}
"""Why, as the person reads it; another reason stands in the employee's own words."""
REASONS = {
    Reason.VISIT: _('A visit'), Reason.PHONE: _('A telephone call'), Reason.LETTER: _('A letter or a message'),
    Reason.OBJECTION: _('An objection or an appeal'), Reason.OTHER: _('Another reason'),
}
"""Why, as the auditor reads it."""
UNUSUAL = {
    Rule.MANY_IN_AN_HOUR: _('Many people within an hour'), Rule.MANY_IN_A_DAY: _('Many people on one day'),
    Rule.RELATIVE: _('Their own relative'), Rule.OUTSIDE_HOURS: _('At night, at the weekend or on a holiday'),
    Rule.NO_VISIT: _('“Here for a visit”, but there was no visit'),
    Rule.AGAIN_AND_AGAIN: _('The same person on many days'), Rule.NOBODY_FOUND: _('Many numbers that nobody has'),
}


@blueprint.get('/me/looks')
def looks() -> str:
    """Who looked at somebody's own data."""
    person = who().person
    assert person is not None
    log, before = part(AccessLog), request.args.get('before', '')
    note_look(OWN_VIEW, person)
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else 0
    return render_template(
        'identity/looks.html', story=log.story_of(person, before=number), register=log.register, who=WHO, why=WHY,
        named=part(Settings).names_in_looks,
    )


@blueprint.route('/staff/log', methods=['GET', 'POST'])
def log() -> str:
    """Searches the log; what is asked for travels in the form, so that no number stands in an address."""
    known, found, more = part(AccessLog), None, 0
    form = LogForm().offer(known.register)
    if form.is_right():
        person = _person(form)
        if person or not form.v_number.data:
            note_look(LOG_SEARCHED, person, words=form.employee.data or '')
            found = known.search(form.asked(person))
            more = found[PAGE - 1].id if len(found) > PAGE else 0
    return render_template(
        'identity/log.html', form=form, found=found[:PAGE] if found is not None else None, more=more,
        register=known.register, reasons=REASONS, has_errors=bool(form.errors),
    )


@blueprint.get('/staff/log/unusual')
def unusual() -> str:
    """What somebody should ask about."""
    watching = part(Watching)
    note_look(LOG_SEARCHED, None)
    return render_template(
        'identity/unusual.html', today=watching.today(), reported=watching.reported(), rules=UNUSUAL,
    )


def _person(form: LogForm) -> PersonId | None:
    """Whose V-number was typed; says so when it is nobody's."""
    if not form.v_number.data:
        return None
    try:
        return part(People).get_by_v_number(form.v_number.data).id
    except PersonUnknown:
        note_look(LOG_SEARCHED, None, outcome=Outcome.ERROR)
        form.one_of(form.v_number, _('Nobody has this number. Check it digit by digit.'))
        return None
