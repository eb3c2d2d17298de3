"""The simple forecasts, by hand."""

from datetime import date, timedelta

import numpy as np
import pytest

from portal.procedures.forecast.backtest.rivals import PastErrors, days_by_rate, last_years_durations, statutory
from portal.procedures.forecast.history import CaseDays, QueueHistory

DAY = date(2030, 6, 1)


def test_the_statutory_date_is_certain_and_never_in_the_past():
    arrived = np.array([DAY.toordinal() - 50, DAY.toordinal() - 300], np.int32)
    assert statutory(arrived, DAY.toordinal(), term=182).tolist() == [[132] * 3, [0] * 3]


def test_without_a_statutory_term_there_is_no_such_date():
    assert np.isnan(statutory(np.array([DAY.toordinal()], np.int32), DAY.toordinal(), term=0)).all()


def test_durations_are_those_that_were_longer_than_this_case_took_so_far():
    durations = np.arange(0.0, 101.0)
    days = last_years_durations(np.array([0.0, 50.0, 500.0]), durations)
    assert days[0] == pytest.approx([10, 50, 90], abs=1)
    assert days[1] == pytest.approx([5, 25, 45], abs=1)
    assert days[2].tolist() == [0, 0, 0]


def test_without_durations_nothing_is_said():
    assert np.isnan(last_years_durations(np.array([5.0]), np.empty(0))).all()


def test_people_ahead_by_the_rate_of_the_last_quarter():
    history = QueueHistory.of(
        CaseDays(case, DAY - timedelta(days=400), started=DAY - timedelta(days=case)) for case in range(182))
    assert days_by_rate(np.array([30]), history, DAY.toordinal()).tolist() == [30]


def test_errors_count_once_the_outcome_has_happened():
    errors = PastErrors()
    errors.remember(1000, forecast=np.full(100, 43.0), outcome=np.full(100, 93.0))
    assert np.isnan(errors.spread(np.array([43.0]), 1092)).all()
    assert errors.spread(np.array([43.0]), 1093)[0] == pytest.approx([93, 93, 93])
    assert np.isnan(errors.spread(np.array([43.0]), 1000 + 731)).all()
