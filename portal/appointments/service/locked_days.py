"""A day that is locked: nobody else changes it until the open transaction ends."""

from dataclasses import dataclass
from datetime import date

from portal.appointments.errors import SlotUnknown
from portal.appointments.model import Catalogue, Desk, Product, Slot
from portal.kernel.ticks import day_bounds


@dataclass(frozen=True, kw_only=True)
class LockedDay:
    """A day that nobody else can change until the open transaction ends."""

    desk: Desk
    day: date
    catalogue: Catalogue
    bounds: tuple[int, int]

    @classmethod
    def of(cls, catalogue: Catalogue, desk: str, day: date) -> 'LockedDay':
        """The day of a desk, from its first tick up to that of the next day."""
        found = catalogue.desks[desk]
        return cls(desk=found, day=day, catalogue=catalogue, bounds=day_bounds(day, found.zone))

    def product(self, key: str) -> Product:
        """The product, or `SlotUnknown` when the desk does not offer it."""
        product = self.catalogue.products.get(key)
        if product is None or not all(self.catalogue.able(self.desk.key, key)):
            raise SlotUnknown
        return product

    def clipped(self, starts: int, ends: int) -> tuple[int, int]:
        """As much of these ticks as lies on this day."""
        first, last = self.bounds
        return max(starts, first), min(ends, last)


def local_day(catalogue: Catalogue, slot: Slot) -> date:
    """The day of a slot where its desk stands; raises `SlotUnknown`."""
    if slot.desk not in catalogue.desks:
        raise SlotUnknown
    return slot.starts_at.astimezone(catalogue.desks[slot.desk].zone).date()
