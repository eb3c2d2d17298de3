"""Weeks that end on the day of learning, and what returns every year."""

from datetime import date

import numpy as np
import pytest

from portal.procedures.forecast.weeks import YEAR, Weeks, season

LAST = date(2030, 6, 30).toordinal()


def counts_with(dips, *, years):
    """Fifty a week, with a factor in some weeks of the year of each year, the oldest year first."""
    weeks = Weeks(last=LAST, count=years * YEAR)
    counts = np.full(weeks.count, 50.0)
    for year, dip in enumerate(dips):
        counts[year * YEAR + 10: year * YEAR + 16] *= dip
    return counts, weeks


@pytest.mark.parametrize(('days_ago', 'week'), [(0, 3), (6, 3), (7, 2), (27, 0), (28, -1), (-1, 4)])
def test_the_week_of_a_day(days_ago, week):
    assert Weeks(last=LAST, count=4).of(np.array([LAST - days_ago])).tolist() == [week]


def test_days_are_counted_by_week():
    days = np.array([LAST, LAST - 1, LAST - 7, LAST - 100], np.int32)
    assert Weeks(last=LAST, count=2).counted(days).tolist() == [1, 2]


def test_a_week_begins_with_its_first_day():
    weeks = Weeks(last=LAST, count=4)
    assert weeks.of(np.array([weeks.first_day(2), weeks.first_day(2) - 1])).tolist() == [2, 1]


def test_christmas_is_quiet_and_midsummer_is_not():
    weeks = Weeks(last=date(2030, 12, 31).toordinal(), count=30)
    assert weeks.quiet()[-1]
    assert not weeks.quiet()[:20].any()


def test_a_dip_that_returns_is_the_season():
    counts, weeks = counts_with((0.4, 0.4, 0.4), years=3)
    usual = season(counts, weeks, ahead=YEAR)
    assert usual[12] == pytest.approx(0.4, abs=0.1)
    assert usual[weeks.count + 12] == pytest.approx(usual[12], abs=0.1)
    assert usual[30] > 1


@pytest.mark.parametrize('dips', [(1, 0.0, 1), (0.0, 1, 1), (1, 0.0)])
def test_a_single_halt_is_no_season(dips):
    counts, weeks = counts_with(dips, years=len(dips))
    assert season(counts, weeks, ahead=0)[[5, 13, 30]] == pytest.approx([1, 1, 1], abs=0.1)


def test_before_two_years_there_is_no_season():
    counts, weeks = counts_with((0.4,), years=1)
    assert set(season(counts, weeks, ahead=10)) == {1.0}
