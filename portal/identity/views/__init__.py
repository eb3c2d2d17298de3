"""The pages of log-in."""

from portal.identity.views import emergency, linking, logging_in, looks, providers, sessions
from portal.identity.views.pages import blueprint
from portal.identity.views.providers import ended
from portal.identity.views.refusals import REFUSALS

__all__ = [
    'REFUSALS', 'blueprint', 'emergency', 'ended', 'linking', 'logging_in', 'looks', 'providers', 'sessions',
]
