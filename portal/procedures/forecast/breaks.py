"""When did the present stop being like the past: sudden changes of a weekly count or of a weekly mean.

Each week the last 3 to 12 weeks are held beside the year before them, since the last break. For counts the measure is
the likelihood ratio of a Poisson count, spread out by how much this queue varies from week to week and by the wobble
that any office has. (E. S. Page, Biometrika 41, 1954: looking back over all recent windows, CUSUM; T. L. Lai, JRSS B
57, 1995: generalised likelihood ratios in windows of limited length.)
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np
from scipy.ndimage import median_filter

from portal.procedures.forecast.model import Counts, Flags, Floats

WINDOWS = np.arange(3, 13)
"""Weeks that are held beside the past."""
FIRST_BASE, LONGEST_BASE = 8, 52
BASE_AFTER_BREAK = 4
ALARM = 3.5
"""How many standard deviations make a break: about one false alarm in 25 years of a steady queue."""
SUSPECT = 3.0
"""So many, today, make the present doubtful."""
MATTERS = np.log(1.3)
"""A smaller change of pace is left to the range of the forecast."""
ORDER_MATTERS = 0.12
"""A smaller shift of the mean place in the queue, as a share of the queue, is left to the range as well."""
ORDER_WOBBLE = 0.05
"""The standard deviation that the mean place of a season may have without anything being the matter."""
WOBBLE = 0.1
"""The coefficient of variation that the pace of a season may have without anything being the matter."""
GREAT = np.log(1.6)
"""A break of at least this ratio is no mere error of the pace."""
BACK, ON = 26, 10
"""Weeks before and after a break that are held side by side when looking back."""
HALT = 0.25
"""Less than this share of the pace before is a halt."""
TELLING = 20.0
"""So many cases must be due before their absence means a halt."""
HALT_LEAST = 2
"""Weeks that a halt lasts at least."""
HALT_REMEMBERED = 6
"""Weeks after a halt before the pace counts as known again."""
OUTLYING = 25.0
"""A single week tells at most so much of how weeks vary."""
NORMAL_QUARTILE = 0.674


@dataclass(frozen=True, kw_only=True)
class Break:
    """From week `week` on things are different; the ratio of after to before, where that has a meaning."""

    week: int
    ratio: float
    seen: int
    """The week at the end of which it was seen."""


@dataclass(frozen=True, kw_only=True)
class Watch:
    """What watching a series of weeks has found: the breaks, and whether the last weeks look like another one."""

    breaks: tuple[Break, ...]
    doubt: Break | None
    halt: Break | None = None
    """The last weeks, or some a few weeks ago, in which next to nothing was done."""


@dataclass(frozen=True, kw_only=True)
class _Windows:
    """Totals over the recent weeks and over the base before them: a row per week, a column per window."""

    start: int
    count: int

    @property
    def end(self) -> Counts:
        return np.arange(self.count)[:, None] + 1

    @property
    def middle(self) -> Counts:
        return np.minimum(np.maximum(self.end - WINDOWS[None, :], self.start), self.end)

    @property
    def base(self) -> Counts:
        return np.minimum(np.maximum(self.start, self.middle - LONGEST_BASE), self.middle)

    def totals(self, values: Floats) -> tuple[Floats, Floats]:
        """Of the base, and of the recent weeks."""
        total = np.concatenate(([0.0], np.cumsum(values)))
        middle = total[self.middle]
        return middle - total[self.base], total[self.end] - middle


def watch_pace(counts: Floats, usual: Floats, *, skipped: Flags) -> Watch:
    """Breaks in `counts` that are expected to be proportional to `usual`; `skipped` weeks tell nothing."""
    spread = _overdispersion(counts, usual, skipped=skipped)
    counts, usual = np.where(skipped, 0.0, counts), np.where(skipped, 0.0, usual)

    def departures(start: int) -> tuple[Floats, Floats]:
        windows = _Windows(start=start, count=len(counts))
        past, recent = windows.totals(counts)
        past_due, recent_due = windows.totals(usual)
        expected = np.maximum((past + 0.5) / np.maximum(past_due, 0.5) * recent_due, 1e-9)
        variance = spread + WOBBLE**2 * expected + spread * expected / (past + 0.5)
        gain = 2 * (recent * np.log(np.maximum(recent, 1e-9) / expected) - (recent - expected))
        change = np.log((recent + 0.5) / (expected + 0.5))
        return np.where(np.abs(change) >= MATTERS, np.sqrt(np.maximum(gain, 0) / variance), 0.0), np.exp(change)

    return replace(_watch(len(counts), departures), halt=_halt(counts, usual))


def _halt(counts: Floats, usual: Floats) -> Break | None:
    """The last stretch of weeks in which `TELLING` cases were due by the pace of the year, and hardly any came."""
    pace = counts[-LONGEST_BASE:].sum() / max(usual[-LONGEST_BASE:].sum(), 1e-9)
    done, due = (np.concatenate(([0.0], np.cumsum(values))) for values in (counts, pace * usual))
    for end in range(len(counts), max(len(counts) - HALT_REMEMBERED, 0), -1):
        start = int(np.searchsorted(due, due[end] - TELLING, side='right')) - 1
        start = min(start, end - HALT_LEAST)
        if start >= 0 and done[end] - done[start] < HALT * (due[end] - due[start]):
            return Break(week=start, ratio=0.0, seen=end - 1)
    return None


def watch_order(places: Floats, *, skipped: Flags) -> Watch:
    """Breaks in the weekly mean place from which cases are started, a share of the queue; not-a-number is no starts."""
    known = ~np.isnan(places) & ~skipped
    values = np.where(known, places, 0.0)
    spread = _roughness(places[known])

    def departures(start: int) -> tuple[Floats, Floats]:
        windows = _Windows(start=start, count=len(places))
        before, after = windows.totals(known.astype(np.float64))
        past, recent = windows.totals(values)
        shift = np.abs(recent / np.maximum(after, 1) - past / np.maximum(before, 1))
        noise = np.sqrt(spread**2 * (1 / np.maximum(after, 1) + 1 / np.maximum(before, 1)) + ORDER_WOBBLE**2)
        enough = (before > 0) & (after > 0) & (shift >= ORDER_MATTERS)
        return np.where(enough, shift / noise, 0.0), np.ones_like(shift)

    return _watch(len(places), departures)


def lasting(found: Iterable[Break], counts: Floats, usual: Floats) -> list[int]:
    """The weeks of those breaks after which, looking back, the pace stayed far from what it was."""
    kept = []
    for one in found:
        start, end = max(one.week - BACK, 0), one.week + ON
        before = (counts[start:one.week].sum() + 0.5) / (usual[start:one.week].sum() + 0.5)
        after = (counts[one.week:end].sum() + 0.5) / (usual[one.week:end].sum() + 0.5)
        if abs(np.log(after / before)) >= GREAT:
            kept.append(one.week)
    return kept


def lasting_shifts(found: Iterable[Break], places: Floats) -> list[int]:
    """The weeks of those breaks after which, looking back, cases kept being taken from another part of the queue."""
    kept = []
    for one in found:
        before, after = places[max(one.week - BACK, 0):one.week], places[one.week:one.week + ON]
        if abs(_mean(after) - _mean(before)) >= 2 * ORDER_MATTERS:
            kept.append(one.week)
    return kept


def _mean(values: Floats) -> float:
    told = values[~np.isnan(values)]
    return float(told.mean()) if len(told) else 0.0


def _watch(count: int, departures: Callable[[int], tuple[Floats, Floats]]) -> Watch:
    """Go through the weeks as if living them; after a break the past begins anew."""
    breaks: list[Break] = []
    start, seen, needed = 0, 0, FIRST_BASE
    while True:
        size, ratio = departures(start)
        base = np.arange(count)[:, None] + 1 - WINDOWS[None, :] - start
        size = np.where((base >= needed) & (np.arange(count)[:, None] >= seen), size, 0.0)
        alarms = np.flatnonzero((size >= ALARM).any(axis=1))
        if not len(alarms):
            break
        seen = int(alarms[0]) + 1
        breaks.append(_at(size, ratio, week=seen - 1))
        start, needed = breaks[-1].week, BASE_AFTER_BREAK
    doubtful = count > 0 and size[-1].max() >= SUSPECT
    return Watch(breaks=tuple(breaks), doubt=_at(size, ratio, week=count - 1) if doubtful else None)


def _at(size: Floats, ratio: Floats, *, week: int) -> Break:
    worst = int(np.argmax(size[week]))
    return Break(week=week + 1 - int(WINDOWS[worst]), ratio=float(ratio[week, worst]), seen=week)


def _overdispersion(counts: Floats, usual: Floats, *, skipped: Flags) -> float:
    """Variance over mean of a week's count around the weeks beside it; at least 1, as of a Poisson count."""
    told = ~skipped & (usual > 0)
    if told.sum() < FIRST_BASE:
        return 1.0
    rate = median_filter(counts[told] / usual[told], size=13, mode='nearest')
    expected = np.maximum(rate * usual[told], 0.5)
    return max(1.0, float(np.mean(np.minimum((counts[told] - expected) ** 2 / expected, OUTLYING))))


def _roughness(values: Floats) -> float:
    """The standard deviation of a week's value around the weeks beside it, in a way that a break does not disturb."""
    if len(values) < FIRST_BASE:
        return 1.0
    return float(np.median(np.abs(values - median_filter(values, size=13, mode='nearest')))) / NORMAL_QUARTILE
