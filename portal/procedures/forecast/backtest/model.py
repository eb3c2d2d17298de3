"""What is tested, and one forecast of the past beside what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from portal.procedures.forecast.history import QueueHistory
from portal.procedures.forecast.model import Flags, Floats

QUANTILES = (0.1, 0.5, 0.9)


class Stage(StrEnum):
    """What was forecast."""

    START = 'start'
    DECISION = 'decision'


class Phase(StrEnum):
    """When the forecast was made."""

    CALM = 'calm'
    OVERTAKEN = 'overtaken'
    """In calm times, but a break came before the end of its range: nobody could know."""
    FIRST_WEEKS = 'first six weeks'
    AFTER_BREAK = 'half-year after a break'
    """From six weeks to half a year after it."""


class Method(StrEnum):
    """Who forecast it."""

    OWN = 'forecast'
    STATUTORY = 'statutory date'
    LAST_YEAR = "last year's durations"
    RATE = 'people ahead / rate'
    RATE_AND_ERRORS = 'the same, with its past errors'


@dataclass(frozen=True, kw_only=True)
class ReplayedQueue:
    """A queue whose history is replayed."""

    procedure: str
    history: QueueHistory
    statutory_days: int
    """Days that the law gives; 0 where nobody was told a date."""
    breaks: Sequence[int] | None = None
    """The days on which it broke; when nothing is given they are found by looking back over its whole history."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Forecasts:
    """Forecasts of the past, all arrays of one length; days are counted from the day of forecasting."""

    procedure: str
    stage: Stage
    origin: Floats
    outcome: Floats
    known: Flags
    """The outcome has happened; if not, `outcome` is the last day of the data, and it comes later."""
    since_break: Floats
    """Days since the last break; infinite when there was none."""
    to_break: Floats
    """Days until the next break; infinite when there is none."""
    days: dict[Method, Floats]
    """By method a row per forecast, a column per quantile; not-a-number where the method says nothing."""
