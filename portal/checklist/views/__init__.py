"""The pages of document help."""

from portal.checklist.views import asking, keeping, printing, showing
from portal.checklist.views.pages import blueprint
from portal.checklist.views.refusals import REFUSALS

__all__ = ['REFUSALS', 'asking', 'blueprint', 'keeping', 'printing', 'showing']
