"""The pages of log-in."""

from portal.identity.views import emergency, letters, linking, logging_in, looks, phrases, providers, reaching, sessions
from portal.identity.views.pages import blueprint
from portal.identity.views.providers import ended
from portal.identity.views.refusals import REFUSALS
from portal.identity.views.windows import way_back

__all__ = [
    'REFUSALS', 'blueprint', 'emergency', 'ended', 'letters', 'linking', 'logging_in', 'looks', 'phrases', 'providers',
    'reaching', 'sessions', 'way_back',
]
