"""The forecast for one case, read from what was learnt at night: the same little work for every case."""

from datetime import date, timedelta

import numpy as np

from portal.procedures.forecast.model import (
    EARLY,
    LATE,
    LEVELS,
    MIDDLE,
    CannotSay,
    Case,
    Floats,
    Forecast,
    Lane,
    QueueModel,
    Reason,
    Span,
)
from portal.procedures.forecast.treatment import AGES, days_at

ASKED: Floats = np.array([EARLY, MIDDLE, LATE])
LONGEST = 5 * 365
"""Days; what lies further ahead is not told."""
FRESH = 14
"""Days for which what was learnt may be used."""


def forecast(model: QueueModel, case: Case, on: date) -> Forecast:
    """When `case`, which has no decision on the day `on`, gets its start and its decision, as far as can be said."""
    lane = model.lanes.get(case.priority)
    if lane is None:
        return _silent(case, Reason.TOO_LITTLE_HISTORY)
    if not 0 <= (on - model.on).days <= FRESH:
        return _silent(case, Reason.OUT_OF_DATE)
    if case.started is not None:
        return Forecast(start=None, decision=_treated(lane, case.started, on), before=None, starting=None)
    place = _place(lane, case.arrived)
    return Forecast(
        start=lane.no_start or _span(_row(lane.places, lane.start, place), model.on, on),
        decision=lane.no_decision or _span(_row(lane.places, lane.decision, place), model.on, on),
        before=people_before(model, case),
        starting=None if lane.starting is None else date.fromordinal(lane.starting),
    )


def people_before(model: QueueModel, case: Case) -> int:
    """About how many people have their turn before this waiting case; those with priority go first."""
    lane = model.lanes[case.priority]
    first = 0 if case.priority or True not in model.lanes else int(model.lanes[True].before[-1])
    return int(_place(lane, case.arrived)) + first


def _place(lane: Lane, arrived: date) -> float:
    """People before the case in its lane; of those that arrived on the same day, half."""
    day = arrived.toordinal()
    first, after = (lane.before[np.searchsorted(lane.waiting, day, side)] for side in ('left', 'right'))
    return float(first + after) / 2


def _row(places: Floats, table: Floats, place: float) -> Floats:
    """The days at levels 0.1, 0.5 and 0.9, between those of the two nearest places."""
    upper = min(int(np.searchsorted(places, place)), len(places) - 1)
    lower = max(upper - 1, 0)
    step = places[upper] - places[lower]
    share = min((place - places[lower]) / step, 1.0) if step else 1.0
    return np.interp(ASKED, LEVELS, _between(table[lower], table[upper], share))


def _between(lower: Floats, upper: Floats, share: float) -> Floats:
    """At the ends only the one row counts: nothing times infinity is no number."""
    if share <= 0 or share >= 1:
        return upper if share >= 1 else lower
    return (1 - share) * lower + share * upper


def _treated(lane: Lane, started: date, on: date) -> Span | CannotSay:
    """The decision of a case that has been in treatment since `started`: of those that took at least as long."""
    if lane.no_treatment is not None:
        return lane.no_treatment
    so_far = (on - started).days
    past = float(np.interp(so_far, AGES, lane.treatment))
    days = days_at(lane.treatment, past + ASKED * (1 - past))
    if not np.isfinite(days).all():
        return CannotSay(reason=Reason.LONGER_THAN_OTHERS)
    return _span(days - so_far, on, on)


def _span(days: Floats, since: date, on: date) -> Span | CannotSay:
    if not days[-1] <= LONGEST:
        return CannotSay(reason=Reason.TOO_FAR_AHEAD)
    earliest, middle, latest = (max(since + timedelta(days=round(float(day))), on) for day in days)
    return Span(earliest=earliest, middle=middle, latest=latest)


def _silent(case: Case, reason: Reason) -> Forecast:
    silence = CannotSay(reason=reason)
    return Forecast(start=silence if case.started is None else None, decision=silence, before=None, starting=None)
