"""The calendar is exact: after every change, by the mere passing of time, and when another process changes things."""

from datetime import timedelta

import pytest

from portal.appointments.errors import SlotUnknown
from tests.appointments.brute_force import assert_exact
from tests.appointments.words import at, clock_times, place, post

TEN = place('2026-12-01 10:00', 'ZW')


def test_the_answer_is_kept_while_nothing_changes(planner):
    assert planner.calendar.free('AM', 'BIO', 1) is planner.calendar.free('AM', 'BIO', 1)


def test_a_change_at_one_desk_keeps_the_answers_of_the_others(planner, book):
    amsterdam, zwolle = planner.calendar.free('AM', 'BIO', 1), planner.calendar.free('ZW', 'BIO', 1)
    book(TEN, 1)
    assert planner.calendar.free('AM', 'BIO', 1) is amsterdam
    assert planner.calendar.free('ZW', 'BIO', 1) is not zwolle


def test_a_place_that_was_kept_for_too_long_shows_again_by_itself(planner, free, clock):
    planner.booking.hold(TEN, 'plan:1')
    clock.moment += timedelta(minutes=15) - timedelta(microseconds=1)
    assert '10:00' not in free('2026-12-01', 'ZW')
    clock.moment += timedelta(microseconds=1)
    assert '10:00' in free('2026-12-01', 'ZW')


def test_places_end_one_after_the_other(planner, clock, is_exact):
    for minute in (0, 3, 3, 9):
        clock.moment = at(f'2026-11-30 09:0{minute}')
        free = planner.calendar.free('ZW', 'BIO', 1)
        planner.booking.hold(free.at(free.days[1].starts[0]), f'plan:{minute}')
    for minute in range(10, 26):
        clock.moment = at(f'2026-11-30 09:{minute}')
        assert is_exact()


@pytest.mark.parametrize(('now', 'first'), [
    ('2026-12-01 07:00', '12-01 09:00'),
    ('2026-12-01 07:00:00.000001', '12-01 09:10'),
    ('2026-12-01 07:09', '12-01 09:10'),
    ('2026-12-01 09:50', '12-01 11:50'),
    ('2026-12-01 09:51', '12-02 09:00'),
    ('2026-12-04 12:00', '12-07 09:00'),
])
def test_a_start_that_comes_too_near_leaves_by_itself(planner, clock, now, first):
    planner.calendar.free('AM', 'BIO', 1)
    clock.moment = at(now)
    found = planner.calendar.free('AM', 'BIO', 1)
    assert clock_times([found.first], planner.calendar.known()) == [first]


def test_after_the_last_day_nothing_is_free(planner, clock, is_exact):
    clock.moment = at('2026-12-11 10:01')
    assert planner.calendar.free('AM', 'BIO', 1).first is None
    clock.moment = at('2027-02-01 10:00')
    assert is_exact()


def test_the_same_when_minutes_pass_one_by_one(planner, clock, book, is_exact):
    book(place('2026-11-30 11:30'), 1)
    planner.booking.hold(place('2026-11-30 11:40'), 'plan:1')
    for _ in range(12):
        clock.moment += timedelta(minutes=4, seconds=59)
        assert is_exact()


def test_what_another_process_changes_is_seen_at_once(planner, build_planner, database, clock, book):
    other = build_planner()
    changes = [
        lambda: book(TEN, 1),
        lambda: planner.booking.hold(place('2026-12-02 10:00', 'ZW'), 'plan:1'),
        lambda: planner.changing.move(visit.key, place('2026-12-03 10:00', 'ZW'), once=post(), room='test'),
        lambda: planner.changing.cancel(visit.key, once=post(), room='test'),
        lambda: setattr(clock, 'moment', clock.moment + timedelta(hours=1)),
        planner.booking.expire,
    ]
    visit = book(place('2026-12-03 11:00', 'ZW'), 2)
    for change in changes:
        change()
        assert_exact(other, database, clock)


def test_all_desks_are_answered_at_once(planner, book):
    book(TEN, 1)
    together = planner.calendar.free_at(('AM', 'ZW'), 'BIO', 2)
    assert together == {desk: planner.calendar.free(desk, 'BIO', 2) for desk in ('AM', 'ZW')}


@pytest.mark.parametrize('question', [
    ('DH', 'BIO', 1), ('AM', 'ZZZ', 1), ('AM', 'BIO', 0), ('AM', 'BIO', 7), ('', '', 1), ('\0', 'BIO', 1),
])
def test_what_is_not_offered_is_unknown(planner, question):
    with pytest.raises(SlotUnknown):
        planner.calendar.free(*question)


def test_a_desk_that_cannot_serve_a_product_has_no_places(planner):
    assert planner.calendar.free('AM', 'HEARING', 1).first is None
