"""Sudden changes are seen soon, and steady queues are left in peace."""

import numpy as np
import pytest

from portal.procedures.forecast.breaks import lasting, lasting_shifts, watch_order, watch_pace

USUAL = np.ones(160)
NOT_SKIPPED = np.zeros(160, bool)


def weekly(*means, seed=1):
    """Poisson counts around these means, 160 weeks in all."""
    each = np.repeat(means, -(-160 // len(means)))[:160]
    return np.random.default_rng(seed).poisson(each).astype(float)


def test_a_steady_pace_has_no_breaks():
    found = [watch_pace(weekly(60, seed=seed), USUAL, skipped=NOT_SKIPPED) for seed in range(20)]
    assert sum(len(watch.breaks) for watch in found) <= 1
    assert not any(watch.halt for watch in found)


@pytest.mark.parametrize('after', [0, 15, 30, 110])
def test_a_change_of_pace_is_seen_within_five_weeks(after):
    counts = weekly(60, after)
    watch = watch_pace(counts, USUAL, skipped=NOT_SKIPPED)
    assert 78 <= watch.breaks[0].week <= 82
    assert watch.breaks[0].seen <= 85
    assert (watch.breaks[0].ratio < 1) == (after < 60)
    assert lasting(watch.breaks, counts, USUAL)[0] == watch.breaks[0].week


def test_a_small_change_is_no_break():
    assert not watch_pace(weekly(60, 66), USUAL, skipped=NOT_SKIPPED).breaks


def test_what_is_usual_is_no_break():
    usual = np.where(np.arange(160) % 52 < 8, 0.4, 1.0)
    counts = np.random.default_rng(1).poisson(60 * usual).astype(float)
    assert not watch_pace(counts, usual, skipped=NOT_SKIPPED).breaks
    assert watch_pace(counts, USUAL, skipped=NOT_SKIPPED).breaks  # without knowing the season it would be one


def test_skipped_weeks_tell_nothing():
    counts = weekly(60)
    counts[100:103] = 0
    skipped = (np.arange(160) >= 100) & (np.arange(160) < 103)
    assert not watch_pace(counts, USUAL, skipped=skipped).breaks
    assert watch_pace(counts, USUAL, skipped=NOT_SKIPPED).breaks


@pytest.mark.parametrize(('weeks', 'halted'), [(2, True), (14, True), (0, False)])
def test_a_halt_is_seen_after_two_weeks(weeks, halted):
    counts = weekly(60)
    counts[160 - weeks:] = 0
    assert bool(watch_pace(counts, USUAL, skipped=NOT_SKIPPED).halt) is halted


@pytest.mark.parametrize(('weeks_ago', 'remembered'), [(1, True), (4, True), (9, False)])
def test_a_halt_is_remembered_for_some_weeks(weeks_ago, remembered):
    counts = weekly(60)
    counts[160 - weeks_ago - 8:160 - weeks_ago] = 0
    assert bool(watch_pace(counts, USUAL, skipped=NOT_SKIPPED).halt) is remembered


def test_another_order_is_seen():
    places = np.random.default_rng(1).normal(0.1, 0.03, 160)
    places[80:] += 0.5
    watch = watch_order(places, skipped=NOT_SKIPPED)
    assert 78 <= watch.breaks[0].week <= 82
    assert lasting_shifts(watch.breaks, places) == [watch.breaks[0].week]
    assert not watch_order(places[:80], skipped=NOT_SKIPPED[:80]).breaks


def test_weeks_without_starts_do_not_change_the_order():
    places = np.random.default_rng(1).normal(0.1, 0.03, 160)
    places[70:90] = np.nan
    assert not watch_order(places, skipped=NOT_SKIPPED).breaks


@pytest.mark.parametrize('count', [0, 1, 5])
def test_a_young_queue_can_be_watched(count):
    watch = watch_pace(np.full(count, 50.0), np.ones(count), skipped=np.zeros(count, bool))
    assert watch.breaks == ()
