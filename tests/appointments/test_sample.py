"""Invented visits: how many, how spread, the same for the same seed, and never twice."""

from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import text

from portal.appointments.commands.sampling import SHIPPED
from portal.appointments.model import Contact, Person
from portal.appointments.planner_file import PlannerFile, read_planner
from portal.appointments.planner_file.checks import check_planner
from portal.appointments.sample.enlarging import enlarged
from portal.appointments.sample.filling import shares_of_weeks
from portal.appointments.sample.people import FAMILY_NAMES, People, first_number

TODAY = date(2026, 11, 30)


@pytest.fixture(scope='module')
def shipped() -> PlannerFile:
    return read_planner(SHIPPED)


def books(database) -> list[tuple]:
    """All visits as they stand in the books."""
    with database.reading() as session:
        columns = 'key, code, product, desk, day, starts, ticks, persons'
        rows = session.execute(text(f'SELECT {columns} FROM visit ORDER BY id'))
        return [tuple(row) for row in rows]


@pytest.mark.parametrize('booked', [0.05, 0.2, 0.4, 0.6, 0.9])
@pytest.mark.parametrize('weeks', [2, 5, 13, 52])
def test_weeks_empty_out_and_their_mean_is_what_was_asked(booked, weeks):
    shares = shares_of_weeks(booked, weeks)
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) / weeks == pytest.approx(booked, abs=0.01)


def test_at_forty_percent_the_first_week_is_nearly_full_and_the_last_nearly_empty():
    shares = shares_of_weeks(0.4, 13)
    assert (shares[0], shares[-1]) == (pytest.approx(0.85), pytest.approx(0.10))


def test_no_weeks_and_one_week():
    assert (shares_of_weeks(0.4, 0), shares_of_weeks(0.4, 1)) == ([], [0.4])


def test_people_are_plainly_invented_and_nobody_twice():
    people = People(Random(1), TODAY, int(first_number(7)))
    everybody = [one for size in range(1, 7) for one in people.family(size)]
    assert [one.v_number for one in everybody] == [f'9007{number:06}' for number in range(21)]
    assert {one.last_name for one in everybody} <= set(FAMILY_NAMES)
    assert all(one.birth_date is not None and one.birth_date < TODAY for one in everybody)
    assert people.contact().email == ''


def test_there_is_an_end_to_invented_desks():
    assert len(first_number(999)) == 10
    with pytest.raises(ValueError, match='999 desks at most'):
        first_number(1000)


def test_the_books_are_sound_and_as_full_as_asked(planner, database):
    told = []
    visits = planner.sampling.fill(booked=0.5, seed=1, told=lambda desk, count: told.append((desk.key, count)))
    with database.reading() as session:
        claims, works = session.execute(text(
            "SELECT (SELECT count(*) FROM claim), (SELECT sum(ends - starts) FROM shift "
            "JOIN resource ON resource.id = resource_id WHERE kind = 'counter')",
        )).one()
    assert claims / works == pytest.approx(0.5, abs=0.06)
    assert [key for key, _ in told] == ['AM', 'ZW']
    assert visits == sum(count for _, count in told) == len(books(database))
    assert planner.verification.prove().is_sound


def test_nobody_gets_mail(planner, notifications):
    planner.sampling.fill(booked=0.5, seed=1)
    assert notifications.waiting() == 0


def test_readers_see_the_new_visits(planner):
    before = planner.calendar.free('AM', 'BIO', 1)
    planner.sampling.fill(booked=0.5, seed=1)
    after = planner.calendar.free('AM', 'BIO', 1)
    assert sum(len(day.starts) for day in after.days) < sum(len(day.starts) for day in before.days)


def test_the_history_tells_who_came_when(planner):
    planner.sampling.fill(booked=0.5, seed=1)
    assert planner.opening.traffic('AM').taken > 0


def test_a_second_time_nothing_is_booked(planner, database):
    planner.sampling.fill(booked=0.5, seed=1)
    first = books(database)
    assert planner.sampling.fill(booked=0.5, seed=2) == 0
    assert books(database) == first


def test_new_weeks_are_filled_and_old_ones_left_alone(planner, database, clock):
    planner.sampling.fill(booked=0.5, seed=1)
    first = books(database)
    clock.moment += timedelta(days=7)
    planner.opening.release()
    assert planner.sampling.fill(booked=0.5, seed=1) > 0
    assert books(database)[:len(first)] == first
    assert planner.verification.prove().is_sound


def test_who_is_there_already_keeps_their_place(planner):
    slot = planner.calendar.free('AM', 'BIO', 2).first
    two = Person(v_number='0000000001'), Person(v_number='0000000002')
    mine = planner.booking.book(slot, two, Contact(), holder='', room='test')
    planner.sampling.fill(booked=0.9, seed=1)
    assert planner.changing.find(mine.key).slot == slot
    assert planner.verification.prove().is_sound


@pytest.mark.parametrize('engine', ['sqlite'])
def test_the_same_seed_invents_the_same(build_planner, maker, planner, database):
    planner.sampling.fill(booked=0.4, seed=7)
    again = {row[0] for row in books(database)}
    with database.transaction() as session:
        for table in ('visit_event', 'person_claim', 'claim', 'visitor', 'visit'):
            session.execute(text(f'DELETE FROM {table}'))
    build_planner().sampling.fill(booked=0.4, seed=7)
    assert {row[0] for row in books(database)} == again


def test_when_it_is_interrupted_whole_desks_stay_and_the_rest_follows(planner, database):
    class Interrupted(KeyboardInterrupt):
        pass

    def stop(desk, count):
        raise Interrupted

    with pytest.raises(Interrupted):
        planner.sampling.fill(booked=0.4, seed=1, told=stop)
    assert {row[3] for row in books(database)} == {'AM'}
    assert planner.verification.prove().is_sound
    planner.sampling.fill(booked=0.4, seed=1)
    assert {row[3] for row in books(database)} == {'AM', 'ZW'}
    assert planner.verification.prove().is_sound


def test_an_example_can_still_be_changed(planner, clock):
    assert planner.sampling.example() is None
    planner.sampling.fill(booked=0.5, seed=1)
    example = planner.sampling.example()
    assert len(example.persons) > 1
    assert example.slot.starts_at - clock.now() > timedelta(days=2)


@pytest.mark.parametrize(('counters', 'desks_times'), [(300, 1), (60, 1), (20, 1), (0, 10), (600, 2)])
def test_a_larger_file_is_a_right_one(shipped, counters, desks_times):
    larger = enlarged(shipped, counters=counters, desks_times=desks_times)
    assert list(check_planner(larger, ())) == []
    assert len(larger.desks) == desks_times * len(shipped.desks)
    resources = sum(len(desk.resources) for desk in larger.desks)
    assert resources == pytest.approx(counters or 60 * desks_times, abs=9)


def test_copies_work_when_what_they_copy_does(shipped):
    larger = enlarged(shipped, counters=120, desks_times=1)
    den_haag = next(desk for desk in larger.desks if desk.key == 'DH')
    evening = next(roster for roster in den_haag.rosters if roster.resources)
    assert evening.resources == ('DH-01', 'DH-01-2', 'DH-02', 'DH-02-2', 'DH-03', 'DH-03-2', 'DH-04', 'DH-04-2')
    assert Counter(one.skills for one in den_haag.resources)[('BIO', 'DOC')] == 4
