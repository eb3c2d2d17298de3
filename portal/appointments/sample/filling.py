"""How full invented days are: mornings fuller than afternoons, the first week fuller than the last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from portal.appointments.model import Product, Slot

MORNING, EVENING = 1.25, 0.75
"""Times the share of the day, when it starts and when it ends."""
FIRST_WEEK, LAST_WEEK = 2.125, 0.25
"""Times the share of all weeks, where that leaves room for a mean."""
STEEPEST, EXACT = 16.0, 0.001
"""How the share falls from the first week to the last: 1 is a straight line."""


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Ticks in a row in which one resource works and nobody comes yet."""

    desk: str
    resource: int
    starts: int
    ends: int
    midnight: int
    """The tick at which its day begins; visits start at steps from there."""
    products: tuple[Product, ...]
    """What can be done there, the most frequent first."""
    share: float
    """How much of this day is booked."""
    hours: tuple[int, int]
    """When the desk's day begins and ends."""

    def share_at(self, tick: int) -> float:
        """How much of the day is booked at this tick."""
        first, last = self.hours
        return self.share * (MORNING + (EVENING - MORNING) * (tick - first) / max(last - first, 1))


def shares_of_weeks(booked: float, weeks: int) -> list[float]:
    """How much of each week is booked, from full to nearly empty, so that `booked` is the mean of them all."""
    last = max(booked * LAST_WEEK, 2 * booked - 1)
    if weeks < 3:
        return [booked] * weeks if weeks < 2 else [2 * booked - last, last]
    first = min(booked * FIRST_WEEK, 1)
    flattest, steepest = 0.0, STEEPEST
    while steepest - flattest > EXACT:
        power = (flattest + steepest) / 2
        shares = [last + (first - last) * (1 - week / (weeks - 1)) ** power for week in range(weeks)]
        if sum(shares) / weeks > booked:
            flattest = power
        else:
            steepest = power
    return shares


class Filling:
    """Lays visits into stretches; what one day lacks on its share, the next gets."""

    def __init__(self, random: Random, sizes: Iterator[int]) -> None:
        self._random, self._sizes = random, sizes
        self._owed, self._size, self._patience = 0.0, next(sizes), random.random()

    def slots(self, stretch: Stretch) -> Iterator[Slot]:
        """Places in this stretch that invented families take."""
        tick, shortest = stretch.starts, min(product.ticks(1) for product in stretch.products)
        while tick + shortest <= stretch.ends:
            slot = self._slot(stretch, tick)
            ticks = slot.ticks if slot else 1
            self._owed += stretch.share_at(tick) * ticks
            tick += ticks
            if slot:
                self._owed -= ticks
                self._size, self._patience = next(self._sizes), self._random.random()
                yield slot

    def _slot(self, stretch: Stretch, tick: int) -> Slot | None:
        """The next family's place at this tick, if it is time for one; a family that is too large loses members."""
        product = _pick(stretch.products, self._random)
        if (tick - stretch.midnight) % product.step:
            return None
        size = min(self._size, product.persons_max)
        while size > 1 and tick + product.ticks(size) > stretch.ends:
            size -= 1
        ticks = product.ticks(size)
        if tick + ticks > stretch.ends or self._owed < ticks * self._patience:
            return None
        return Slot(starts=tick, ticks=ticks, desk=stretch.desk, product=product.key, persons=size)


def _pick(products: Sequence[Product], random: Random) -> Product:
    """One of the products, the first ones more often."""
    place = int(random.random() ** 2 * len(products))
    return products[place]
