"""Judging forecasts: figures that can be checked by hand."""

import numpy as np
import pytest

from portal.procedures.forecast.backtest.model import Forecasts, Method, Phase, Stage
from portal.procedures.forecast.backtest.scoring import pinball, score

NAN = float('nan')


def forecasts(*, said, outcome, known=None, since=np.inf, until=np.inf, rival=None):
    count = len(outcome)
    return Forecasts(
        procedure='partner', stage=Stage.START, origin=np.zeros(count), outcome=np.array(outcome, float),
        known=np.array([True] * count if known is None else known), since_break=np.full(count, float(since)),
        to_break=np.full(count, float(until)),
        days={Method.OWN: np.array(said, float), Method.RATE: np.array(said if rival is None else rival, float)},
    )


def calm(**told):
    return score([forecasts(**told)], Phase.CALM, Method.OWN)


def test_the_figures_of_four_cases():
    judged = calm(said=[(10, 20, 30)] * 4, outcome=[10, 22, 30, 31])
    assert judged.forecasts == 4
    assert judged.coverage == 0.75
    assert judged.median_error == 10
    assert judged.width == 20


@pytest.mark.parametrize(('outcome', 'loss'), [
    (20, (0.1 * 10 + 0 + 0.1 * 10) / 3),
    (40, (0.1 * 30 + 0.5 * 20 + 0.9 * 10) / 3),
    (0, (0.9 * 10 + 0.5 * 20 + 0.1 * 30) / 3),
])
def test_the_loss(outcome, loss):
    assert pinball(np.array([[10.0, 20.0, 30.0]]), np.array([float(outcome)]))[0] == pytest.approx(loss)


def test_saying_nothing_is_counted_but_not_judged():
    judged = calm(said=[(10, 20, 30), (NAN, NAN, NAN)], outcome=[20, 20])
    assert judged.silent == 0.5
    assert judged.forecasts == 1


def test_a_rival_is_judged_on_the_cases_that_we_forecast():
    told = forecasts(said=[(10, 20, 30), (NAN, NAN, NAN)], outcome=[20, 90], rival=[(10, 20, 30), (10, 20, 30)])
    assert score([told], Phase.CALM, Method.RATE).coverage == 1


@pytest.mark.parametrize(('latest', 'coverage'), [(30, 0.5), (60, 1.0)])
def test_an_outcome_after_the_end_of_the_data_is_a_miss_only_of_a_range_that_ended_before(latest, coverage):
    judged = calm(said=[(10, 20, latest), (10, 20, 30)], outcome=[50, 20], known=[False, True])
    assert judged.coverage == coverage


@pytest.mark.parametrize(('since', 'until', 'phase'), [
    (np.inf, np.inf, Phase.CALM), (183, 31, Phase.CALM), (183, 30, Phase.OVERTAKEN), (0, np.inf, Phase.FIRST_WEEKS),
    (42, 5, Phase.FIRST_WEEKS), (43, np.inf, Phase.AFTER_BREAK), (182, np.inf, Phase.AFTER_BREAK),
])
def test_every_forecast_belongs_to_one_phase(since, until, phase):
    told = forecasts(said=[(10, 20, 30)], outcome=[20], since=since, until=until)
    assert [one for one in Phase if score([told], one, Method.OWN).forecasts] == [phase]


def test_where_there_is_nothing_to_judge_json_has_nothing():
    judged = score([forecasts(said=[(1, 2, 3)], outcome=[2])], Phase.AFTER_BREAK, Method.OWN)
    assert judged.as_dict()['coverage'] is None
    assert judged.as_dict()['forecasts'] == 0
