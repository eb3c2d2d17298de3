"""How long treatment takes, learnt from cases of which some are not decided yet."""

import numpy as np
import pytest

from portal.procedures.forecast.model import NEVER
from portal.procedures.forecast.treatment import AGES, Treatments, days_at, decided_by_age, expected_decisions
from portal.procedures.forecast.weeks import Weeks

LAST = 2000


def treatments(*, cases=6000, seed=1, median=45.0, last=LAST):
    """Starts spread evenly over the last 1500 days; what happens after `last` is not known."""
    random = np.random.default_rng(seed)
    started = np.sort(random.integers(last - 1500, last + 1, cases)).astype(np.int32)
    decided = started + random.lognormal(np.log(median), 0.5, cases).astype(np.int32)
    return Treatments(started=started, decided=np.where(decided > last, NEVER, decided), withdrawn=np.full(cases, NEVER))


def test_the_table_is_the_distribution_although_some_are_not_decided():
    decided = decided_by_age(treatments(), first=LAST - 365, last=LAST)
    wanted = np.array([0.1, 0.5, 0.9])
    expected = 45 * np.exp(0.5 * np.array([-1.28, 0, 1.28]))
    assert days_at(decided, wanted) == pytest.approx(expected, rel=0.08)


def test_leaving_the_undecided_out_would_be_too_quick():
    cases = treatments()
    recent = (cases.started > LAST - 90) & (cases.decided < NEVER)
    naive = np.median((cases.decided - cases.started)[recent])
    assert naive < 0.9 * days_at(decided_by_age(cases, first=LAST - 365, last=LAST), np.array([0.5]))[0]


def test_only_the_days_asked_for_count():
    """Treatment became twice as slow 200 days ago."""
    quick, slow = treatments(last=LAST - 200), treatments(median=90.0)
    late = slow.started > LAST - 200
    cases = Treatments(
        started=np.concatenate((quick.started, slow.started[late])), decided=np.concatenate((quick.decided, slow.decided[late])),
        withdrawn=np.full(len(quick.started) + late.sum(), NEVER),
    )
    cases = Treatments(started=cases.started, withdrawn=cases.withdrawn, decided=np.where(
        (cases.started <= LAST - 200) & (cases.decided == NEVER), LAST - 150, cases.decided))
    since = days_at(decided_by_age(cases, first=LAST - 150, last=LAST), np.array([0.5]))[0]
    whole = days_at(decided_by_age(cases, first=LAST - 1500, last=LAST), np.array([0.5]))[0]
    assert since == pytest.approx(90, rel=0.2)
    assert whole < 60


def test_of_too_few_decisions_nothing_is_learnt():
    assert decided_by_age(treatments(cases=20), first=LAST - 365, last=LAST) is None


def test_what_nobody_reached_is_infinite():
    assert days_at(np.linspace(0, 0.7, len(AGES)), np.array([0.9])) == np.inf


def test_as_many_decisions_are_expected_as_are_made():
    weeks = Weeks(last=LAST, count=100)
    made, due = expected_decisions(treatments(), weeks)
    assert made.sum() == pytest.approx(due.sum())
    assert np.abs(made - due)[10:].mean() < 2 * np.sqrt(made.mean())


def test_a_week_without_decisions_is_missed():
    cases, weeks = treatments(), Weeks(last=LAST, count=100)
    held = (cases.decided > LAST - 7) & (cases.decided < NEVER)
    made, due = expected_decisions(
        Treatments(started=cases.started, decided=np.where(held, NEVER, cases.decided), withdrawn=cases.withdrawn), weeks)
    assert made[-1] == 0
    assert due[-1] > 10
