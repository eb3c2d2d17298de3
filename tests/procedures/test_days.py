"""Counting, weekends and public holidays, as a calendar shows them."""

from datetime import date

import pytest

from portal.procedures.model import Length, Unit
from portal.procedures.rules.days import after, before, holidays_of, is_bridge, why_off, working_day, working_day_before
from tests.procedures.cases import on, written


@pytest.mark.parametrize(('start', 'number', 'unit', 'end'), [
    ('Wednesday 2026-01-07', 90, 'day', 'Tuesday 2026-04-07'),
    ('Wednesday 2027-12-01', 90, 'day', 'Tuesday 2028-02-29'),
    ('Friday 2026-10-02', 12, 'week', 'Friday 2026-12-25'),
    ('Tuesday 2026-09-29', 19, 'week', 'Tuesday 2027-02-09'),
    ('Wednesday 2026-01-07', 3, 'month', 'Tuesday 2026-04-07'),
    ('Sunday 2025-08-31', 6, 'month', 'Saturday 2026-02-28'),
    ('Tuesday 2027-08-31', 6, 'month', 'Tuesday 2028-02-29'),
    ('Saturday 2026-02-28', 6, 'month', 'Friday 2026-08-28'),
    ('Monday 2026-03-30', 1, 'month', 'Thursday 2026-04-30'),
    ('Tuesday 2026-03-31', 1, 'month', 'Thursday 2026-04-30'),
    ('Tuesday 2028-02-29', 1, 'year', 'Wednesday 2029-02-28'),
    ('Sunday 2027-02-28', 1, 'year', 'Monday 2028-02-28'),
])
def test_the_day_itself_is_not_counted(start: str, number: int, unit: str, end: str):
    assert written(after(on(start), Length(number, Unit(unit)))) == end


@pytest.mark.parametrize(('day', 'moves_to'), [
    ('Friday 2026-04-10', 'Friday 2026-04-10'),
    ('Saturday 2026-04-11', 'Monday 2026-04-13'),
    ('Sunday 2026-04-12', 'Monday 2026-04-13'),
    ('Friday 2026-04-03', 'Tuesday 2026-04-07'),  # Good Friday, and Easter after it
    ('Monday 2026-04-06', 'Tuesday 2026-04-07'),  # Easter Monday
    ('Friday 2025-04-18', 'Tuesday 2025-04-22'),  # Good Friday
    ('Monday 2026-04-27', 'Tuesday 2026-04-28'),  # King's Day
    ('Sunday 2025-04-27', 'Monday 2025-04-28'),   # King's Day was on the Saturday
    ('Tuesday 2026-05-05', 'Wednesday 2026-05-06'),  # Liberation Day, every year
    ('Monday 2025-05-05', 'Tuesday 2025-05-06'),
    ('Thursday 2026-05-14', 'Friday 2026-05-15'),  # Ascension Day; the Friday is a day like others
    ('Monday 2026-05-25', 'Tuesday 2026-05-26'),  # Whit Monday
    ('Friday 2026-12-25', 'Monday 2026-12-28'),
    ('Wednesday 2024-12-25', 'Friday 2024-12-27'),
    ('Friday 2027-01-01', 'Monday 2027-01-04'),
])
def test_a_day_off_moves_to_the_next_working_day(day: str, moves_to: str):
    assert written(working_day(on(day))) == moves_to


@pytest.mark.parametrize(('day', 'moves_to'), [
    ('Friday 2026-12-04', 'Friday 2026-12-04'), ('Saturday 2026-12-05', 'Friday 2026-12-04'),
    ('Sunday 2026-12-06', 'Friday 2026-12-04'),
    ('Monday 2026-04-06', 'Thursday 2026-04-02'),  # Easter Monday, and Good Friday before it
])
def test_counted_back_it_moves_to_the_working_day_before(day: str, moves_to: str):
    assert written(working_day_before(on(day))) == moves_to


@pytest.mark.parametrize(('day', 'number', 'unit', 'found'), [
    ('Tuesday 2026-12-15', 1, 'week', 'Tuesday 2026-12-08'), ('Tuesday 2026-12-15', 10, 'day', 'Saturday 2026-12-05'),
    ('Friday 2027-02-26', 3, 'month', 'Thursday 2026-11-26'), ('Monday 2027-05-31', 3, 'month', 'Sunday 2027-02-28'),
    ('Tuesday 2028-02-29', 1, 'year', 'Sunday 2027-02-28'),
])
def test_so_long_before(day: str, number: int, unit: str, found: str):
    assert written(before(on(day), Length(number, Unit(unit)))) == found


def test_a_decree_makes_a_day_off():
    friday = on('Friday 2026-05-15')
    assert why_off(friday) is None and is_bridge(friday)
    assert written(working_day(friday, frozenset({friday}))) == 'Monday 2026-05-18'
    assert why_off(friday, frozenset({friday})) == {'nl': 'een vrije dag', 'en': 'a day off'}


def test_a_bridge_lies_between_two_days_off():
    assert not is_bridge(on('Friday 2026-04-10'))
    assert not is_bridge(on('Saturday 2026-04-11'))
    assert is_bridge(on('Monday 2026-05-04')), 'between Sunday and Liberation Day'


@pytest.mark.parametrize('year', range(2015, 2036))
def test_the_law_knows_its_holidays_in_every_year(year: int):
    days = holidays_of(year)
    assert {date(year, 1, 1), date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)} <= set(days)
    assert len(days) == 11 - (len({date(year, 5, 5)} & {day for day, name in days.items() if 'Ascension' in name['en']}))
    assert all(name['nl'] and name['en'] for name in days.values())


@pytest.mark.parametrize(('number', 'unit', 'moves'), [
    (90, 'day', True), (91, 'day', False), (12, 'week', True), (13, 'week', False), (3, 'month', True),
    (4, 'month', False), (1, 'year', False),
])
def test_long_periods_do_not_move(number: int, unit: str, moves: bool):
    assert Length(number, Unit(unit)).moves is moves
