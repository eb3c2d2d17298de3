"""Learning a queue: only from what is known, the same in one go and bit by bit, and silent when the past is no guide."""

from datetime import date, timedelta

import numpy as np
import pytest

from portal.procedures.forecast.history import CaseDays, QueueHistory
from portal.procedures.forecast.learning import great_breaks, learn
from portal.procedures.forecast.model import NEVER, CannotSay, Reason
from portal.procedures.forecast.storing import as_plain
from tests.procedures.forecast.regimes import BREAK, FIRST_DAY


def week(number):
    return date.fromordinal(FIRST_DAY + 7 * number)


def changed_after(history, day):
    """The same until `day`; then nobody arrives any more, and everybody who waits is started and decided at once."""
    known = history.known_on(day)
    return QueueHistory.of_arrays(
        case=known.case, arrived=known.arrived, priority=known.priority, withdrawn=known.withdrawn,
        started=np.where((known.started == NEVER) & (known.withdrawn == NEVER), day + 1, known.started).astype(np.int32),
        decided=np.where((known.decided == NEVER) & (known.withdrawn == NEVER), day + 2, known.decided).astype(np.int32),
    )


def rows_of(history, those):
    def day(number):
        return None if number == NEVER else date.fromordinal(int(number))
    return [
        CaseDays(int(history.case[at]), day(history.arrived[at]), day(history.started[at]), day(history.decided[at]),
                 day(history.withdrawn[at]), bool(history.priority[at]))
        for at in np.flatnonzero(those)
    ]


def no_start(history, number, **more):
    return learn(history, week(number), **more).lanes[False].no_start


@pytest.mark.parametrize('name', ['steady', 'law change'])
def test_the_future_does_not_change_what_is_learnt(queue_of, name):
    history, on = queue_of(name), week(BREAK + 20)
    twin = changed_after(history, on.toordinal())
    assert as_plain(learn(twin, on)) == as_plain(learn(history, on))
    later = on + timedelta(days=28)
    assert as_plain(learn(twin, later)) != as_plain(learn(history, later))


def test_learning_bit_by_bit_is_learning_afresh(queue_of):
    history, on = queue_of('steady').known_on(week(200).toordinal()), week(200)
    yesterday = history.known_on(week(199).toordinal())
    events = (history.arrived, history.started, history.decided, history.withdrawn)
    new = np.logical_or.reduce([(days > week(199).toordinal()) & (days < NEVER) for days in events])
    updated = yesterday.updated(rows_of(history, new))
    assert as_plain(learn(updated, on)) == as_plain(learn(history, on))
    assert as_plain(learn(yesterday, on)) != as_plain(learn(history, on))


@pytest.mark.parametrize(('name', 'number', 'reason'), [
    ('steady', 20, Reason.TOO_LITTLE_HISTORY),
    ('halt and restart', BREAK + 4, Reason.HALTED),
    ('halt and restart', BREAK + 16, Reason.HALTED),
    ('capacity drop', BREAK + 5, Reason.PACE_CHANGED),
    ('law change', BREAK + 4, Reason.PACE_CHANGED),
])
def test_nothing_is_said_when_the_past_is_no_guide(queue_of, name, number, reason):
    silence = no_start(queue_of(name), number)
    assert silence.reason == reason
    assert silence.since is None or abs((silence.since - week(BREAK)).days) < 21 or number > BREAK + 14


@pytest.mark.parametrize(('name', 'number'), [
    ('steady', 200), ('halt and restart', BREAK - 4), ('halt and restart', BREAK + 40), ('capacity drop', BREAK + 20),
])
def test_otherwise_there_is_a_forecast(queue_of, name, number):
    lane = learn(queue_of(name), week(number)).lanes[False]
    assert lane.no_start is lane.no_decision is lane.no_treatment is None
    assert np.isfinite(lane.start).any()


def test_a_halt_of_decisions_stops_that_forecast(queue_of):
    lane = learn(queue_of('halt and restart'), week(BREAK + 4)).lanes[False]
    assert lane.no_treatment.reason == Reason.HALTED


@pytest.mark.parametrize(('days_ago', 'silent'), [(-1, False), (0, True), (30, True), (60, False)])
def test_after_an_announced_change_nothing_is_said_for_six_weeks(queue_of, days_ago, silent):
    changed = week(200) - timedelta(days=days_ago)
    expected = CannotSay(reason=Reason.CHANGE_ANNOUNCED, since=changed) if silent else None
    assert no_start(queue_of('steady'), 200, announced=[changed]) == expected


def test_without_recorded_starts_only_decisions_are_forecast(queue_of):
    history = queue_of('steady')
    unrecorded = QueueHistory.of_arrays(
        case=history.case, arrived=history.arrived, started=np.full(len(history), NEVER, np.int32),
        decided=history.decided, withdrawn=history.withdrawn, priority=history.priority,
    )
    lane = learn(unrecorded, week(200)).lanes[False]
    assert lane.no_start.reason == Reason.STARTS_NOT_RECORDED
    assert lane.no_decision is None
    assert np.isfinite(lane.decision).any()


def test_an_empty_queue_has_no_lanes():
    assert learn(QueueHistory.of([]), week(200)).lanes == {}


def test_a_queue_in_which_nobody_waits_is_learnt(queue_of):
    history = queue_of('steady')
    done = history.only((history.left() < week(200).toordinal()) | (history.arrived > week(200).toordinal()))
    lane = learn(done, week(200)).lanes[False]
    assert lane.before.tolist() == [0]


def test_looking_back_only_lasting_changes_are_breaks(queue_of):
    last = week(BREAK + 100).toordinal()
    assert great_breaks(queue_of('steady'), last) == []
    found = great_breaks(queue_of('capacity drop'), last)
    assert len(found) == 1
    assert abs(found[0] - week(BREAK).toordinal()) <= 14
