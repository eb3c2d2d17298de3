"""Who gets a freed place, and how long they have to answer, as tables that a clerk could check."""

from dataclasses import replace
from datetime import date, time
from itertools import permutations

import pytest

from portal.appointments.model import Contact, Terms, Wish
from portal.appointments.rules import waiting as rules
from tests.appointments.words import AMSTERDAM, DESK, at, people, place

WISH = Wish(
    id=1, key='0' * 32, product='BIO', visit=None, before=date(2026, 12, 10), asked_at=at('2026-11-30 09:00'),
    terms=Terms(persons=people(1), contact=Contact(), desks=('AM',), notice_hours=24),
)


def wish(**changes):
    """The wish, with other terms or facts."""
    of_terms = {name: changes.pop(name) for name in list(changes) if name in Terms.__dataclass_fields__}
    return replace(WISH, terms=replace(WISH.terms, **of_terms), **changes)


@pytest.mark.parametrize(('now', 'until'), [
    ('2026-12-01 06:00', '2026-12-01 10:00'),
    ('2026-12-01 09:00', '2026-12-01 13:00'),
    ('2026-12-01 16:59', '2026-12-01 20:59'),
    ('2026-12-01 17:00', '2026-12-02 10:00'),
    ('2026-12-01 20:30', '2026-12-02 10:00'),
    ('2026-12-01 23:59', '2026-12-02 10:00'),
    ('2026-12-02 00:30', '2026-12-02 10:00'),
    ('2026-12-02 05:59', '2026-12-02 10:00'),
    ('2026-12-02 06:01', '2026-12-02 10:01'),
    ('2026-12-31 22:00', '2027-01-01 10:00'),
    ('2027-03-27 22:00', '2027-03-28 10:00'),
    ('2027-10-30 22:00', '2027-10-31 10:00'),
])
def test_nobody_has_to_answer_at_night(now, until):
    assert rules.answer_by(at(now), AMSTERDAM) == at(until)


@pytest.mark.parametrize(('now', 'slot', 'until'), [
    ('2026-12-01 09:00', '2026-12-03 10:00', '2026-12-01 13:00'),
    ('2026-12-01 09:00', '2026-12-01 14:00', '2026-12-01 12:00'),
    ('2026-12-01 20:00', '2026-12-02 10:00', '2026-12-02 08:00'),
])
def test_an_answer_comes_before_the_desk_needs_to_know(now, slot, until):
    assert rules.answer_until(place(slot), desk=DESK, now=at(now)) == at(until)


def test_the_urgent_go_first_and_then_who_asked_first():
    line = [
        wish(id=5, urgency=2, asked_at=at('2026-11-30 12:00')),
        wish(id=4, urgency=1, asked_at=at('2026-11-30 08:00')),
        wish(id=1, asked_at=at('2026-11-30 07:00')),
        wish(id=2, asked_at=at('2026-11-30 09:00')),
        wish(id=3, asked_at=at('2026-11-30 09:00')),
    ]
    for mixed in permutations(line):
        assert rules.in_turn(mixed) == line


@pytest.mark.parametrize(('changes', 'current', 'now', 'word'), [
    ({}, None, '2026-12-01 09:00', ''),
    ({'before': date(2026, 12, 3)}, None, '2026-12-01 09:00', ''),
    ({'before': date(2026, 12, 2)}, None, '2026-12-01 09:00', 'not_earlier'),
    ({}, '2026-12-03 10:10', '2026-12-01 09:00', ''),
    ({}, '2026-12-03 10:00', '2026-12-01 09:00', 'not_earlier'),
    ({}, '2026-12-03 09:50', '2026-12-01 09:00', 'not_earlier'),
    ({}, None, '2026-12-02 10:00', ''),
    ({}, None, '2026-12-02 10:01', 'notice'),
    ({'notice_hours': 72}, None, '2026-12-01 09:00', 'notice'),
    ({'not_before': time(10)}, None, '2026-12-01 09:00', ''),
    ({'not_before': time(10, 5)}, None, '2026-12-01 09:00', 'time'),
    ({'not_after': time(10)}, None, '2026-12-01 09:00', ''),
    ({'not_after': time(9, 55)}, None, '2026-12-01 09:00', 'time'),
    ({'notice_hours': 0}, None, '2026-12-03 07:30', ''),
    ({'notice_hours': 0}, None, '2026-12-03 07:31', 'too_soon'),
])
def test_why_a_place_does_not_suit(changes, current, now, word):
    slot, mine = place('2026-12-03 10:00'), place(current) if current else None
    assert rules.why_not(wish(**changes), slot, desk=DESK, current=mine, now=at(now)) == word


def test_the_first_place_that_suits_is_offered():
    slots = [place('2026-12-03 09:00'), place('2026-12-03 09:10'), place('2026-12-03 09:20')]
    late = wish(not_before=time(9, 10))
    assert rules.best_place(late, slots, desk=DESK, current=None, now=at('2026-12-01 09:00')) == slots[1]
    assert rules.best_place(late, slots[:1], desk=DESK, current=None, now=at('2026-12-01 09:00')) == 'time'
    assert rules.best_place(late, [], desk=DESK, current=None, now=at('2026-12-01 09:00')) == 'size'


@pytest.mark.parametrize(('ticks', 'expected'), [
    (2, [10, 12]),
    (4, [8, 10, 12]),
    (1, [10, 12]),
])
def test_a_visit_that_uses_a_part_of_what_was_freed(ticks, expected):
    freed = replace(place('2026-12-03 10:00'), starts=10, ticks=4)
    assert rules.overlapping(range(0, 20, 2), ticks=ticks, freed=freed) == expected
