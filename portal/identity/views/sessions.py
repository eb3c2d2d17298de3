"""Where somebody is logged in, by which linked log-ins, and staying logged in."""

from flask import jsonify, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.access import look, who
from portal.identity.errors import LinkUnknown, NotYetFresh, SessionUnknown
from portal.identity.model.looking import LINK_UNDONE
from portal.identity.service.links import Links
from portal.identity.service.sessions import Sessions
from portal.identity.views.leaving import leave
from portal.identity.views.pages import blueprint, log_in_again
from portal.jobs import Jobs
from portal.kernel.dutch_time import DUTCH_TIME
from portal.web.errors import error_page
from portal.web.formatting import clock_time
from portal.web.parts import part
from portal.web.returning import own_address

LEFT_TO_RIGHT, END = '\u2066', '\u2069'
"""Around a time in plain text, so that it keeps its order in a page that runs from right to left."""
UNTIL = _('You are logged in until %(time)s if you do nothing. What you type is kept then.')


@blueprint.get('/me/sessions')
def sessions() -> str:
    """In which browsers somebody is logged in."""
    me = who()
    return render_template(
        'identity/sessions.html', sessions=part(Sessions).of(me.account), mine=me, undone='undone' in request.args,
        links=part(Links).of(me.person) if me.person and not me.account.helper else (),
    )


@blueprint.post('/me/log-ins/<link>/undo')
def undo_link(link: str) -> AnyResponse | str:
    """Undoes a linked log-in; who came by it is logged out."""
    me = who()
    try:
        undone = part(Links).undo(me, link, look=look(LINK_UNDONE, me.person))
    except LinkUnknown:
        return error_page(404)
    except NotYetFresh as refusal:
        return log_in_again(refusal, url_for('.sessions'))
    part(Jobs).nudge()
    if undone.issuer == me.account.issuer:
        return leave()
    return redirect(url_for('.sessions', undone='yes'), 303)


@blueprint.post('/me/sessions/<number>/end')
def end_session(number: str) -> AnyResponse | str:
    """Logs somebody out in one of their browsers."""
    if number == who().number:
        return leave()
    try:
        part(Sessions).end_number(who().account, number)
    except SessionUnknown:
        return error_page(404)
    return redirect(url_for('.sessions'), 303)


@blueprint.post('/me/sessions/end')
def end_sessions() -> AnyResponse | str:
    """Logs somebody out everywhere."""
    part(Sessions).end_all(who().account.key)
    return leave()


@blueprint.post('/me/stay')
def stay() -> AnyResponse:
    """Prolongs the session: for a script the new end in its words, for everybody else the page that they were on."""
    if request.accept_mimetypes.best == 'application/json':
        ends = who().ends
        time = f'{LEFT_TO_RIGHT}{clock_time(ends, DUTCH_TIME)}{END}'
        return jsonify(ends=ends.isoformat(), says=str(UNTIL % {'time': time}))
    return redirect(own_address(request.form.get('next')), 303)
