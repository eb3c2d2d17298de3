"""Logging in without a provider: with the code of a letter, or with six words."""

from datetime import timedelta

from flask import make_response, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.clock import Clock
from portal.identity.access import log_in
from portal.identity.errors import AskedOften, IdentityRefused, Mistyped, TryLater
from portal.identity.forms.letters import CodeForm, DetailsForm, PhraseForm
from portal.identity.model import Account, Way
from portal.identity.model.codes import LetIn
from portal.identity.service.codes import Codes, account_of
from portal.identity.views.pages import blueprint, onwards, wanted
from portal.identity.views.refusals import REFUSALS
from portal.identity.views.ways import address
from portal.jobs import Jobs
from portal.kernel.dutch_time import DUTCH_TIME
from portal.web.formatting import clock_time
from portal.web.network import Networks
from portal.web.parts import part

SOON = 120
"""So many seconds are told as such; a longer wait by the clock."""
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)


@blueprint.route('/login/code', methods=['GET', 'POST'])
def login_code() -> AnyResponse | str:
    """With the code of a letter; after that comes the page with six words."""
    form = CodeForm()
    if not form.is_right():
        return _page('identity/login_code.html', form)
    try:
        let_in = part(Codes).try_code(*form.details(), form.code.data or '', _network())
    except IdentityRefused as refusal:
        return refused('identity/login_code.html', form, refusal)
    _let_in(let_in, Way.CODE, form)
    return redirect(address('identity.new_phrase', wanted()), 303)


@blueprint.route('/login/phrase', methods=['GET', 'POST'])
def login_phrase() -> AnyResponse | str:
    """With the six words."""
    form = PhraseForm()
    if not form.is_right():
        return _page('identity/login_phrase.html', form)
    try:
        let_in = part(Codes).try_phrase(*form.details(), form.phrase.data or '', _network())
    except IdentityRefused as refusal:
        return refused('identity/login_phrase.html', form, refusal)
    return onwards(_let_in(let_in, Way.PHRASE, form), wanted())


@blueprint.route('/login/new-letter', methods=['GET', 'POST'])
def new_letter() -> AnyResponse | str:
    """Asking for a letter with a new code; the answer is the same for everybody."""
    form = DetailsForm()
    if not form.is_right():
        return _page('identity/new_letter.html', form)
    try:
        part(Codes).ask_letter(*form.details())
    except AskedOften as refusal:
        return refused('identity/new_letter.html', form, refusal)
    return render_template('identity/letter_asked.html', asked=wanted())


def refused(template: str, form: DetailsForm, refusal: IdentityRefused) -> AnyResponse | str:
    """The page again, with what was typed; a wait is told to programs too."""
    if isinstance(refusal, Mistyped):
        secret = form['phrase'] if isinstance(form, PhraseForm) else form['code']
        form.one_of(secret, str(REFUSALS[type(refusal)]))
    else:
        form.refuse(str(REFUSALS[type(refusal)]))
    if not isinstance(refusal, TryLater):
        return _page(template, form)
    form.refuse(when_again(refusal))
    answer = make_response(_page(template, form), 429)
    answer.headers['Retry-After'] = str(_seconds(refusal))
    return answer


def when_again(refusal: TryLater) -> str:
    """When to try again; a time is told in whole minutes, and never too early."""
    seconds = _seconds(refusal)
    if seconds <= SOON:
        return _('You can try again in %(seconds)s seconds.', seconds=seconds)
    return _('You can try again at %(time)s.', time=clock_time(refusal.until + MINUTE - SECOND, DUTCH_TIME))


def _seconds(refusal: TryLater) -> int:
    """How long to wait: whole seconds, and at least one."""
    return max(1, -(-(refusal.until - part(Clock).now()) // SECOND))


def _page(template: str, form: DetailsForm) -> str:
    return render_template(template, form=form, asked=wanted(), has_errors=bool(form.errors))


def _let_in(let_in: LetIn, way: Way, form: CodeForm | PhraseForm) -> Account:
    account = account_of(let_in, way)
    log_in(account, shared=bool(form.shared.data))
    part(Jobs).nudge()
    return account


def _network() -> str:
    return part(Networks).name(request)
