"""Nights on which the clock changes, a leap day, and desks in other zones, on both engines."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from portal.appointments.errors import SlotTaken, SlotUnknown
from portal.appointments.service import Planner
from tests.appointments.brute_force import assert_exact
from tests.appointments.words import AMSTERDAM, ENGLISH, at, people, place, post

PARAMARIBO, TOKYO = ZoneInfo('America/Paramaribo'), ZoneInfo('Asia/Tokyo')


@pytest.fixture
def night_planner(empty_planner, planner_file, clock):
    """Desks that never close, opened for the week before and after a moment."""

    def at_moment(text: str) -> Planner:
        clock.moment = at(text)
        empty_planner.opening.load(planner_file('night'))
        empty_planner.opening.release(until=clock.moment.date() + timedelta(days=3))
        return empty_planner

    return at_moment


def starts_on(planner, desk, day):
    """The free starts of a day on its own wall clock."""
    found = planner.calendar.free(desk, 'BIO', 1)
    zone = planner.calendar.known().desks[desk].zone
    return [
        f'{found.at(start).starts_at.astimezone(zone):%H:%M}'
        for one in found.days if one.day.isoformat() == day for start in one.starts
    ]


def book(planner, slot, number=1):
    return planner.booking.book(slot, people(number), ENGLISH, holder='', room='test')


@pytest.mark.parametrize(('now', 'day', 'places', 'night'), [
    ('2027-03-27 09:00', '2027-03-28', 23 * 6 - 1, ['01:40', '01:50', '03:00', '03:10']),
    ('2027-10-30 09:00', '2027-10-31', 25 * 6 - 1, ['02:40', '02:50', '02:00', '02:10']),
    ('2028-02-28 09:00', '2028-02-29', 24 * 6 - 1, []),
    ('2028-02-28 09:00', '2028-03-01', 24 * 6 - 1, []),
])
def test_a_day_has_the_places_that_its_hours_hold(night_planner, database, clock, now, day, places, night):
    planner = night_planner(now)
    starts = starts_on(planner, 'AM', day)
    assert len(starts) == places
    assert ' '.join(night) in ' '.join(starts)
    assert_exact(planner, database, clock)


def test_the_hour_that_comes_twice_holds_two_visits(night_planner, database, clock):
    planner = night_planner('2027-10-30 09:00')
    early, late = (book(planner, place('2027-10-31 02:30', fold=fold), number=fold + 1) for fold in (0, 1))
    assert late.slot.starts_at - early.slot.starts_at == timedelta(hours=1)
    with pytest.raises(SlotTaken):
        book(planner, place('2027-10-31 02:30', fold=1), number=3)
    assert [visit.code for visit in planner.changing.on_day('AM', date(2027, 10, 31))] == [early.code, late.code]
    assert_exact(planner, database, clock)


def test_the_hour_that_is_skipped_is_the_hour_after_it(night_planner, database, clock):
    planner = night_planner('2027-03-27 09:00')
    assert book(planner, place('2027-03-28 02:30')).slot == place('2027-03-28 03:30')
    assert_exact(planner, database, clock)


def test_a_family_comes_over_the_change_and_stays_as_long(night_planner, database, clock):
    planner = night_planner('2027-03-27 09:00')
    slot = place('2027-03-28 01:40', persons=4)
    visit = planner.booking.book(slot, people(1, 2, 3, 4), ENGLISH, holder='', room='test')
    assert visit.slot.ends_at == at('2027-03-28 03:20')
    assert_exact(planner, database, clock)


@pytest.mark.parametrize(('now', 'moves_to'), [
    ('2027-03-27 09:00', '2027-03-29 00:00'), ('2027-10-30 09:00', '2027-11-01 00:00'),
])
def test_a_visit_moves_over_midnight(night_planner, database, clock, now, moves_to):
    planner = night_planner(now)
    sunday = at(moves_to) - timedelta(hours=1)
    visit = book(planner, place(f'{sunday:%Y-%m-%d} 23:40'))
    other = book(planner, place(f'{sunday:%Y-%m-%d} 23:20'), 2)
    planner.changing.move(other.key, place(moves_to), once=post(), room='test')
    assert [one.code for one in planner.changing.on_day('AM', sunday.date())] == [visit.code]
    assert [one.code for one in planner.changing.on_day('AM', at(moves_to).date())] == [other.code]
    assert_exact(planner, database, clock)


def test_the_first_place_of_a_day_is_booked_beside_the_last_of_the_day_before(night_planner, database, clock):
    planner = night_planner('2028-02-28 09:00')
    book(planner, place('2028-02-28 23:40'), 1)
    book(planner, place('2028-02-29 00:00'), 2)
    book(planner, place('2028-02-29 23:40'), 3)
    assert_exact(planner, database, clock)


@pytest.mark.parametrize(('desk', 'zone', 'text', 'utc'), [
    ('AM', AMSTERDAM, '2028-02-29 10:00', '2028-02-29 09:00'),
    ('PBM', PARAMARIBO, '2028-02-29 10:00', '2028-02-29 13:00'),
    ('PBM', PARAMARIBO, '2028-02-29 22:00', '2028-03-01 01:00'),
    ('TYO', TOKYO, '2028-03-01 08:00', '2028-02-29 23:00'),
    ('TYO', TOKYO, '2028-03-01 00:00', '2028-02-29 15:00'),
])
def test_a_visit_stands_on_the_clock_and_the_day_of_its_desk(night_planner, database, clock, desk, zone, text, utc):
    planner = night_planner('2028-02-28 09:00')
    visit = book(planner, place(text, desk, zone=zone))
    assert f'{visit.slot.starts_at:%Y-%m-%d %H:%M}' == utc
    assert planner.changing.on_day(desk, date.fromisoformat(text[:10]))[0].code == visit.code
    assert text[-5:] not in starts_on(planner, desk, text[:10])
    assert_exact(planner, database, clock)


def test_what_is_already_tomorrow_elsewhere_is_open_there_too(night_planner):
    """At 23:30 in Amsterdam it is the next morning in Tokyo, and evening in Paramaribo."""
    planner = night_planner('2028-02-28 23:30')
    assert starts_on(planner, 'TYO', '2028-02-29')[0] == '07:30'
    assert starts_on(planner, 'PBM', '2028-02-28')[0] == '19:30'
    assert starts_on(planner, 'AM', '2028-02-28')[0] == '23:30'


def test_a_day_that_is_not_open_stays_closed_in_every_zone(night_planner):
    planner = night_planner('2028-02-28 09:00')
    for desk, zone in (('AM', AMSTERDAM), ('PBM', PARAMARIBO), ('TYO', TOKYO)):
        with pytest.raises(SlotUnknown):
            book(planner, place('2028-03-03 10:00', desk, zone=zone))
