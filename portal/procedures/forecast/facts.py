"""One lane of a queue on one day, as numbers: who left when and from which place."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from portal.procedures.forecast.history import QueueHistory
from portal.procedures.forecast.model import NEVER, Counts, Days, Flags, Floats
from portal.procedures.forecast.order import in_front
from portal.procedures.forecast.ranks import people_before, people_there
from portal.procedures.forecast.treatment import Treatments
from portal.procedures.forecast.weeks import Weeks


@dataclass(frozen=True, kw_only=True, eq=False)
class LaneFacts:
    """What is known on the day on which `weeks` end; `usual` is what these weeks and those to come usually do."""

    known: QueueHistory
    weeks: Weeks
    usual: Floats

    @cached_property
    def turn(self) -> Days:
        """The day on which each case had its turn."""
        return self.known.turn()

    @cached_property
    def left(self) -> Days:
        """The day on which each case stopped waiting."""
        return self.known.left()

    @cached_property
    def waiting(self) -> Days:
        """The days on which those arrived that still wait."""
        return self.known.arrived[self.left == NEVER]

    @cached_property
    def started(self) -> Flags:
        """The cases that left because they were started, not because they were withdrawn."""
        return (self.turn == self.left) & (self.turn < NEVER)

    @cached_property
    def before(self) -> Counts:
        """People before each case when it left."""
        return people_before(self.left)

    @cached_property
    def there(self) -> Counts:
        """People in the queue when each case left."""
        return people_there(self.known.arrived, self.left)

    @cached_property
    def front(self) -> Flags:
        """The cases that left from the front half of the queue."""
        return in_front(self.before, self.there)

    def moving(self) -> Floats:
        """By week, the cases that left from the front: the pace of the queue for those who wait in order."""
        return self.weeks.counted(self.left[self.front])

    def mean_places(self) -> Floats:
        """By week, the mean place from which cases were started, a share of the queue; not-a-number without starts."""
        week = self.weeks.of(self.turn)
        seen = self.started & (week >= 0)
        share = self.before[seen] / np.maximum(self.there[seen], 1)
        number = np.bincount(week[seen], minlength=self.weeks.count)
        total = np.bincount(week[seen], weights=share, minlength=self.weeks.count)
        return np.where(number > 0, total / np.maximum(number, 1), np.nan)

    def treatments(self) -> Treatments:
        """The cases that have been started."""
        there = self.turn < NEVER
        return Treatments(
            started=self.turn[there], decided=self.known.decided[there], withdrawn=self.known.withdrawn[there],
        )
