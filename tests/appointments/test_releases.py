"""When new weeks open, as tables that a planner could check."""

from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.appointments.model import Release
from portal.appointments.rules.rosters import next_release, release_due

AMSTERDAM = ZoneInfo('Europe/Amsterdam')
RELEASE = Release(weekday=0, at=time(9), horizon_days=90)


@pytest.mark.parametrize(('now', 'due', 'following'), [
    # Monday 23 November 2026 + 90 days is Sunday 21 February 2027.
    ('2026-11-23 08:00', '2027-02-21', '2026-11-30 08:00'),
    ('2026-11-23 07:59', '2027-02-14', '2026-11-23 08:00'),
    ('2026-11-22 12:00', '2027-02-14', '2026-11-23 08:00'),
    ('2026-11-29 22:59', '2027-02-21', '2026-11-30 08:00'),
    ('2026-11-30 08:00', '2027-02-28', '2026-12-07 08:00'),
    # Over the clock changes the release stays at nine local time.
    ('2027-03-28 12:00', '2027-06-20', '2027-03-29 07:00'),
    ('2027-03-29 07:00', '2027-06-27', '2027-04-05 07:00'),
    ('2027-10-31 12:00', '2028-01-23', '2027-11-01 08:00'),
])
def test_new_weeks_open_on_monday_at_nine(now, due, following):
    moment = datetime.fromisoformat(now).replace(tzinfo=UTC)
    assert release_due(RELEASE, AMSTERDAM, now=moment).isoformat() == due
    assert f'{next_release(RELEASE, AMSTERDAM, now=moment):%Y-%m-%d %H:%M}' == following


@pytest.mark.parametrize(('weekday', 'horizon', 'due'), [
    (6, 7, '2026-11-29'),   # released on Sunday 22 November: a week later is a Sunday
    (0, 6, '2026-11-22'),   # released on Monday 16 November: that week
    (0, 12, '2026-11-22'),  # two weeks would need 13 days
    (0, 13, '2026-11-29'),
    (0, 3, '2026-11-19'),   # too short to reach a Sunday: part of a week
    (2, 365, '2027-11-14'),
])
def test_whole_weeks_open(weekday, horizon, due):
    release = Release(weekday=weekday, at=time(9), horizon_days=horizon)
    assert release_due(release, AMSTERDAM, now=datetime(2026, 11, 22, 12, tzinfo=UTC)).isoformat() == due


def test_a_release_is_on_the_clock_of_the_desk():
    now = datetime(2026, 11, 23, 8, tzinfo=UTC)
    assert next_release(RELEASE, ZoneInfo('America/Paramaribo'), now=now) == datetime(2026, 11, 23, 12, tzinfo=UTC)
    assert next_release(RELEASE, ZoneInfo('Asia/Tokyo'), now=now) == datetime(2026, 11, 30, 0, tzinfo=UTC)


@given(st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1)), st.integers(0, 6), st.integers(1, 365))
def test_the_next_release_lies_ahead_and_opens_no_less(moment, weekday, horizon):
    now = moment.replace(tzinfo=UTC)
    release = Release(weekday=weekday, at=time(2, 30), horizon_days=horizon)
    following = next_release(release, AMSTERDAM, now=now)
    assert now < following
    assert release_due(release, AMSTERDAM, now=now) < release_due(release, AMSTERDAM, now=following)
