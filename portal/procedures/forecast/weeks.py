"""Counts by week, and how a week of the year usually differs from the rest.

A week is seven days and the last one ends on the day of learning, so every week is whole. Arrays go from old to new.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np

from portal.procedures.forecast.model import Counts, Days, Flags, Floats

YEAR = 52
YEARS_FOR_SEASON = 2
CHANCE, SURE = 0.1, 0.25
"""A difference of less than the first (of a logarithm) is taken for chance, of more than the second for the season."""
KERNEL = np.array([1, 2, 3, 2, 1]) / 9
SMALLEST = 0.02
"""No week of the year is expected to do less than this share of a usual week."""


@dataclass(frozen=True, kw_only=True)
class Weeks:
    """`count` weeks, of which the last one ends with the day `last`."""

    last: int
    count: int

    def of(self, days: Days | Counts) -> Counts:
        """The week of each day: 0 is the oldest, negative what lies before, `count` or more what lies after."""
        return self.count - 1 - (self.last - days.astype(np.int64)) // 7

    def counted(self, days: Days) -> Floats:
        """How many of `days` lie in each week."""
        week = self.of(days)
        return np.bincount(week[(week >= 0) & (week < self.count)], minlength=self.count).astype(np.float64)

    def first_day(self, week: int) -> int:
        """The day with which a week begins."""
        return self.last - 7 * (self.count - week) + 1

    def of_year(self, ahead: int) -> Counts:
        """The week of the year (0 to 51) of each week and of `ahead` weeks after the last, by its fourth day."""
        middles = self.first_day(0) + 3 + 7 * np.arange(self.count + ahead)
        return np.array([min((date.fromordinal(int(day)).timetuple().tm_yday - 1) // 7, YEAR - 1) for day in middles])

    def quiet(self) -> Flags:
        """The weeks around Christmas and New Year, in which pace tells nothing about other weeks."""
        of_year = self.of_year(0)
        return (of_year >= YEAR - 2) | (of_year == 0)


def season(counts: Floats, weeks: Weeks, *, ahead: int) -> Floats:
    """What each week, and each of `ahead` weeks to come, usually does beside the mean week; all 1 before two years.

    Each week is held beside the year around it (classical decomposition by a moving mean). Of two years the mildest
    counts and of more the middle one, so that a single halt does not become a season.
    """
    of_year = weeks.of_year(ahead)
    if weeks.count < YEARS_FOR_SEASON * YEAR:
        return np.ones(len(of_year))
    ratio = np.log(np.maximum(_smooth(counts, weeks.quiet()), 0.5) / np.maximum(_year_around(counts), 0.5))
    by_year = np.full((weeks.count // YEAR + 1, YEAR), np.nan)
    by_year[(weeks.count - 1 - np.arange(weeks.count)) // YEAR, of_year[: weeks.count]] = ratio
    usual = _usual(by_year)
    certain = np.clip((np.abs(usual) - CHANCE) / (SURE - CHANCE), 0.0, 1.0)
    factor = np.exp(usual * certain)
    return np.maximum(factor / factor.mean(), SMALLEST)[of_year]


def _smooth(counts: Floats, quiet: Flags) -> Floats:
    """Each week with its four neighbours, the weeks around Christmas aside: those stay what they are."""
    whole = np.arange(len(counts))
    calm = np.interp(whole, whole[~quiet], counts[~quiet])
    smooth = np.convolve(np.pad(calm, 2, mode='edge'), KERNEL, mode='valid')
    return np.where(quiet, counts, smooth)


def _usual(by_year: Floats) -> Floats:
    """By week of the year: what returns. Half of the years, or more, went at least so far in this direction."""
    ordered = np.sort(by_year, axis=0)
    known = np.sum(~np.isnan(by_year), axis=0)
    lower = ordered[np.maximum((known - 1) // 2, 0), np.arange(YEAR)]
    upper = ordered[np.minimum(known // 2, len(by_year) - 1), np.arange(YEAR)]
    returning = np.where((lower > 0) == (upper > 0), np.where(np.abs(lower) < np.abs(upper), lower, upper), 0.0)
    return np.where(known >= YEARS_FOR_SEASON, np.nan_to_num(returning), 0.0)


def _year_around(counts: Floats) -> Floats:
    """The mean of the 52 weeks around each week; near the ends of those nearest."""
    total = np.concatenate(([0.0], np.cumsum(counts)))
    start = np.clip(np.arange(len(counts)) - YEAR // 2, 0, len(counts) - YEAR)
    return (total[start + YEAR] - total[start]) / YEAR
