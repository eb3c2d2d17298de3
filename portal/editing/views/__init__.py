"""The pages of the letter editors."""

from portal.editing.views import deciding, reading, rounds, writing
from portal.editing.views.pages import blueprint
from portal.editing.views.refusals import REFUSALS

__all__ = ['REFUSALS', 'blueprint', 'deciding', 'reading', 'rounds', 'writing']
