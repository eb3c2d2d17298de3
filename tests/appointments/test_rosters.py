"""When resources work, as tables that a planner could check."""

from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from portal.appointments.model import Closure, Extra, Resource, Roster
from portal.appointments.rules.rosters import windows
from portal.kernel.ticks import day_bounds, moment_of

AMSTERDAM = ZoneInfo('Europe/Amsterdam')
MONDAY = date(2026, 12, 7)
WHY = {'nl': 'Training', 'en': 'Training'}
COUNTERS = tuple(
    Resource(id=number, desk='AM', key=f'AM-{number}', kind='counter', skills=frozenset({'BIO'})) for number in (1, 2)
)


def clock(text):
    """'09:00' as a time; '' as none."""
    return time.fromisoformat(text) if text else None


def roster(hours, *, weekdays='0123456', resources=(), valid_from=date(2026, 1, 1), valid_until=None):
    """A roster from '08:30-12:30'."""
    opens, closes = map(clock, hours.split('-'))
    return Roster(
        resources=resources, weekdays=frozenset(map(int, weekdays)), opens=opens, closes=closes,
        valid_from=valid_from, valid_until=valid_until,
    )


def extra(hours, *, day=MONDAY, resources=()):
    opens, closes = map(clock, hours.split('-'))
    return Extra(day=day, resources=resources, opens=opens, closes=closes)


def closure(hours, *, day=MONDAY, resources=()):
    """A closure from '12:00-' (to the end of the day) or '-' (all day)."""
    opens, closes = map(clock, hours.split('-'))
    return Closure(day=day, resources=resources, opens=opens, closes=closes, why=WHY)


def worked(day=MONDAY, zone=AMSTERDAM, *, resources=COUNTERS[:1], rosters=(), extras=(), closures=(), is_holiday=False):
    """What the resources work that day, as '08:30-12:30' on the clock in UTC."""
    found = windows(
        zone, day, resources=resources, rosters=rosters, extras=extras, closures=closures, is_holiday=is_holiday,
    )
    return [f'{moment_of(window.starts):%H:%M}-{moment_of(window.ends):%H:%M}' for window in found]


@pytest.mark.parametrize(('rosters', 'expected'), [
    ([], []),
    (['08:30-12:30', '13:00-16:30'], ['07:30-11:30', '12:00-15:30']),
    (['13:00-16:30', '08:30-13:00'], ['07:30-15:30']),
    (['08:30-14:00', '13:00-16:30'], ['07:30-15:30']),
    (['08:30-16:30', '09:00-10:00'], ['07:30-15:30']),
])
def test_hours_that_touch_become_one_window(rosters, expected):
    assert worked(rosters=[roster(hours) for hours in rosters]) == expected


@pytest.mark.parametrize(('closed', 'expected'), [
    ('-', []),
    ('12:00-', ['07:30-11:00']),
    ('-10:00', ['09:00-15:30']),
    ('10:00-10:30', ['07:30-09:00', '09:30-15:30']),
    ('08:00-08:30', ['07:30-15:30']),
    ('16:30-17:00', ['07:30-15:30']),
])
def test_a_closure_is_cut_out(closed, expected):
    assert worked(rosters=[roster('08:30-16:30')], closures=[closure(closed)]) == expected


def test_a_closure_wins_over_an_extra_evening():
    assert worked(extras=[extra('17:00-20:00')], closures=[closure('18:00-19:00')]) == ['16:00-17:00', '18:00-19:00']


@pytest.mark.parametrize(('day', 'works'), [
    (date(2026, 12, 6), False),  # Sunday
    (date(2026, 12, 7), True),   # Monday, first day
    (date(2026, 12, 8), False),  # Tuesday
    (date(2026, 12, 21), True),  # Monday, last day
    (date(2026, 12, 28), False),
    (date(2026, 11, 30), False),
])
def test_a_roster_holds_on_its_weekdays_while_it_is_valid(day, works):
    mondays = roster('09:00-12:00', weekdays='0', valid_from=MONDAY, valid_until=date(2026, 12, 21))
    assert bool(worked(day, rosters=[mondays])) is works


def test_on_a_holiday_only_extras_hold():
    day = date(2026, 12, 25)
    evening = extra('17:00-19:00', day=day)
    assert worked(day, rosters=[roster('09:00-12:00')], extras=[evening], is_holiday=True) == ['16:00-18:00']


def test_hours_that_name_resources_are_about_those_only():
    found = windows(
        AMSTERDAM, MONDAY, resources=COUNTERS[::-1],
        rosters=[roster('09:00-12:00', resources=('AM-1',))], extras=[extra('17:00-18:00', resources=('AM-2',))],
        closures=[closure('09:00-10:00', resources=('AM-1',)), closure('09:00-11:00', resources=('AM-2',))],
        is_holiday=False,
    )
    assert [(window.resource, moment_of(window.starts).hour, window.ends - window.starts) for window in found] == [
        (1, 9, 24), (2, 16, 12),
    ]


@pytest.mark.parametrize(('zone', 'day', 'hours', 'expected'), [
    ('Europe/Amsterdam', date(2027, 3, 26), '09:00-16:00', ['08:00-15:00']),
    ('Europe/Amsterdam', date(2027, 3, 28), '09:00-16:00', ['07:00-14:00']),
    ('Europe/Amsterdam', date(2027, 3, 28), '01:00-04:00', ['00:00-02:00']),  # 02:00 to 03:00 is skipped
    ('Europe/Amsterdam', date(2027, 3, 28), '02:00-03:00', []),
    ('Europe/Amsterdam', date(2027, 3, 28), '02:30-03:00', []),
    ('Europe/Amsterdam', date(2027, 10, 31), '09:00-16:00', ['08:00-15:00']),
    ('Europe/Amsterdam', date(2027, 10, 31), '01:00-04:00', ['23:00-03:00']),  # 02:00 to 03:00 comes twice
    ('Europe/Amsterdam', date(2027, 10, 31), '02:00-03:00', ['00:00-02:00']),
    ('America/Paramaribo', date(2027, 3, 28), '08:00-21:30', ['11:00-00:30']),  # ends on the next day in UTC
    ('Asia/Tokyo', date(2027, 10, 31), '08:00-16:00', ['23:00-07:00']),  # starts on the day before in UTC
    ('Asia/Kathmandu', date(2027, 3, 28), '09:00-12:00', ['03:15-06:15']),
])
def test_hours_are_local_also_when_the_clock_changes(zone, day, hours, expected):
    assert worked(day, ZoneInfo(zone), rosters=[roster(hours)]) == expected


@pytest.mark.parametrize(('day', 'ticks'), [
    (date(2027, 3, 28), 23 * 12), (date(2027, 3, 29), 24 * 12), (date(2027, 10, 31), 25 * 12),
])
def test_a_whole_day_closed_leaves_nothing_of_short_and_long_days(day, ticks):
    first, last = day_bounds(day, AMSTERDAM)
    assert last - first == ticks
    assert worked(day, rosters=[roster('00:00-23:55')], closures=[closure('-', day=day)]) == []
