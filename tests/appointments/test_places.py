"""Free places and the choice of resources, on whole numbers, against a naive model that looks at every tick."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.appointments.errors import SlotTaken
from portal.appointments.model import Catalogue, Held, Need, Product, Resource, Window
from portal.appointments.rules.places import bits, choose, day_book, grid, mask, runs, starts, working_masks

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
DAY, BASE, LENGTH = date(2026, 12, 1), 5_985_204, 60
"""Short days of five hours, so that every tick can be looked at."""


def resource(number, *skills):
    return Resource(id=number, desk='AM', key=f'AM-{number}', kind='counter', skills=frozenset(skills))


def product(*, minutes=10, extra=0, step=10, needs=1):
    return Product(
        number=1, key='BIO', name={}, explanation={}, bring=(), minutes_per_person=minutes, minutes_extra=extra,
        step_minutes=step, persons_max=6, change_notice=timedelta(), needs=(Need(kind='counter'),) * needs,
    )


def hold(visit, *, until):
    return Held(visit=visit, holder='somebody', until=until, starts=0, ticks=0, product='BIO')


def book(windows=(), claims=(), held=()):
    """A day's book from windows (resource, from, to) and claims (resource, tick, visit), counted from midnight."""
    return day_book(
        'AM', DAY, version=1, bounds=(BASE, BASE + LENGTH),
        working=working_masks(
            [Window(resource=who, starts=BASE + first, ends=BASE + end) for who, first, end in windows], BASE,
        ),
        claims=[(who, BASE + tick, 1, visit) for who, tick, visit in claims], held=held,
    )


@pytest.mark.parametrize(('free', 'ticks', 'expected'), [
    ('1111', 1, '1111'),
    ('1111', 2, '0111'),
    ('1111', 4, '0001'),
    ('1111', 5, '0000'),
    ('1101', 2, '0100'),
    ('110111', 3, '000001'),
    ('0', 1, '0'),
])
def test_runs_are_where_so_many_bits_in_a_row_begin(free, ticks, expected):
    assert runs(int(free, 2), ticks) == int(expected, 2)


@pytest.mark.parametrize(('first', 'end', 'expected'), [
    (0, 3, 0b111), (2, 4, 0b1100), (2, 2, 0), (3, 2, 0), (-2, 2, 0b11), (-4, -1, 0),
])
def test_a_mask_holds_the_ticks_of_the_day(first, end, expected):
    assert mask(first, end) == expected


def test_the_grid_starts_at_midnight():
    assert list(bits(grid(10, 3))) == [0, 3, 6, 9]


@given(st.integers(0, 2**70), st.integers(1, 20))
def test_runs_of_any_length(free, ticks):
    naive = sum(1 << bit for bit in range(80) if all(free >> (bit + step) & 1 for step in range(ticks)))
    assert runs(free, ticks) == naive


@given(st.integers(0, 2**300))
def test_bits_are_the_positions_of_the_ones(number):
    assert list(bits(number)) == [place for place in range(301) if number >> place & 1]


@pytest.mark.parametrize(('until', 'free'), [
    (NOW + timedelta(seconds=1), []),
    (NOW, [0, 2]),
    (NOW - timedelta(minutes=1), [0, 2]),
])
def test_a_kept_place_is_free_from_the_moment_it_was_kept_until(until, free):
    day = book([(1, 0, 4)], [(1, tick, 7) for tick in range(4)], [hold(7, until=until)])
    assert list(bits(starts(day, [[resource(1)]], product=product(), persons=1, now=NOW))) == free


def test_a_visit_does_not_spread_over_two_counters():
    day = book([(1, 0, 2), (2, 2, 4)])
    able = [[resource(1), resource(2)]]
    assert list(bits(starts(day, able, product=product(), persons=2, now=NOW))) == []
    assert list(bits(starts(day, able, product=product(), persons=1, now=NOW))) == [0, 2]


def test_a_visit_needs_one_of_each_kind_at_the_same_time():
    day = book([(1, 0, 8), (2, 4, 12), (3, 0, 6)])
    able = [[resource(1)], [resource(2), resource(3)]]
    found = starts(day, able, product=product(needs=2), persons=1, now=NOW)
    assert list(bits(found)) == [0, 2, 4, 6]


def test_a_need_that_nobody_can_serve_leaves_nothing():
    assert starts(book([(1, 0, 8)]), [[resource(1)], []], product=product(needs=2), persons=1, now=NOW) == 0


