"""The planner's use cases: one public method each, one transaction each."""

from portal.appointments.service.booking import Booking
from portal.appointments.service.changing import Changing
from portal.appointments.service.opening import Loaded, Opening, Traffic
from portal.appointments.service.planner import Planner
from portal.appointments.service.plans import Plans
from portal.appointments.service.waiting import WaitingList

__all__ = ['Booking', 'Changing', 'Loaded', 'Opening', 'Planner', 'Plans', 'Traffic', 'WaitingList']
