"""Replaying history: nothing of the future, and all of the present."""

from dataclasses import replace

import numpy as np
import pytest

from portal.procedures.forecast.backtest.model import Method, ReplayedQueue, Stage
from portal.procedures.forecast.backtest.replay import last_day, origins, replay
from portal.procedures.forecast.backtest.report import backtest
from portal.procedures.forecast.model import NEVER
from tests.procedures.forecast.regimes import BREAK, FIRST_DAY

DAYS = [FIRST_DAY + 7 * week for week in (150, 160, 170)]


def queue(history):
    return ReplayedQueue(procedure='partner', history=history, statutory_days=182, breaks=())


def slowed(history, after):
    """The same, but everything after the day `after` happens a hundred days later."""
    def moved(days):
        return np.where((days > after) & (days < NEVER), days + 100, days).astype(np.int32)
    return replace(history, started=moved(history.started), decided=moved(history.decided))


def test_no_method_sees_the_future(queue_of):
    history = queue_of('steady')
    twin = slowed(history, DAYS[-1])
    for made, other in zip(replay(queue(history), DAYS), replay(queue(twin), DAYS), strict=True):
        assert not np.array_equal(made.outcome, other.outcome)
        for method in made.days:
            assert np.array_equal(made.days[method], other.days[method], equal_nan=True), method


def test_starts_are_asked_of_those_who_wait_and_decisions_of_all(queue_of):
    starts, decisions = replay(queue(queue_of('steady')), DAYS)
    assert (starts.stage, decisions.stage) == tuple(Stage)
    assert len(starts.outcome) == 3 * 80
    assert len(decisions.outcome) == 3 * 120
    assert Method.STATUTORY not in starts.days
    assert set(decisions.days) == set(Method)


def test_days_whose_outcomes_are_not_known_do_not_count(queue_of):
    history = queue_of('steady').known_on(DAYS[-1] + 60)
    made = {one.stage: set(one.origin) for one in replay(queue(history), DAYS)}
    assert Stage.DECISION not in made or max(made[Stage.DECISION]) < DAYS[-1]
    assert all(np.mean(one.known) >= 0.95 for one in replay(queue(history), DAYS))


def test_a_queue_in_which_nothing_happened_has_nothing_to_replay(queue_of):
    waiting = queue_of('steady').known_on(FIRST_DAY)
    bare = waiting.only(waiting.left() == NEVER)
    assert backtest([queue(bare)]).lines == []
    assert replay(queue(bare), [FIRST_DAY]) == []


def test_looking_ahead_begins_after_a_year(queue_of):
    history = queue_of('steady')
    days = origins(history)
    assert days[0] - int(history.left().min()) == 365
    assert last_day(history) - 28 <= days[-1] < last_day(history)


def test_the_report_is_for_people_and_for_programs(queue_of):
    report = backtest([replace(queue(queue_of('capacity drop').known_on(FIRST_DAY + 7 * (BREAK + 80))), breaks=None)], every=168)
    table = report.table()
    assert 'half-year after a break' in table or 'overtaken' in table
    lines = report.as_dict()['lines']
    own = next(line for line in lines if line['method'] == 'forecast' and line['phase'] == 'calm' and line['stage'] == 'start')
    assert own['procedure'] == 'partner'
    assert own['coverage'] == pytest.approx(0.8, abs=0.15)
    assert len(table.splitlines()) == len(lines) + 3
