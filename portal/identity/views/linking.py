"""Saying once which V-number is yours, for whom the provider knows and we do not yet."""

from flask import render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.access import log_in
from portal.identity.errors import IdentityRefused, LinkOver, LinkRefused, Mistyped, TryLater
from portal.identity.forms.linking import LinkByCodeForm, LinkForm
from portal.identity.model import Account
from portal.identity.service.linking import Linking
from portal.identity.views.letters import when_again
from portal.identity.views.pages import blueprint, onwards
from portal.identity.views.providers import UNLINKED
from portal.identity.views.refusals import REFUSALS
from portal.identity.views.ways import back_to_ways
from portal.settings import Settings
from portal.web.network import Networks
from portal.web.parts import part

TRIES = 'link'
WITH_CODE = 'code'


@blueprint.route('/login/link', methods=['GET', 'POST'])
def link() -> AnyResponse | str:
    """Which V-number is yours? A number of nobody and one of somebody else look the same."""
    going = session.get(UNLINKED) or {}
    try:
        unlinked = part(Linking).get(going.get('token', ''))
    except LinkOver as refusal:
        session.pop(UNLINKED, None)
        return back_to_ways({}, refusal)
    by_code = not unlinked.vouched or request.values.get('with') == WITH_CODE
    form = LinkByCodeForm() if by_code else LinkForm()
    if form.is_right():
        account = _tried(form, going['token'])
        if account:
            log_in(account, shared=False)
            return onwards(account, going)
    return render_template(
        'identity/link.html', form=form, by_code=by_code, vouched=unlinked.vouched, has_errors=bool(form.errors),
    )


def _tried(form: LinkForm, token: str) -> Account | None:
    """The account, or nothing and the reason in the form."""
    try:
        if isinstance(form, LinkByCodeForm):
            return part(Linking).link_with_code(token, form.given(), part(Networks).name(request))
        return _by_number(token, form.v_number.data or '')
    except LinkOver:
        form.one_of(form.v_number, str(REFUSALS[LinkOver]))
    except LinkRefused:
        form.one_of(form.v_number, str(REFUSALS[LinkRefused]))
    except Mistyped:
        form.one_of(form.code, _('This is not the code on your letter. It has thirteen letters and digits.'))
    except IdentityRefused as refusal:
        form.form_errors.append(str(REFUSALS[type(refusal)]))
        if isinstance(refusal, TryLater):
            form.form_errors.append(when_again(refusal))
    return None


def _by_number(token: str, v_number: str) -> Account:
    """By the number alone: what is wrong counts for the whole network. Codes are slowed down one by one."""
    networks, limit = part(Networks), part(Settings).lookup_failures
    networks.check(TRIES, limit, request)
    try:
        return part(Linking).link(token, v_number)
    except LinkRefused:
        networks.count(TRIES, limit, request)
        raise
