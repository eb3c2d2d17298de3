"""What may be booked and changed, and until when."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from portal.appointments.errors import (
    LastPerson,
    SamePersonTwice,
    SlotUnknown,
    TooLateToChange,
    VisitCancelled,
)
from portal.appointments.model import Desk, Held, Person, Product, Slot, Visit, VisitState
from portal.kernel.ticks import day_bounds, tick_from


def first_bookable(desk: Desk, now: datetime) -> int:
    """The first tick at which a visit to this desk, booked `now`, may start."""
    return tick_from(now + desk.lead)


def check_slot(slot: Slot, *, desk: Desk, product: Product, now: datetime) -> None:
    """A place that is too soon, off the product's grid, or not of its length is unknown."""
    if slot.starts < first_bookable(desk, now) or slot.ticks != product.ticks(slot.persons):
        raise SlotUnknown
    midnight, _ = day_bounds(slot.starts_at.astimezone(desk.zone).date(), desk.zone)
    if (slot.starts - midnight) % product.step:
        raise SlotUnknown
    if not 1 <= slot.persons <= product.persons_max:
        raise SlotUnknown


def check_persons(persons: Sequence[Person]) -> None:
    """Nobody may be named twice in one visit."""
    identities = [identity for person in persons for identity in person.identities]
    if len(identities) != len(set(identities)):
        raise SamePersonTwice


def change_deadline(visit: Visit, product: Product) -> datetime:
    """Until when the visit can be changed online, in UTC."""
    return visit.slot.starts_at - product.change_notice


def check_may_change(visit: Visit, product: Product, now: datetime) -> None:
    """Only a booked visit, and only before its deadline."""
    if visit.state is not VisitState.BOOKED:
        raise VisitCancelled
    if now > change_deadline(visit, product):
        raise TooLateToChange


def check_may_take_off(visit: Visit) -> None:
    """A visit keeps at least one person."""
    if len(visit.persons) < 2:
        raise LastPerson


def own_hold(held: Iterable[Held], slot: Slot, holder: str) -> Held | None:
    """The place that this holder keeps at the slot; one whose time is over counts while nobody took it."""
    fitting = (
        one for one in held
        if holder and one.holder == holder
        and (one.starts, one.ticks, one.product) == (slot.starts, slot.ticks, slot.product)
    )
    return next(fitting, None)


def check_move(visit: Visit, slot: Slot, *, desk: Desk, product: Product, now: datetime) -> None:
    """A visit keeps its product and its persons when it moves."""
    if (slot.product, slot.persons) != (visit.slot.product, visit.slot.persons):
        raise SlotUnknown
    check_slot(slot, desk=desk, product=product, now=now)


def without(visit: Visit, leaving: Person, product: Product) -> Visit:
    """The visit without one of its persons: it starts at the same time and is shorter."""
    persons = tuple(person for person in visit.persons if person.id != leaving.id)
    slot = replace(visit.slot, persons=len(persons), ticks=product.ticks(len(persons)))
    return replace(visit, persons=persons, slot=slot, sequence=visit.sequence + 1)


def given_back(before: Slot, after: Slot) -> Slot:
    """The end of a slot that a shorter one does not need."""
    return replace(before, starts=after.starts + after.ticks, ticks=before.ticks - after.ticks)
