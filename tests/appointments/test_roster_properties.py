"""Windows of any day, zone, rosters, extras and closures: what always holds."""

from datetime import date, time
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from portal.appointments.model import Closure, Extra, Resource, Roster
from portal.appointments.rules.rosters import windows
from portal.kernel.ticks import tick_at

COUNTERS = tuple(
    Resource(id=number, desk='AM', key=f'AM-{number}', kind='counter', skills=frozenset({'BIO'})) for number in (1, 2)
)
DAYS = st.sampled_from([date(2026, 12, 7), date(2027, 3, 28), date(2027, 10, 31)])
ZONES = st.sampled_from([ZoneInfo(name) for name in ('Europe/Amsterdam', 'America/Paramaribo', 'Asia/Tokyo')])
TIMES = st.integers(0, 287).map(lambda tick: time(tick // 12, tick % 12 * 5))
RESOURCES = st.sampled_from([(), ('AM-1',), ('AM-2',), ('AM-1', 'AM-2')])
EVERY_DAY = {'weekdays': frozenset(range(7)), 'valid_from': date(2026, 1, 1), 'valid_until': None}


@st.composite
def hours(draw, kind, **facts):
    """A roster, extra or closure from an earlier to a later time, of some counters."""
    opens, closes = sorted(draw(st.lists(TIMES, min_size=2, max_size=2, unique=True)))
    return kind(opens=opens, closes=closes, resources=draw(RESOURCES), **facts)


@st.composite
def days(draw):
    """What `windows` takes: a zone and a day, and hours of all sorts."""
    day = draw(DAYS)
    return draw(ZONES), day, {
        'rosters': draw(st.lists(hours(Roster, **EVERY_DAY), max_size=4)),
        'extras': draw(st.lists(hours(Extra, day=day), max_size=2)),
        'closures': draw(st.lists(hours(Closure, day=day, why={}), max_size=3)),
        'is_holiday': draw(st.booleans()),
    }


def ticks_of(counter, zone, day, found):
    """All ticks of the hours that are about `counter`."""
    about = (each for each in found if not each.resources or counter.key in each.resources)
    return set().union(*(range(tick_at(day, each.opens, zone), tick_at(day, each.closes, zone)) for each in about))


@given(days())
def test_windows_never_touch(drawn):
    zone, day, given_hours = drawn
    for before, after in pairwise(windows(zone, day, resources=COUNTERS, **given_hours)):
        assert before.starts < before.ends
        assert (before.resource, before.ends) < (after.resource, after.starts)


@given(days())
def test_windows_are_what_rosters_and_extras_give_and_closures_leave(drawn):
    zone, day, given_hours = drawn
    working = given_hours['extras'] + given_hours['rosters'] * (not given_hours['is_holiday'])
    found = windows(zone, day, resources=COUNTERS, **given_hours)
    for counter in COUNTERS:
        opened, closed = (ticks_of(counter, zone, day, each) for each in (working, given_hours['closures']))
        mine = (range(window.starts, window.ends) for window in found if window.resource == counter.id)
        assert set().union(*mine) == opened - closed
