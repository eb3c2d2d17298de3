"""Queues that several tests look at, each simulated once."""

import pytest

from tests.procedures.forecast.regimes import TUNED, simulated


@pytest.fixture(scope='session')
def queue_of():
    """Ten years of the regime of this name; the same object each time."""
    made = {}

    def of(name):
        if name not in made:
            made[name] = simulated(next(regime for regime in TUNED if regime.name == name), seed=1)
        return made[name]

    return of
