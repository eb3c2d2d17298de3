"""The tables that the status page reads: days until start and decision, by the number of people before a case."""

import numpy as np

from portal.procedures.forecast.model import LEVELS, Days, Floats


def places(waiting: int) -> Floats:
    """Numbers of people before a case: many near both ends of the queue, fewer in the middle."""
    last = max(waiting, 1)
    near = np.concatenate((np.arange(4), np.geomspace(4, max(last, 5), 14)))
    chosen = np.concatenate((near, last - near, np.linspace(0, last, 12)))
    return np.unique(np.round(chosen[(chosen >= 0) & (chosen <= last)]))


def by_day(left_after: Floats, departures: Days, *, last: int) -> Floats:
    """Courses by week as courses by day: departures on those days of the week on which recent `departures` were.

    A queue whose cases are all started on Mondays stands still until Monday.
    """
    number = np.bincount((departures - last - 1) % 7, minlength=7)
    by_then = np.cumsum(number) / max(int(number.sum()), 1)
    within = np.diff(left_after, axis=1)[:, :, None] * by_then
    days = (left_after[:, :-1, None] + within).reshape(len(left_after), -1)
    return np.column_stack((np.zeros(len(left_after)), days))


def days_until(departures: Floats, courses: Floats) -> Floats:
    """Days until so many have left: a row per row of `departures`, a column per level.

    Every level of departures is met with every course of the pace: the two are taken as independent.
    """
    days = np.stack([_first_day(departures, course) for course in courses], axis=2)
    return _levels(days.reshape(len(departures), -1))


def days_added(start: Floats, treated: Floats) -> Floats:
    """Days until the decision: those until the start and those of treatment, taken as independent."""
    return _levels((start[:, :, None] + treated[None, None, :]).reshape(len(start), -1))


def _first_day(departures: Floats, course: Floats) -> Floats:
    day = np.searchsorted(course, departures).astype(np.float64)
    return np.where(day < len(course), day, np.inf)


def _levels(sample: Floats) -> Floats:
    """Each row's sample as its quantiles at `LEVELS`; infinite are those that so many of the sample are."""
    wanted = np.round(LEVELS * (sample.shape[1] - 1)).astype(int)
    return np.partition(sample, wanted, axis=1)[:, wanted]
