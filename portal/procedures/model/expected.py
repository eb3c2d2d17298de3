"""What may be expected of a case: when its start and its decision come, and how many people come first."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Reason(StrEnum):
    """Why there is no forecast."""

    TOO_LITTLE_HISTORY = 'too_little_history'
    HALTED = 'halted'
    PACE_CHANGED = 'pace_changed'
    ORDER_CHANGED = 'order_changed'
    TREATMENT_CHANGED = 'treatment_changed'
    CHANGE_ANNOUNCED = 'change_announced'
    TOO_FAR_AHEAD = 'too_far_ahead'
    LONGER_THAN_OTHERS = 'longer_than_others'
    STARTS_NOT_RECORDED = 'starts_not_recorded'
    OUT_OF_DATE = 'out_of_date'


@dataclass(frozen=True, kw_only=True)
class CannotSay:
    """The present is unlike the past, or there is too little past; `since` when, where that is known."""

    reason: Reason
    since: date | None = None


@dataclass(frozen=True, kw_only=True)
class Span:
    """8 of 10 people have it from `earliest` to `latest`, half of them by `middle`; 1 in 10 waits longer."""

    earliest: date
    middle: date
    latest: date


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """When the start and the decision of one case may be expected, and its place in the queue."""

    start: Span | CannotSay | None
    """Nothing when the case has been started."""
    decision: Span | CannotSay
    before: int | None
    """About so many people have their turn first; nothing when the case has been started."""
    starting: date | None
    """Half of the cases started in the last weeks arrived by this day: name its month."""
