"""Waiting after wrong tries: a table that a clerk could check."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.identity.model.codes import Tries
from portal.identity.rules import delays

NOW = datetime(2026, 11, 30, 8, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(('failures', 'seconds'), [
    (0, 0), (1, 0), (2, 0), (3, 30), (4, 60), (5, 5 * 60), (6, 15 * 60), (7, 3600), (8, 3600), (99, 3600), (100, 3600),
])
def test_how_long_the_next_try_waits(failures: int, seconds: int):
    """ASVS 6.3.1: guessing is slowed down; NIST 800-63B-4: 30 seconds to an hour."""
    assert delays.delay_after(failures) == timedelta(seconds=seconds)


@pytest.mark.parametrize(('failures', 'ago', 'waits'), [
    (2, 0, False), (3, 0, True), (3, 29.999, True), (3, 30, False), (7, 3599, True), (7, 3600, False),
])
def test_waiting_ends_to_the_second(failures: int, ago: float, waits: bool):
    last_at = NOW - timedelta(seconds=ago)
    until = delays.delayed_until(Tries(failures=failures, last_at=last_at), NOW)
    assert (until is not None) is waits
    assert not waits or until == last_at + delays.delay_after(failures)


def test_failures_are_forgotten_after_a_day():
    tries = Tries(failures=7, last_at=NOW)
    assert delays.counted(tries, NOW + timedelta(days=1)).failures == 8
    assert delays.counted(tries, NOW + timedelta(days=1, seconds=1)).failures == 1


@pytest.mark.parametrize(('crowd', 'seconds'), [(30, 15), (60, 30), (120, 60), (1000, 60)])
def test_a_crowded_network_waits_a_little_and_never_more_than_a_minute(crowd: int, seconds: int):
    until = delays.held_until(Tries(last_at=NOW), crowd, NOW)
    assert until == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(('crowd', 'held', 'waits'), [
    (29, None, False), (30, None, True),
    (30, timedelta(seconds=5), True),      # still has to wait
    (30, timedelta(), False),              # has waited
    (30, -9 * MINUTE, False),              # has waited, and took a while to press the button
    (30, -11 * MINUTE, True),              # that was another time
    (0, timedelta(seconds=5), True),       # what was begun is finished
])
def test_each_try_from_a_crowded_network_waits_once(crowd: int, held: timedelta | None, waits: bool):
    hold = None if held is None else NOW + held
    until = delays.held_until(Tries(last_at=NOW - MINUTE, held_until=hold), crowd, NOW)
    assert (until is not None) is waits


def test_a_try_that_was_looked_at_has_to_wait_again_the_next_time():
    tries = delays.counted(delays.held(Tries(last_at=NOW), NOW), NOW)
    assert delays.held_until(tries, 30, NOW) is not None


@pytest.mark.parametrize(('failures', 'dead'), [(99, False), (100, True), (101, True)])
def test_a_hundred_wrong_tries_are_the_end(failures: int, dead: bool):
    assert delays.is_dead(failures) is dead


@pytest.mark.parametrize(('failures', 'before', 'alarm'), [
    (30, [], False), (31, [], True),                        # a quiet service alarms from so many on
    (50, [10] * 28, False), (51, [10] * 28, True),          # five times the usual, and one more
    (51, [10] * 15 + [1000] * 13, True),                    # one bad week does not hide the next
    (50, [10] * 15, False), (31, [10] * 13, True),          # hours without a failure count too: they are zeros
])
def test_the_service_alarms_at_five_times_the_usual(failures: int, before: list[int], alarm: bool):
    assert (delays.above_usual(failures, before) > delays.ALARM_TIMES) is alarm


def test_the_usual_is_that_of_the_same_hour():
    hours = delays.same_hours(NOW + 17 * MINUTE)
    assert hours[0] == NOW - timedelta(days=1) and hours[-1] == NOW - timedelta(days=28) and len(hours) == 28
