"""A country learnt in one night: 60 queues, 250,000 open cases, 2 million events."""

from datetime import date
from time import perf_counter

import numpy as np
import pytest

from portal.procedures.forecast.history import QueueHistory
from portal.procedures.forecast.learning import learn
from portal.procedures.forecast.model import NEVER, Days

TODAY = date(2030, 6, 1)
QUEUES, OPEN_CASES, EVENTS = 60, 250_000, 2_000_000
LONGEST = 180
"""Seconds."""


def queue(waiting: int, done: int, *, seed: int) -> QueueHistory:
    """A queue in rough order, five years long: so many done, so many open, of which a third is in treatment."""
    random = np.random.default_rng(seed)
    count = waiting + done
    arrived = np.sort(random.integers(0, 1800, count))
    started = arrived + (1800 * waiting * 0.67 / count).__ceil__() + random.normal(0, 8, count).astype(int)
    decided = started + random.lognormal(np.log(1800 * waiting * 0.3 / count), 0.5, count).astype(int) + 1
    return QueueHistory.of_arrays(
        case=np.arange(count), arrived=known(arrived), started=known(np.maximum(started, arrived)),
        decided=known(np.maximum(decided, arrived)), withdrawn=np.full(count, NEVER, np.int32),
        priority=random.random(count) < 0.05,
    )


def known(days: np.ndarray) -> Days:
    """Day numbers that end today."""
    return np.where(days > 1800, NEVER, days + TODAY.toordinal() - 1800).astype(np.int32)


@pytest.mark.proof
def test_a_country_is_learnt_in_time(capsys):
    shares = np.random.default_rng(1).dirichlet(np.full(QUEUES, 0.7))
    done = (EVENTS - OPEN_CASES * 1.5) / 3
    queues = [queue(int(OPEN_CASES * share) + 5, int(done * share) + 20, seed=seed) for seed, share in enumerate(shares)]
    still = sum(int(np.sum(one.decided == NEVER)) for one in queues)
    began = perf_counter()
    models = [learn(one, TODAY) for one in queues]
    seconds = perf_counter() - began
    with capsys.disabled():
        print(f'\n{sum(map(len, queues)):,} cases, {still:,} open, {len(queues)} queues: {seconds:.1f} s')
    assert still > 0.8 * OPEN_CASES
    assert sum(lane.no_start is None for model in models for lane in model.lanes.values()) > QUEUES / 2
    assert seconds < LONGEST
