"""Logging in at a provider: there, back, and being told by the provider that it ended."""

from collections.abc import Mapping

from flask import jsonify, redirect, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from portal.identity.access import log_in
from portal.identity.brokers import Broker, Brokers
from portal.identity.errors import (
    AnswerForeign,
    AnswerRefused,
    HelpedUnknown,
    LogInStopped,
    NotLinked,
    ProviderDown,
    ProviderUnknown,
)
from portal.identity.model.identity import Identity
from portal.identity.service.ending import Ending
from portal.identity.service.linking import Linking
from portal.identity.views.pages import blueprint, onwards, wanted, wanted_level
from portal.identity.views.ways import back_to_ways
from portal.settings import Settings
from portal.web.locale import current_language
from portal.web.parts import part

GOING = ('next', 'level', 'kept')
"""What is known of where somebody wants to go."""
UNLINKED = 'unlinked'
"""Where the browser keeps who is about to be linked."""


@blueprint.get('/login/start/<kind>')
def start(kind: str) -> AnyResponse:
    """To the provider.

    A link, not a form: browsers apply `form-action` to where a form's answer redirects too, and ours allows no other
    site. It changes nothing but the question in this browser's own cookie; who follows it from another site logs in as
    themselves, knowingly, because the provider always asks.
    """
    asked, broker = wanted(), _broker(kind)
    try:
        address = broker.ask(
            outside('identity.back', kind=kind), wanted_level(), language=current_language(),
            more={name: asked[name] for name in ('next', 'kept') if name in asked},
        )
    except ProviderDown as refusal:
        return back_to_ways(asked, refusal)
    return redirect(address, 303)


@blueprint.get('/login/back/<kind>')
def back(kind: str) -> AnyResponse:
    """Back from the provider, with an answer that only the browser that asked can use (state, nonce, PKCE)."""
    broker, said = _broker(kind), request.args.to_dict()
    going = _going(broker, said)
    try:
        return _arrive(broker, broker.hear(said), going)
    except (AnswerRefused, LogInStopped, ProviderDown, HelpedUnknown) as refusal:
        return back_to_ways(going, refusal)


@blueprint.post('/login/ended/<kind>')
def ended(kind: str) -> tuple[AnyResponse, int]:
    """A provider tells that somebody logged out there (OpenID Connect Back-Channel Logout)."""
    broker = _broker(kind)
    try:
        part(Ending).end(broker.provider.issuer, broker.hear_end(request.form.get('logout_token', '')))
    except (AnswerRefused, ProviderDown) as refusal:
        return jsonify(error='invalid_request', error_description=str(refusal)), 400
    return jsonify(ended=True), 200


def outside(route: str, **values: str) -> str:
    """An address of ours as others reach it, whatever host this request names."""
    return part(Settings).base_url.rstrip('/') + url_for(route, **values)  # type: ignore[arg-type]


def _broker(kind: str) -> Broker:
    try:
        return part(Brokers).get(kind)
    except ProviderUnknown:
        raise NotFound from None


def _going(broker: Broker, said: Mapping[str, str]) -> dict[str, str]:
    """Where somebody wanted to go who is back from a provider; nowhere, if this browser never asked."""
    try:
        asked = broker.client.asked(said.get('state', ''))
    except AnswerForeign:
        return {}
    return {name: str(asked[name]) for name in GOING if name in asked}


def _arrive(broker: Broker, identity: Identity, going: dict[str, str]) -> AnyResponse:
    """In, or first to the page that asks for the V-number."""
    try:
        account = part(Linking).account_for(identity, broker.provider.groups)
    except NotLinked:
        session[UNLINKED] = {'token': part(Linking).keep(identity), **going}
        return redirect(url_for('.link'), 303)
    log_in(account, shared=False)
    return onwards(account, going)
