"""How fast a queue moves and how well its pace can be known: cases that leave it in the next weeks.

The pace is a weighted mean of the weeks since the last break, recent weeks weighing more. How far it may be off after
some weeks is not assumed but measured: the same mean is taken at every past week and held beside what followed.
"""

from dataclasses import dataclass

import numpy as np
from scipy.optimize import nnls
from scipy.special import stdtrit

from portal.procedures.forecast.breaks import GREAT, Break
from portal.procedures.forecast.model import LEVELS, Counts, Floats

HORIZON = 260
"""Weeks that are looked ahead."""
HALF_LIVES = (8.0, 16.0, 32.0, 64.0)
"""Weeks after which a week weighs half; what did best in the past is taken."""
AFTER = np.array([1, 2, 3, 4, 6, 8, 10, 13, 17, 21, 26, 32, 39, 47, 52, 65, 78, 104])
"""Weeks ahead at which the past is asked how far off the pace was."""
SETTLED = 6
"""Weeks after a break before its pace counts as known."""
FRESH, SETTLING = 0.15, 10
"""The standard deviation (of a logarithm) of a pace just settled, beside its usual error.

The variance halves in the second number of weeks.
"""
OPTIMISM = 1.2
"""The measured variance is too small by about this factor: season and half-life were chosen on the same past."""
LEAST_SPREAD = 0.02
UNKNOWN = (0.05, 0.04, 0.0)
"""The parts of the variance as long as nothing is known of them."""


@dataclass(frozen=True, kw_only=True)
class Pace:
    """Cases a week in a usual week, and what is known of its error."""

    level: float
    variance: tuple[float, float, float]
    """Of the logarithm of the mean pace over h weeks: the parts that go with 1/h, with 1 and with h."""
    fresh: float
    """What is added to that variance because the last break was not long ago."""
    weeks_known: int
    """So many weeks the error was measured on."""

    def left_after(self, usual_ahead: Floats) -> Floats:
        """Cases that have left after 0, 1, 2... weeks: a row per level of `LEVELS`, the slow courses first."""
        weeks = np.arange(1, len(usual_ahead) + 1)
        expected = self.level * np.cumsum(usual_ahead)
        variance = OPTIMISM * np.column_stack(_parts(weeks)) @ np.array(self.variance) + self.fresh
        spread = np.sqrt(np.maximum(variance, LEAST_SPREAD**2))
        freedom = np.clip(2 * self.weeks_known / weeks, 4, 60)
        error = stdtrit(freedom[None, :], LEVELS[:, None]) * spread
        courses = np.maximum.accumulate(expected * np.exp(error), axis=1)
        return np.column_stack((np.zeros(len(LEVELS)), courses))


def learn_pace(counts: Floats, usual: Floats, *, found: tuple[Break, ...]) -> Pace:
    """The pace since the last break, and how far it tends to be off where no great break comes."""
    candidates = [_with_half_life(counts, usual, found=found, half_life=half_life) for half_life in HALF_LIVES]
    return min(candidates, key=lambda pace: float(np.sum(np.column_stack(_parts(AFTER)) @ np.array(pace.variance))))


def _with_half_life(counts: Floats, usual: Floats, *, found: tuple[Break, ...], half_life: float) -> Pace:
    level = _levels(counts, usual, starts={one.week for one in found}, half_life=half_life)
    done, due = (np.concatenate(([0.0], np.cumsum(values))) for values in (counts, usual))
    origins = _origins(len(counts), found)
    errors, horizons, weights = [], [], []
    for ahead in AFTER:
        origin = np.flatnonzero(origins >= ahead)
        if len(origin):
            expected = level[origin] * (due[origin + 1 + ahead] - due[origin + 1])
            error = np.log((done[origin + 1 + ahead] - done[origin + 1] + 0.5) / (expected + 0.5))
            errors.append(float(np.mean(error**2)))
            horizons.append(ahead)
            weights.append(len(origin) / ahead)
    variance = _fitted(np.array(errors), np.array(horizons), np.array(weights))
    fresh = FRESH**2 * 0.5 ** ((len(counts) - found[-1].week - SETTLED) / SETTLING) if found else 0.0
    return Pace(level=float(level[-1]), variance=variance, fresh=fresh, weeks_known=int(np.sum(origins > 0)))


def _origins(count: int, found: tuple[Break, ...]) -> Counts:
    """For each week, how many weeks after it tell how far its pace was off.

    None while a break is fresh, and none beyond the next great one. Smaller ones are what may happen; and where they
    are false alarms, leaving them out would hide the largest errors.
    """
    room = np.zeros(count, np.int64)
    ends = [one.week for one in found if abs(np.log(one.ratio)) > GREAT]
    for start, end in zip([0, *ends], [*ends, count], strict=True):
        room[start:end] = end - 1 - np.arange(start, end)
    for one in (0, *(one.week for one in found)):
        room[one:one + SETTLED] = 0
    return room


def _levels(counts: Floats, usual: Floats, *, starts: set[int], half_life: float) -> Floats:
    """The pace as it was known after each week."""
    keep = 0.5 ** (1 / half_life)
    levels = np.empty(len(counts))
    done = due = 0.0
    for week in range(len(counts)):
        if week in starts:
            done = due = 0.0
        done, due = keep * done + counts[week], keep * due + usual[week]
        levels[week] = done / due
    return levels


def _fitted(errors: Floats, horizons: Counts, weights: Floats) -> tuple[float, float, float]:
    if not len(errors):
        return UNKNOWN
    scale = np.sqrt(weights) / np.maximum(errors, 1e-6)
    solution, _ = nnls(np.column_stack(_parts(horizons)) * scale[:, None], errors * scale)
    return float(solution[0]), float(solution[1]), float(solution[2])


def _parts(weeks: Counts) -> tuple[Floats, Floats, Floats]:
    return 1 / weeks, np.ones(len(weeks)), weeks / 52.0
