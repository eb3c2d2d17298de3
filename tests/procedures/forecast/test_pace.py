"""The pace of a queue, and how sure one may be of it."""

import numpy as np
import pytest

from portal.procedures.forecast.breaks import Break
from portal.procedures.forecast.model import LEVELS
from portal.procedures.forecast.pace import learn_pace

AHEAD = np.ones(100)
MEDIAN = int(np.flatnonzero(LEVELS == 0.5)[0])


def counts(mean, *, spread=0.0, weeks=150, seed=1):
    random = np.random.default_rng(seed)
    return random.poisson(mean * np.exp(random.normal(0, spread, weeks) if spread else np.zeros(weeks))).astype(float)


def courses(series, *, found=(), usual_ahead=AHEAD):
    return learn_pace(series, np.ones(len(series)), found=found).left_after(usual_ahead)


def test_nothing_has_left_yet_and_more_leave_with_every_week():
    course = courses(counts(60))
    assert not course[:, 0].any()
    assert (np.diff(course, axis=1) >= 0).all()


def test_a_steady_pace_goes_on():
    assert courses(counts(60))[MEDIAN, 10] == pytest.approx(600, rel=0.05)


def test_a_restless_past_makes_a_wide_future():
    calm, restless = courses(counts(60))[:, 20], courses(counts(60, spread=0.6))[:, 20]
    assert restless[-1] - restless[0] > 1.5 * (calm[-1] - calm[0])


def test_the_far_future_is_less_sure_when_the_pace_drifts():
    drifting = counts(60 * np.exp(np.cumsum(np.random.default_rng(3).normal(0, 0.04, 150))))
    course = courses(drifting)
    near, far = course[-1, 5] / course[0, 5], course[-1, 50] / course[0, 50]
    assert far > near


def test_after_a_break_the_pace_is_that_since_the_break():
    series = np.concatenate((counts(60, weeks=130), counts(30, weeks=20)))
    known = Break(week=130, ratio=0.5, seen=133)
    assert courses(series, found=(known,))[MEDIAN, 10] == pytest.approx(300, rel=0.1)
    assert courses(series)[MEDIAN, 10] > 330  # not knowing of the break


def test_a_fresh_break_makes_the_range_wider():
    series = counts(60)
    fresh = courses(series, found=(Break(week=140, ratio=2.0, seen=143),))[:, 20]
    old = courses(series, found=(Break(week=20, ratio=2.0, seen=23),))[:, 20]
    assert fresh[-1] / fresh[0] > old[-1] / old[0]


def test_a_quiet_season_ahead_slows_the_queue():
    slow = np.where(np.arange(100) < 10, 0.5, 1.0)
    assert courses(counts(60), usual_ahead=slow)[MEDIAN, 10] == pytest.approx(300, rel=0.05)
