"""The forecast for one case."""

from datetime import date, timedelta
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.procedures.forecast.forecasting import forecast
from portal.procedures.forecast.learning import learn
from portal.procedures.forecast.model import CannotSay, Case, QueueModel, Reason, Span
from tests.procedures.forecast.regimes import FIRST_DAY, TUNED, simulated

ON = date.fromordinal(FIRST_DAY + 7 * 200)
MODEL = learn(simulated(TUNED[0], seed=1), ON)


def waiting(days, *, on=ON, **more):
    return forecast(MODEL, Case(arrived=ON - timedelta(days=days), **more), on)


def in_treatment(days, *, on=ON):
    return forecast(MODEL, Case(arrived=ON - timedelta(days=days + 100), started=on - timedelta(days=days)), on)


@given(st.integers(0, 400), st.integers(0, 14), st.booleans())
def test_dates_are_in_order_and_not_in_the_past(days, later, priority):
    on = ON + timedelta(days=later)
    said = waiting(days, on=on, priority=priority)
    for span in (said.start, said.decision):
        assert isinstance(span, CannotSay) or on <= span.earliest <= span.middle <= span.latest
    if isinstance(said.start, Span) and isinstance(said.decision, Span):
        assert said.start.earliest <= said.decision.earliest
        assert said.start.latest <= said.decision.latest


@pytest.mark.parametrize('days', [1, 30, 60, 90])
def test_who_came_earlier_has_it_earlier(days):
    sooner, later = waiting(days + 20), waiting(days)
    assert sooner.start.middle < later.start.middle
    assert sooner.decision.middle < later.decision.middle
    assert sooner.before < later.before


def test_an_application_of_today_has_everybody_before_it():
    lane, first = MODEL.lanes[False], MODEL.lanes[True]
    assert waiting(-3).before == lane.before[-1] + first.before[-1]


def test_priority_goes_first():
    said = waiting(10, priority=True)
    assert said.before < waiting(10).before
    assert isinstance(said.start, Span)
    assert said.start.latest < waiting(10).start.earliest


def test_the_month_that_is_being_started_is_the_arrival_of_those_started_lately():
    assert ON - timedelta(days=365) < waiting(10).starting < ON
    assert waiting((ON - waiting(10).starting).days).start.middle < ON + timedelta(days=45)


def test_a_case_in_treatment_has_no_place_and_no_start():
    said = in_treatment(10)
    assert said.start is said.before is said.starting is None
    assert isinstance(said.decision, Span)


def test_the_longer_treatment_took_the_later_it_ends():
    assert in_treatment(0).decision.middle < in_treatment(60).decision.middle + timedelta(days=60)
    spans = [in_treatment(days).decision for days in (0, 40, 80)]
    assert [span.earliest for span in spans] == sorted((span.earliest for span in spans), reverse=True)


def test_of_treatment_that_took_longer_than_others_nothing_is_said():
    assert in_treatment(2000).decision == CannotSay(reason=Reason.LONGER_THAN_OTHERS)


@pytest.mark.parametrize(('days', 'said'), [(-1, False), (0, True), (14, True), (15, False)])
def test_what_was_learnt_long_ago_is_not_used(days, said):
    on = ON + timedelta(days=days)
    assert isinstance(waiting(30, on=on).start, Span) is said
    assert isinstance(in_treatment(5, on=on).decision, Span) is said
    if not said:
        assert waiting(30, on=on).decision == CannotSay(reason=Reason.OUT_OF_DATE)


def test_of_an_unknown_lane_nothing_is_said():
    bare = QueueModel(on=ON, lanes={})
    said = forecast(bare, Case(arrived=ON), ON)
    assert said.start == said.decision == CannotSay(reason=Reason.TOO_LITTLE_HISTORY)
    assert said.before is None


def test_a_forecast_takes_less_than_a_millisecond():
    case = Case(arrived=ON - timedelta(days=30))
    began = perf_counter()
    for _ in range(200):
        forecast(MODEL, case, ON)
    assert (perf_counter() - began) / 200 < 0.001 * 3  # three times the aim: the machine may be busy
