"""How many leave before one's turn, for queues whose order is known."""

import numpy as np
import pytest

from portal.procedures.forecast.model import LEVELS, NEVER
from portal.procedures.forecast.order import departures_before_turn, in_front, learn_order
from portal.procedures.forecast.ranks import people_before, people_there

MEDIAN = int(np.flatnonzero(LEVELS == 0.5)[0])
EARLY, LATE = int(np.flatnonzero(LEVELS == 0.1)[0]), int(np.flatnonzero(LEVELS == 0.9)[0])
LENGTH = 300


def learnt(choose, *, turns=4000, length=LENGTH, seed=1):
    """The law of a queue of constant length in which `choose` picks the place of the next to leave."""
    random = np.random.default_rng(seed)
    waiting, left = list(range(length)), np.full(length + turns, NEVER, np.int32)
    arrived = np.concatenate((np.zeros(length), np.arange(1, turns + 1))).astype(np.int32)
    for turn in range(1, turns + 1):
        waiting.append(length + turn - 1)
        left[waiting.pop(choose(random, len(waiting)))] = turn
    gone = left < NEVER
    before, there = people_before(left)[gone], people_there(arrived, left)[gone]
    return learn_order(before, there, started=np.ones(gone.sum(), bool), joining=turns / in_front(before, there).sum())


def first(random, length):
    return 0


def one_of_the_first_forty(random, length):
    return int(random.integers(40))


def anyone(random, length):
    return int(random.integers(length))


def every_third_from_the_back(random, length):
    return length - 1 - int(random.integers(5)) if random.random() < 1 / 3 else 0


@pytest.mark.parametrize('place', [5, 50, 200])
def test_in_a_strict_order_as_many_leave_as_are_before_you(place):
    departures = departures_before_turn(learnt(first), np.array([place]), there=LENGTH)[0]
    assert departures[MEDIAN] == pytest.approx(place + 1, abs=2)
    assert departures[LATE] - departures[EARLY] < 6


def test_a_loose_order_spreads_the_turn():
    departures = departures_before_turn(learnt(one_of_the_first_forty), np.array([200.0]), there=LENGTH)[0]
    assert departures[MEDIAN] == pytest.approx(190, abs=15)
    assert 40 < departures[LATE] - departures[EARLY] < 160


def test_without_an_order_the_place_means_nothing():
    law = learnt(anyone)
    near, far = departures_before_turn(law, np.array([10.0, 290.0]), there=LENGTH)
    beats = LENGTH / 2  # half of all departures move the clock
    assert near[MEDIAN] == pytest.approx(beats * np.log(2), rel=0.15)
    assert far[MEDIAN] == pytest.approx(near[MEDIAN], rel=0.15)


def test_quick_cases_are_started_soon_or_in_their_turn():
    departures = departures_before_turn(learnt(every_third_from_the_back), np.array([299.0]), there=LENGTH)[0]
    assert departures[EARLY] < 10
    assert departures[LATE] == pytest.approx(300, rel=0.1)  # those before it leave at the pace of the clock


def test_the_share_that_had_its_turn_is_what_came_true():
    """Life tables beside the real thing: cases in the middle of a loose queue, one by one."""
    random = np.random.default_rng(5)
    came = []
    for _ in range(300):
        place, beats = 100, 0
        while True:
            beats += 1
            picked = one_of_the_first_forty(random, LENGTH)
            if picked == place:
                break
            place -= picked < place
        came.append(beats)
    departures = departures_before_turn(learnt(one_of_the_first_forty), np.array([100.0]), there=LENGTH)[0]
    assert np.mean(came < departures[EARLY]) == pytest.approx(0.1, abs=0.06)
    assert np.mean(came > departures[LATE]) == pytest.approx(0.1, abs=0.06)
