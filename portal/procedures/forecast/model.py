"""What is known of a case, and what has been learnt of its queue. Days are `date.toordinal()`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from portal.procedures.model.expected import CannotSay, Forecast, Reason, Span

__all__ = [
    'EARLY', 'LATE', 'LEVELS', 'MIDDLE', 'NEVER', 'CannotSay', 'Case', 'Counts', 'Days', 'Flags', 'Floats',
    'Forecast', 'Lane', 'QueueModel', 'Reason', 'Span',
]

Days = npt.NDArray[np.int32]
"""Day numbers; `NEVER` where it did not happen yet."""
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

NEVER = int(np.iinfo(np.int32).max)
LEVELS: Floats = np.round(np.arange(1, 40) / 40, 3)
"""The shares of people (0.025 to 0.975) for which a table says by when they had their turn."""
EARLY, MIDDLE, LATE = 0.1, 0.5, 0.9
"""Between the first and the last of these lie 8 of 10 people; 1 in 10 waits longer."""


@dataclass(frozen=True, kw_only=True)
class Case:
    """What the forecast needs to know of one case that waits for its start or its decision."""

    arrived: date
    started: date | None = None
    priority: bool = False


@dataclass(frozen=True, kw_only=True, eq=False)
class Lane:
    """What has been learnt of the cases of one queue that are treated alike: those with priority, or the others."""

    waiting: Days
    """The days on which cases arrived that now wait, ascending, each day once."""
    before: Counts
    """How many waiting cases arrived before each of those days; the last number is all of them."""
    starting: int | None
    places: Floats
    """The numbers of people before a case for which the tables have a row, ascending."""
    start: Floats
    """Days from now to the start: a row per place, a column per level; infinite beyond what can be said."""
    decision: Floats
    """Days from now to the decision of a case that waits for its start."""
    treatment: Floats
    """The share of cases decided within so many days of the start, for the ages in `treatment.AGES`."""
    no_start: CannotSay | None
    no_decision: CannotSay | None
    no_treatment: CannotSay | None
    """Why nothing is said on the decision of cases that have been started."""


@dataclass(frozen=True, kw_only=True, eq=False)
class QueueModel:
    """All that the status page needs of one queue: learnt at night, kept as JSON, read for each case."""

    on: date
    lanes: Mapping[bool, Lane]
    """By whether a case has priority."""
