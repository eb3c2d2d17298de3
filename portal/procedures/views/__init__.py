"""The pages about somebody's applications."""

from portal.procedures.views import forecasts, letters, messages, showing, taking_along
from portal.procedures.views.pages import blueprint
from portal.procedures.views.refusals import REFUSALS

__all__ = ['REFUSALS', 'blueprint', 'forecasts', 'letters', 'messages', 'showing', 'taking_along']
