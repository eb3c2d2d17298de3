"""Pages that gather from several rooms."""

from portal.overview.views import data, starting, visits
from portal.overview.views.pages import blueprint

__all__ = ['blueprint', 'data', 'starting', 'visits']
