"""The history of one queue: five facts per case, in arrays that are sorted by arrival."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from portal.procedures.forecast.model import NEVER, Counts, Days, Flags


class CaseDays(NamedTuple):
    """One case of a queue: a number of its own, and the days on which something happened."""

    case: int
    arrived: date
    started: date | None = None
    decided: date | None = None
    withdrawn: date | None = None
    priority: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class QueueHistory:
    """All cases of one queue, sorted by arrival and number; build it with `of` or `of_arrays`."""

    case: Counts
    arrived: Days
    started: Days
    decided: Days
    withdrawn: Days
    priority: Flags

    @classmethod
    def of(cls, rows: Iterable[CaseDays]) -> 'QueueHistory':
        """The history that `rows` tell; of a case that comes twice the last row counts."""
        last = {row.case: row for row in rows}.values()
        return cls.of_arrays(
            case=np.array([row.case for row in last], np.int64),
            arrived=_days(row.arrived for row in last),
            started=_days(row.started for row in last),
            decided=_days(row.decided for row in last),
            withdrawn=_days(row.withdrawn for row in last),
            priority=np.array([row.priority for row in last], np.bool_),
        )

    @classmethod
    def of_arrays(
        cls, *, case: Counts, arrived: Days, started: Days, decided: Days, withdrawn: Days, priority: Flags
    ) -> 'QueueHistory':
        """The history in these arrays, in any order; each case comes once."""
        order = np.lexsort((case, arrived))
        return cls(
            case=case[order], arrived=arrived[order], started=started[order],
            decided=decided[order], withdrawn=withdrawn[order], priority=priority[order],
        )

    def __len__(self) -> int:
        return len(self.case)

    def updated(self, rows: Iterable[CaseDays]) -> 'QueueHistory':
        """This history with new cases added and known ones replaced."""
        new = QueueHistory.of(rows)
        old = self.only(~np.isin(self.case, new.case))
        return QueueHistory.of_arrays(
            **{name: np.concatenate((getattr(old, name), getattr(new, name))) for name in self.__dataclass_fields__}
        )

    def only(self, those: Flags) -> 'QueueHistory':
        """The cases that are marked."""
        return QueueHistory(**{name: getattr(self, name)[those] for name in self.__dataclass_fields__})

    def known_on(self, day: int) -> 'QueueHistory':
        """What was known at the end of `day`: nothing that happened later."""
        upto = int(np.searchsorted(self.arrived, day, side='right'))
        return QueueHistory(
            case=self.case[:upto], arrived=self.arrived[:upto], priority=self.priority[:upto],
            started=_hidden(self.started[:upto], day), decided=_hidden(self.decided[:upto], day),
            withdrawn=_hidden(self.withdrawn[:upto], day),
        )

    def left(self) -> Days:
        """The day on which each case stopped waiting for its start: started, decided at once, or withdrawn."""
        return np.minimum(self.turn(), self.withdrawn)

    def turn(self) -> Days:
        """The day on which each case had its turn; a decision without a recorded start was its start as well."""
        return np.minimum(self.started, self.decided)


def _days(days: Iterable[date | None]) -> Days:
    return np.array([NEVER if day is None else day.toordinal() for day in days], np.int32)


def _hidden(days: Days, after: int) -> Days:
    return np.where(days > after, NEVER, days).astype(np.int32)
