"""The door of the desk."""

from portal.editing.service.desk import Desk
from portal.editing.service.judging import Judging, Report
from portal.editing.service.released import Released
from portal.editing.service.rounds import Progress, Rounds

__all__ = ['Desk', 'Judging', 'Progress', 'Released', 'Report', 'Rounds']
