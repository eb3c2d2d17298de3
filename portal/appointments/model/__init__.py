"""The planner's words: what is offered where, a place in time, and a visit."""

from portal.appointments.model.catalogue import Catalogue
from portal.appointments.model.day import HOLD_TIME, DayBook, FreeDay, FreePlaces, Held, Masks
from portal.appointments.model.offer import (
    Closure,
    Desk,
    Extra,
    Hours,
    Need,
    Product,
    Release,
    Resource,
    Roster,
    Window,
)
from portal.appointments.model.plan import Plan
from portal.appointments.model.visit import (
    Change,
    Contact,
    Person,
    Slot,
    Visit,
    VisitState,
)
from portal.appointments.model.waiting import Offer, OfferState, Terms, Wish

__all__ = [
    'HOLD_TIME', 'Catalogue', 'Change', 'Closure', 'Contact', 'DayBook', 'Desk', 'Extra', 'FreeDay', 'FreePlaces',
    'Held', 'Hours', 'Masks', 'Need', 'Offer', 'OfferState', 'Person', 'Plan', 'Product', 'Release', 'Resource',
    'Roster', 'Slot', 'Terms', 'Visit', 'VisitState', 'Window', 'Wish',
]
