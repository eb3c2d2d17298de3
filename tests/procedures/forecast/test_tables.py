"""Putting departures, days and treatment together."""

import numpy as np
import pytest

from portal.procedures.forecast.model import LEVELS
from portal.procedures.forecast.tables import by_day, days_added, days_until, places

CERTAIN = np.ones(len(LEVELS))


@pytest.mark.parametrize('waiting', [0, 1, 7, 5000, 60000])
def test_places_reach_from_the_first_to_the_last(waiting):
    chosen = places(waiting)
    assert chosen[0] == 0
    assert chosen[-1] == max(waiting, 1)
    assert (np.diff(chosen) > 0).all()
    assert len(chosen) < 50


def test_a_known_pace_and_a_known_place_make_one_day():
    courses = np.outer(CERTAIN, 10 * np.arange(101))  # ten a day
    assert set(days_until(np.outer(np.ones(1), 250 * CERTAIN), courses)[0]) == {25.0}


def test_what_does_not_happen_within_sight_is_infinite():
    courses = np.outer(CERTAIN, np.arange(101))
    assert np.isinf(days_until(np.full((1, len(LEVELS)), 250.0), courses)).all()


def test_monday_batches_stand_still_until_monday():
    last = 7 * 1000  # a Sunday
    weekly = np.outer(CERTAIN, 70 * np.arange(5))
    mondays = np.array([last - 6, last - 13, last - 20], np.int32)
    days = days_until(np.array([10 * CERTAIN, 80 * CERTAIN]), by_day(weekly, mondays, last=last))
    assert days[0, 0] == 1
    assert days[1, 0] == 8


def test_start_and_treatment_add_up():
    added = days_added(np.outer(np.ones(1), 100 * CERTAIN), 30 * CERTAIN)
    assert set(added[0]) == {130.0}


def test_two_uncertain_spans_spread_less_than_their_ends_added():
    spread = 100 + 100 * LEVELS
    added = days_added(spread[None, :], spread)[0]
    assert added[19] == pytest.approx(300, abs=3)
    assert added[-1] < 2 * spread[-1]
