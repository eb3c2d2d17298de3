"""The providers by which somebody can log in, and what became of a try."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import redirect, request, url_for
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.identity import errors
from portal.identity.brokers import Brokers
from portal.identity.views.refusals import REFUSALS
from portal.letters.model.base import Office
from portal.web.parts import part

WAYS = {
    'citizen': (_('DigiD or a European log-in'), _('For yourself, or for somebody who gave you a mandate.')),
    'company': (_('eHerkenning'), _('For sponsors and other organisations.')),
    'staff': (_('For employees'), _('With the account of your organisation.')),
}
"""What stands at the link to each provider."""
TROUBLES = {
    'refused': errors.AnswerRefused, 'foreign': errors.AnswerForeign, 'level': errors.LevelTooLow,
    'claims': errors.ClaimMissing, 'subject': errors.SubjectRefused, 'mandate': errors.MandateElsewhere,
    'task': errors.TaskMissing, 'stopped': errors.LogInStopped, 'down': errors.ProviderDown,
    'helped': errors.HelpedUnknown, 'over': errors.LinkOver,
}
"""What may have become of a try, as an address names it."""
NAMES = {kind: name for name, kind in TROUBLES.items()}
HEADINGS = {'stopped': _('You stopped logging in'), 'down': _('This way does not work now')}
OTHERWISE = _('The log-in did not work')


def offered(asked: Mapping[str, str]) -> dict[str, object]:
    """What the page of all ways shows of the providers, for where somebody wants to go."""
    without = request.args.get('without', '')
    ways = [
        {'url': address('identity.start', asked, kind=kind), 'text': WAYS[kind][0], 'more': WAYS[kind][1]}
        for kind in part(Brokers).offered if kind != without
    ]
    return {'providers': ways, 'office': part(Office).name, 'trouble': trouble(request.args.get('trouble', ''))}


def address(route: str, asked: Mapping[str, str], **values: str) -> str:
    """An address that carries where somebody wants to go."""
    query = urlencode(asked)
    return url_for(route, **values) + (f'?{query}' if query else '')  # type: ignore[arg-type]


def trouble(name: str) -> tuple[object, object] | None:
    """A heading and a sentence for what became of a try."""
    return (HEADINGS.get(name, OTHERWISE), REFUSALS[TROUBLES[name]]) if name in TROUBLES else None


def back_to_ways(asked: dict[str, str], refusal: errors.IdentityRefused) -> AnyResponse:
    """To the page of all ways, which says what became of the try; the answer of the provider leaves the address."""
    more = {'without': refusal.kind} if isinstance(refusal, errors.ProviderDown) else {}
    return redirect(address('identity.login', asked | {'trouble': NAMES[type(refusal)]} | more), 303)
