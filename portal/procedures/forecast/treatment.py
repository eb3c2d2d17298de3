"""How long treatment takes, from start to decision: a life table of the weeks since the last break.

All cases that were in treatment count, for the days of it that lie in those weeks (a life table of a period; E. L.
Kaplan and P. Meier, JASA 53, 1958, is the same with the finest classes). So cases that are not decided yet count for
what they have shown so far, and a slower office shows at once, not after its slow cases are done.
"""

from dataclasses import dataclass

import numpy as np

from portal.procedures.forecast.model import Counts, Days, Floats
from portal.procedures.forecast.weeks import Weeks

AGES: Floats = np.concatenate((np.arange(0, 29), np.arange(35, 190, 7), np.arange(210, 1500, 28))).astype(np.float64)
"""Days since the start at which classes begin."""
LEAST = 30
"""Decisions that make a table."""
LONGEST = 120
"""Weeks of treatment that are followed when decisions are held beside what was to be expected."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Treatments:
    """The days on which cases were started and what became of them."""

    started: Days
    decided: Days
    withdrawn: Days

    def ended(self, last: int) -> Days:
        """The day on which treatment ended, or `last` where it goes on."""
        return np.minimum(np.minimum(self.decided, self.withdrawn), last)


def decided_by_age(treatments: Treatments, *, first: int, last: int) -> Floats | None:
    """The share decided within so many days of the start, for each of `AGES`, as the days `first` to `last` showed it.

    Nothing when there were fewer than `LEAST` decisions.
    """
    ended = treatments.ended(last)
    seen = (treatments.started <= last) & (ended >= first)
    start, end, by = (days[seen].astype(np.float64) for days in (treatments.started, ended, treatments.decided))
    made = (by >= first) & (by <= last)
    if made.sum() < LEAST:
        return None
    lived = _lived(end - start + 0.5) - _lived(np.maximum(first - start, 0.0))
    number = np.histogram((by - start)[made], np.append(AGES, np.inf))[0]
    hazard = np.where(lived > 0, number / np.maximum(lived, 0.5), 0.0)[:-1]
    return 1 - np.exp(-np.concatenate(([0.0], np.cumsum(hazard * np.diff(AGES)))))


def _lived(ages: Floats) -> Floats:
    """For each class of ages, the days that were lived in it by people who lived up to `ages`."""
    ordered = np.sort(ages)
    edges = np.append(AGES, max(ordered[-1], AGES[-1]) + 1)
    found = np.searchsorted(ordered, edges)
    below = np.concatenate(([0.0], np.cumsum(ordered)))[found] + edges * (len(ordered) - found)
    return np.diff(below)


def days_at(decided: Floats, levels: Floats) -> Floats:
    """The days from start to decision that these shares of the cases take at most; infinite where nobody got."""
    return np.interp(levels, decided, AGES, right=np.inf)


def expected_decisions(treatments: Treatments, weeks: Weeks) -> tuple[Floats, Floats]:
    """Decisions made in each week, and how many the cases then in treatment would have got at the mean speed."""
    start = weeks.of(treatments.started) + LONGEST
    ended = weeks.of(treatments.ended(weeks.last + 1))
    seen = (start >= 0) & (start < weeks.count + LONGEST)
    length = np.minimum(ended[seen] + LONGEST - start[seen], LONGEST)
    shape = (weeks.count + LONGEST, LONGEST + 1)
    by_length = _table(start[seen], length, shape)
    decided = _table(start[seen], np.where(treatments.decided[seen] <= weeks.last, length, LONGEST), shape)
    there = by_length[:, ::-1].cumsum(axis=1)[:, ::-1]
    ages = np.arange(LONGEST)
    rows = np.arange(weeks.count)[:, None] + LONGEST - ages[None, :]
    present, made = there[rows, ages], decided[rows, ages]
    hazard = made.sum(axis=0) / np.maximum(present.sum(axis=0), 1)
    return made.sum(axis=1), present @ hazard


def _table(rows: Counts, columns: Counts, shape: tuple[int, int]) -> Floats:
    return np.bincount(rows * shape[1] + columns, minlength=shape[0] * shape[1]).reshape(shape).astype(np.float64)
