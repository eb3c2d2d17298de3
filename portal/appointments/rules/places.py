"""Which places are free, and which resources a visit takes: exact, on whole numbers as bit sets.

A start is free when enough consecutive ticks are free on one
resource of every kind that the product needs.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby

from portal.appointments.errors import SlotTaken
from portal.appointments.model import DayBook, Held, Masks, Product, Resource, Window

NEAR = 6
"""So many ticks around a visit decide how well it fits: a gap of half an hour serves anybody."""


def mask(starts: int, ends: int) -> int:
    """Bits from `starts` up to, not including, `ends`."""
    return (1 << max(ends, 0)) - (1 << max(starts, 0)) if ends > starts else 0


def runs(free: int, ticks: int) -> int:
    """The bits of `free` from which `ticks` bits in a row are set."""
    done = 1
    while done < ticks:
        step = min(done, ticks - done)
        free &= free >> step
        done += step
    return free


@lru_cache(maxsize=64)
def grid(length: int, step: int) -> int:
    """Every `step`-th bit of `length`."""
    return sum(1 << bit for bit in range(0, length, step))


def working_masks(windows: Iterable[Window], base: int) -> Masks:
    """When each resource works, as bits counted from the tick `base`."""
    working: dict[int, int] = defaultdict(int)
    for window in windows:
        working[window.resource] |= mask(window.starts - base, window.ends - base)
    return dict(working)


def day_book(
    desk: str, day: date, *, version: int, bounds: tuple[int, int],
    working: Masks, claims: Iterable[tuple[int, int, int, int]], held: Iterable[Held],
) -> DayBook:
    """The book of a day, from when its resources work and from the claims on them.

    Claims are given as resource, tick, bit set counted from that tick, and visit.
    """
    base, end = bounds
    used: dict[int, int] = defaultdict(int)
    kept: dict[int, tuple[Held, dict[int, int]]] = {one.visit: (one, defaultdict(int)) for one in held}
    for resource, tick, claimed, visit in claims:
        masks = kept[visit][1] if visit in kept else used
        masks[resource] |= claimed << (tick - base)
    return DayBook(
        desk=desk, day=day, version=version, base=base, length=end - base,
        working=working, used=used, kept=tuple(kept.values()),
    )


def bits(number: int) -> Iterator[int]:
    """The positions of the set bits, ascending."""
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def starts(
    book: DayBook, able: Sequence[Iterable[Resource]], *, product: Product, persons: int, now: datetime,
) -> int:
    """Bit set of the ticks of the day at which a visit of so many persons can start."""
    ticks = product.ticks(persons)
    possible = grid(book.length, product.step)
    for resources in able:
        served = 0
        for resource in resources:
            served |= runs(book.free(resource.id, now), ticks)
        possible &= served
    return possible


def choose(
    book: DayBook, able: Sequence[Iterable[Resource]], *, start: int, ticks: int, now: datetime,
) -> tuple[int, ...]:
    """One resource of each kind: the one whose use costs the others least; raises `SlotTaken`.

    `able` has those first that can do least.
    """
    wanted = mask(start - book.base, start - book.base + ticks)
    return tuple(_best(book, resources, wanted, now=now) for resources in able)


def _best(book: DayBook, resources: Iterable[Resource], wanted: int, *, now: datetime) -> int:
    """Of those that are free and can do least, the one with the tightest gap."""
    for _, alike in groupby(resources, key=lambda one: len(one.skills)):
        fitting = [
            (_gap(free, wanted), one.id) for one in alike if (free := book.free(one.id, now)) & wanted == wanted
        ]
        if fitting:
            return min(fitting)[1]
    raise SlotTaken


def _gap(free: int, wanted: int) -> int:
    """How many free ticks touch the wanted ones, up to `NEAR` on each side: fewer is a tighter fit."""
    before = after = 0
    below, above = wanted & -wanted, 1 << wanted.bit_length()
    while before < NEAR and free & (below >> 1):
        before, below = before + 1, below >> 1
    while after < NEAR and free & above:
        after, above = after + 1, above << 1
    return before + after