@pytest.mark.parametrize(('claims', 'chosen', 'why'), [
    ([], 1, 'all alike: the first'),
    ([(1, 10, 7)], 2, 'the first one is taken'),
    ([(2, 8, 7), (2, 9, 7)], 2, 'fits between visits without leaving a gap before it'),
    ([(2, 12, 7)], 2, 'fits tightly against the visit after it'),
    ([(1, 8, 7), (1, 9, 7), (2, 12, 8)], 1, 'both touch one visit: the first'),
    ([(1, 9, 7), (2, 9, 7), (2, 12, 8)], 2, 'touches visits on both sides'),
])
def test_the_tightest_counter_is_taken(claims, chosen, why):
    day = book([(1, 0, 30), (2, 0, 30)], claims)
    found = choose(day, [[resource(1), resource(2)]], start=BASE + 10, ticks=2, now=NOW)
    assert found == (chosen,), why


def test_who_has_fewer_skills_goes_first():
    day = book([(1, 0, 30), (2, 0, 30)], [(1, 12, 7)])
    counters = resource(1, 'BIO', 'DOC'), resource(2, 'BIO')
    catalogue = Catalogue(number=1, products={'BIO': product()}, desks={}, resources={'AM': counters})
    assert choose(day, catalogue.able('AM', 'BIO'), start=BASE + 10, ticks=2, now=NOW) == (2,)
    assert choose(day, [counters], start=BASE + 10, ticks=2, now=NOW) == (1,), 'their order decides'


def test_a_taken_place_is_refused():
    day = book([(1, 0, 30)], [(1, 11, 7)])
    with pytest.raises(SlotTaken):
        choose(day, [[resource(1)]], start=BASE + 10, ticks=2, now=NOW)


def test_the_next_expiry_is_the_first_that_still_lies_ahead():
    ends = [NOW - timedelta(minutes=1), NOW, NOW + timedelta(minutes=9), NOW + timedelta(minutes=3)]
    day = book(held=[hold(number, until=until) for number, until in enumerate(ends)])
    assert day.next_expiry(NOW) == NOW + timedelta(minutes=3)
    assert day.next_expiry(NOW + timedelta(minutes=9)) is None


RESOURCES, TICK, VISIT = st.integers(1, 4), st.integers(0, LENGTH - 1), st.integers(1, 5)
WINDOWS = st.lists(st.tuples(RESOURCES, TICK, TICK).map(lambda one: (one[0], *sorted(one[1:]))), max_size=6)
CLAIMS = st.lists(st.tuples(RESOURCES, TICK, VISIT), max_size=30, unique_by=lambda claim: claim[:2])
UNTIL = st.sampled_from([NOW - timedelta(minutes=1), NOW, NOW + timedelta(minutes=1)])
HOLDS = st.dictionaries(VISIT, UNTIL, max_size=3)
NEEDS = st.lists(st.sets(RESOURCES, max_size=4), min_size=1, max_size=3)
LENGTHS = st.sampled_from([(5, 0), (10, 0), (15, 5), (10, 20)])


@given(WINDOWS, CLAIMS, HOLDS, NEEDS, LENGTHS, st.sampled_from([5, 10, 15, 30]), st.integers(1, 3))
def test_free_starts_are_what_looking_at_every_tick_gives(windows, claims, holds, needs, lengths, step, persons):
    sought = product(minutes=lengths[0], extra=lengths[1], step=step, needs=len(needs))
    day = book(windows, claims, [hold(visit, until=until) for visit, until in holds.items()])
    able = [[resource(number) for number in sorted(numbers)] for numbers in needs]
    free = naive_free(windows, claims, holds)
    length = lengths[0] * persons // 5 + lengths[1] // 5
    expected = [
        start for start in range(0, LENGTH, step // 5)
        if all(any(set(range(start, start + length)) <= free[number] for number in numbers) for numbers in needs)
    ]
    assert list(bits(starts(day, able, product=sought, persons=persons, now=NOW))) == expected
    for start in range(0, LENGTH, step // 5):
        assert can_choose(day, able, start, length) == (start in expected)


def naive_free(windows, claims, holds):
    """By resource, the ticks at which it works and that nobody has."""
    free = {number: set() for number in range(1, 5)}
    for number, first, end in windows:
        free[number] |= set(range(first, end))
    for number, tick, visit in claims:
        if visit not in holds or holds[visit] > NOW:
            free[number].discard(tick)
    return free


def can_choose(day, able, start, length):
    """A visit can take the place, and what it takes serves each need."""
    try:
        chosen = choose(day, able, start=BASE + start, ticks=length, now=NOW)
    except SlotTaken:
        return False
    assert all(number in {one.id for one in resources} for number, resources in zip(chosen, able, strict=True))
    return True
