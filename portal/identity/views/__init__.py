"""The pages of log-in."""

from portal.identity.views import logging_in, looks, sessions
from portal.identity.views.pages import blueprint
from portal.identity.views.refusals import REFUSALS

__all__ = ['REFUSALS', 'blueprint', 'logging_in', 'looks', 'sessions']
