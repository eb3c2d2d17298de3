"""When cases come in, and when it is their turn: a queue as a front that moves through the days of receipt.

Whoever came in at the front is started now. The front lags behind by the wait, which changes over the years; it stands
still in a halt and slows down in summer and at Christmas. Cases are started somewhat out of order, those with priority
much earlier, and never on a weekend.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from portal.procedures.sample.streams import Stream

Days = npt.NDArray[np.int64]
HISTORY_WEEKS = 208
PRIORITY = 0.04
SUMMER, SUMMER_SLOWER = (27, 35), 0.6
CHRISTMAS_SLOWER = 0.3
WOBBLE_DAYS = 6.0
GROWTH = 1.15
SPREAD = 0.5
"""Of the logarithm of the days in treatment."""


@dataclass(frozen=True, kw_only=True)
class Courses:
    """Of each case the days on which it was received, started and decided, as ordinals; they may lie ahead."""

    received: Days
    started: Days
    decided: Days
    priority: npt.NDArray[np.bool_]


def courses(stream: Stream, count: int, today: int, random: np.random.Generator) -> Courses:
    """The courses of `count` cases by the day `today`."""
    received = _received(stream, count, today, random)
    priority = random.random(len(received)) < PRIORITY
    spread = random.normal(0, stream.spread_days, len(received)) * np.minimum(1, (today - received) / 60 + 0.2)
    place = np.where(priority, received - 0.6 * 7 * stream.wait[1], received + spread)
    days, front = _front(stream, today, random)
    started = np.maximum(np.interp(place, front, days), received + 2)
    treated = random.lognormal(np.log(stream.treatment_days), SPREAD, len(received))
    started = _working_day(started)
    decided = _working_day(started + 1 + treated + _pauses(stream, len(received), random))
    return Courses(received=received, started=started, decided=decided, priority=priority)


def _received(stream: Stream, count: int, today: int, random: np.random.Generator) -> Days:
    first = max(today - 7 * HISTORY_WEEKS, stream.since.toordinal() if stream.since else 0)
    last = min(today - 1, stream.until.toordinal() if stream.until else today)
    days = np.arange(first, last + 1)
    days = days[(days - 1) % 7 < 5]
    if not len(days):
        return days
    weight = np.array([stream.busy.get(month, 1.0) for month in _months(days)])
    weight *= np.linspace(1, GROWTH, len(days))
    weight *= random.gamma(30, 1 / 30, len(days) // 5 + 1)[np.arange(len(days)) // 5]
    return np.sort(random.choice(days, count, p=weight / weight.sum()))


def _months(days: Days) -> Days:
    months = (days - 719_163).astype('datetime64[D]').astype('datetime64[M]').astype(int)
    return np.asarray(months % 12 + 1)


def _front(stream: Stream, today: int, random: np.random.Generator) -> tuple[Days, npt.NDArray[np.float64]]:
    """Days, and up to which day of receipt cases had been started on each of them."""
    before, after = 7 * HISTORY_WEEKS + 400, 1500
    days = np.arange(today - before, today + after)
    wait = 7 * np.interp(days, [today - 7 * HISTORY_WEEKS, today], stream.wait)
    wobble = np.interp(days, days[::30], np.cumsum(random.normal(0, 1, len(days[::30]))) * WOBBLE_DAYS / 4)
    lag = wait - np.clip(wobble, -3 * WOBBLE_DAYS, 3 * WOBBLE_DAYS) * min(1, stream.wait[1] / 8)
    pace = np.maximum(np.diff(days - lag, prepend=days[0] - lag[0]), 0) * _at_work(days)
    for since, until in stream.halts:
        pace[(days >= since.toordinal()) & (days < (until.toordinal() if until else today + 400))] = 0
    front = np.cumsum(pace)
    now = before - 1
    # Halts and holidays have slowed the front: it is set so that the wait is right today.
    front += (today - wait[now]) - front[now] - _halted(stream, today)
    return days, front + np.arange(len(days)) * 1e-6


def _halted(stream: Stream, today: int) -> float:
    """Days that the front has lost in halts."""
    return float(sum(
        max(0, min(today, until.toordinal() if until else today) - since.toordinal()) for since, until in stream.halts
    ))


def _at_work(days: Days) -> npt.NDArray[np.float64]:
    week = (days % 365.2425) // 7
    slower = np.where((week >= SUMMER[0]) & (week < SUMMER[1]), SUMMER_SLOWER, 1.0)
    slower = np.where(week >= 51, CHRISTMAS_SLOWER, slower)
    return np.asarray(slower / slower.mean())


def _pauses(stream: Stream, count: int, random: np.random.Generator) -> npt.NDArray[np.float64]:
    """Some wait longer: for papers, for research abroad."""
    longer = random.random(count) < 0.12
    return np.where(longer, random.uniform(14, 75, count) * min(1.0, stream.treatment_days / 30), 0.0)


def _working_day(days: npt.NDArray[np.float64]) -> Days:
    """That day, or the Monday after it."""
    whole = np.ceil(days).astype(np.int64)
    weekday = (whole - 1) % 7
    return np.asarray(whole + np.where(weekday >= 5, 7 - weekday, 0))
