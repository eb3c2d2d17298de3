"""What must be true of every visit in the books: it owns exactly its own place, and nobody is bound to two."""

from collections.abc import Iterator, Sequence, Set
from datetime import datetime

from portal.appointments.model import Desk, Need, VisitState
from portal.appointments.model.ledger import Entry
from portal.kernel.ticks import tick_of


def faults(
    entry: Entry, needs: Sequence[Need], able: Sequence[Set[int]], *, desk: Desk, now: datetime,
) -> Iterator[str]:
    """What is wrong with one visit; `able` holds, for each of the product's needs, which resources can serve."""
    if entry.state is not VisitState.BOOKED and entry.bound:
        yield f'is {entry.state} but binds {entry.bound} numbers of persons'
    if entry.state is VisitState.CANCELLED:
        if entry.owned:
            yield f'is cancelled but claims {entry.claims} ticks'
        return
    if entry.slot.starts_at.astimezone(desk.zone).date() != entry.day:
        yield f'is written on {entry.day}, which is not the day it starts'
    yield from _misplaced(entry)
    is_over = entry.slot.starts + entry.slot.ticks <= tick_of(now)
    yield from _past(entry) if is_over else _unserved(entry, needs, able)
    if entry.state is VisitState.BOOKED:
        yield from _people(entry, is_over)


def _misplaced(entry: Entry) -> Iterator[str]:
    """Resources of which it has too many ticks, too few, or others than its own."""
    for owned in entry.owned:
        if not owned.is_exactly(entry.slot):
            yield (
                f'claims {owned.count} ticks of resource {owned.resource} from {owned.first} to {owned.last}, '
                f'but its place has {entry.slot.ticks} from {entry.slot.starts} on'
            )


def _past(entry: Entry) -> Iterator[str]:
    """What a product needs, and which counters there are, may have changed since a visit was over."""
    if not entry.owned:
        yield 'claims nothing'


def _unserved(entry: Entry, needs: Sequence[Need], able: Sequence[Set[int]]) -> Iterator[str]:
    """Needs that not exactly one resource serves, and resources that serve none."""
    owned, serving = {one.resource for one in entry.owned}, set()
    for need, resources in zip(needs, able, strict=True):
        found = owned & resources
        serving |= found
        if len(found) != 1:
            yield f'needs one {need.kind} able to serve it but has {len(found)}'
    for resource in sorted(owned - serving):
        yield f'claims resource {resource}, which cannot serve it'


def _people(entry: Entry, is_over: bool) -> Iterator[str]:
    if entry.visitors != entry.slot.persons:
        yield f'is for {entry.slot.persons} persons but names {entry.visitors}'
    if not is_over and entry.unbound:
        yield f'has persons of whom {entry.unbound} numbers are not bound to it'
    if entry.stray:
        yield f'binds {entry.stray} numbers that none of its persons has, or for another product'
