"""The planner's pages."""

from portal.appointments.views import finding, managing, old_addresses, planning, waiting, words
from portal.appointments.views.pages import blueprint
from portal.appointments.views.refusals import REFUSALS

__all__ = ['REFUSALS', 'blueprint', 'finding', 'managing', 'old_addresses', 'planning', 'waiting', 'words']
