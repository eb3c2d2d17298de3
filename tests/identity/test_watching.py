"""Reading of which somebody should ask why: the rules as a table, and the report of a day on both engines."""

import logging
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from portal.clock import SetClock
from portal.identity.model.looking import CODE_ISSUED, OWN_VIEW, Actor, Outcome
from portal.identity.model.watching import Glance, Habits, Limits, Rule
from portal.identity.register import read_activities, read_limits
from portal.identity.rules.watching import Known, unusual, usual_of
from portal.identity.service import AccessLog, Watching
from portal.kernel.data_files import DataFileError
from portal.kernel.dutch_time import DUTCH_TIME
from tests.identity.looks import AMINA, KIM, LOU, YUSUF, note

LIMITS = Limits(
    cases_an_hour=5, cases_a_day=8, times_usual=2, days_of_history=28, opens=7, closes=19, outside=1, without_visit=2,
    same_person_days=3, same_person_within=14, nobody_found=3,
)
DAY = date(2026, 12, 3)
"""A Thursday."""


def at(clock: str, day: date = DAY) -> datetime:
    return datetime.fromisoformat(f'{day}T{clock}').replace(tzinfo=DUTCH_TIME)


def look(clock: str = '10:00', subject: str = 'a', **more: object) -> Glance:
    moment = at(clock, more.pop('day', DAY))
    return Glance(**{
        'actor': 'kim', 'name': 'Kim', 'subject': subject, 'at': moment, 'trace_id': f'{moment}{subject}',
        'says_visit': False, 'had_visit': None, 'found': True,
    } | more)


def many(count: int, minutes: int) -> list[Glance]:
    """So many people, one after so many minutes."""
    began = at('08:00')
    return [look(f'{began + timedelta(minutes=minutes * number):%H:%M}', f'{number}') for number in range(count)]


DAYS = [DAY - timedelta(days=number) for number in (0, 1, 6)]
CASES = {
    'an ordinary day': (many(4, 30), {}, []),
    'five people in an hour': (many(5, 10), {}, [('many_in_an_hour', 5)]),
    'five people in more than an hour': (many(5, 15), {}, []),
    'five people across the turn of the hour': (
        [look(f'{clock}', f'{number}') for number, clock in enumerate(('09:40', '09:50', '10:00', '10:10', '10:39'))],
        {}, [('many_in_an_hour', 5)]),
    'eight people on a day': (many(8, 60), {}, [('many_in_a_day', 8)]),
    'the same person five times': ([look(f'10:0{number}') for number in range(5)], {}, []),
    'many, but usual': (many(8, 60), {'habits': {'kim': Habits(an_hour=1, a_day=6)}}, []),
    'many, and usual only for this one': (
        many(8, 60), {'habits': {'kim': Habits(an_hour=1, a_day=6), 'lou': Habits(an_hour=1, a_day=3)}},
        [('many_in_a_day', 8)]),
    'many, and usual only for colleagues': (
        many(8, 60), {'habits': {'kim': Habits(an_hour=1, a_day=3), 'lou': Habits(an_hour=1, a_day=30)}},
        [('many_in_a_day', 8)]),
    'a relative': ([look()], {'relations': {('kim', 'a')}}, [('relative', 1)]),
    'a relative, in one piece of work': (
        [look('10:00', trace_id='1'), look('10:05', trace_id='1')], {'relations': {('kim', 'a')}}, [('relative', 1)]),
    'the relative of another': ([look()], {'relations': {('lou', 'a')}}, []),
    'a relative on another day': ([look(day=DAYS[1])], {'relations': {('kim', 'a')}}, []),
    'before the desks open': ([look('06:59')], {}, [('outside_hours', 1)]),
    'when they open': ([look('07:00')], {}, []),
    'after they close': ([look('19:00')], {}, [('outside_hours', 1)]),
    'visits that were there': ([look(f'1{n}:00', f'{n}', says_visit=True, had_visit=True) for n in range(3)], {}, []),
    'a visit that was not there': ([look(says_visit=True, had_visit=False)], {}, []),
    'two visits that were not there': (
        [look(f'1{n}:00', f'{n}', says_visit=True, had_visit=False) for n in range(2)], {}, [('no_visit', 2)]),
    'another reason needs no visit': ([look(f'1{n}:00', f'{n}', had_visit=False) for n in range(3)], {}, []),
    'the same person on three days': ([look(day=day) for day in reversed(DAYS)], {}, [('again_and_again', 3)]),
    'the same person on two days': ([look(day=day) for day in DAYS[:2]], {}, []),
    'three persons on three days': ([look(subject=str(day), day=day) for day in DAYS], {}, []),
    'numbers that nobody has': (
        [look(f'1{n}:00', '', found=False) for n in range(3)], {}, [('nobody_found', 3)]),
    'nothing on the day itself': ([look(day=DAYS[1]) for _ in range(9)], {}, []),
}


@pytest.mark.parametrize('case', CASES)
def test_what_is_unusual(case: str) -> None:
    looks, known, expected = CASES[case]
    given = Known(limits=LIMITS, **({'habits': {}, 'relations': set()} | known))
    assert [(one.rule.value, one.count) for one in unusual(looks, given, day=DAY)] == expected


@pytest.mark.parametrize(('day', 'name'), [
    (date(2026, 12, 5), 'Saturday'), (date(2026, 12, 25), 'Christmas'), (date(2026, 4, 27), "King's day"),
])
def test_weekends_and_holidays_are_outside_the_hours(day: date, name: str) -> None:
    given = Known(limits=LIMITS, habits={}, relations=set())
    assert [one.rule for one in unusual([look(day=day)], given, day=day)] == [Rule.OUTSIDE_HOURS]


def test_nobody_is_mixed_up_with_another() -> None:
    looks = [*many(4, 10), *(look(f'08:0{n}', f'x{n}', actor='lou', name='Lou') for n in range(4))]
    assert unusual(looks, Known(limits=LIMITS, habits={}, relations=set()), day=DAY) == []


@pytest.mark.parametrize(('habits', 'usual'), [
    ({}, 0), ({'kim': 4}, 4), ({'lou': 6, 'ali': 2, 'sam': 10}, 6), ({'kim': 4, 'lou': 2}, 2), ({'kim': 4, 'lou': 8}, 4),
])
def test_what_is_usual(habits: dict[str, float], usual: float) -> None:
    known = {actor: Habits(an_hour=0, a_day=count) for actor, count in habits.items()}
    assert usual_of('kim', known, lambda one: one.a_day) == usual


class TestTheReport:
    """On both engines."""

    def rules(self, found: Sequence) -> list[tuple[str, str]]:
        return sorted((one.actor, one.rule.value) for one in found)

    def test_is_about_the_day_so_far(self, access_log: AccessLog, watching: Watching, clock: SetClock) -> None:
        for number in range(20):
            note(access_log, f'{number:032}', at=clock.now() - timedelta(minutes=number))
        assert self.rules(watching.today()) == [(KIM.key, 'many_in_an_hour')]

    def test_knows_what_is_usual(self, access_log: AccessLog, watching: Watching, clock: SetClock) -> None:
        for days in (3, 4, 5):
            for number in range(15):
                note(access_log, f'{number:032}', at=clock.now() - timedelta(days=days, minutes=number + 1))
        for number in range(25):
            note(access_log, f'{days}{number:031}', at=clock.now() - timedelta(minutes=number + 1))
        assert self.rules(watching.today()) == []

    def test_is_about_employees_only(self, access_log: AccessLog, watching: Watching, clock: SetClock) -> None:
        night = clock.now() - timedelta(hours=6)
        amina = Actor(key='person:a', name='Amina', role='applicant', session='3' * 32)
        note(access_log, actor=amina, activity=OWN_VIEW, at=night)
        note(access_log, actor=LOU, activity=CODE_ISSUED, at=night)
        assert self.rules(watching.today()) == [(LOU.key, 'outside_hours')]

    def test_finds_declared_relatives(self, access_log: AccessLog, watching: Watching) -> None:
        watching.declare([(KIM.key, AMINA), (LOU.key, YUSUF)])
        note(access_log, AMINA)
        note(access_log, AMINA, actor=LOU)
        assert self.rules(watching.today()) == [(KIM.key, 'relative')]
        watching.declare([])
        assert watching.today() == []

    def test_counts_numbers_that_nobody_has(self, access_log: AccessLog, watching: Watching) -> None:
        """Enumeration raises an alarm."""
        for _ in range(10):
            note(access_log, None, outcome=Outcome.ERROR)
        assert self.rules(watching.today()) == [(KIM.key, 'nobody_found')]

    def test_is_made_once_a_day_and_raises_an_alarm(
        self, access_log: AccessLog, watching: Watching, clock: SetClock, caplog: pytest.LogCaptureFixture,
    ) -> None:
        note(access_log, at=clock.now() - timedelta(days=1))
        assert self.rules(watching.report()) == [(KIM.key, 'outside_hours')]
        assert [record.message for record in caplog.records if record.levelno == logging.WARNING] == ['unusual reading']
        assert KIM.name not in str([vars(record) for record in caplog.records])
        assert watching.report() == [] and self.rules(watching.reported()) == [(KIM.key, 'outside_hours')]

    def test_is_kept_as_long_as_the_lines(self, access_log: AccessLog, watching: Watching, clock: SetClock) -> None:
        note(access_log, at=clock.now() - timedelta(days=1))
        watching.report()
        clock.moment += timedelta(days=1097)
        watching.report()
        assert watching.reported() == []


@pytest.mark.parametrize(('read', 'file', 'before', 'after', 'says'), [
    (read_limits, 'watching.yaml', 'closes: 19', 'closes: 6', 'closes: must be later than opens'),
    (read_limits, 'watching.yaml', 'cases_a_day: 80', 'cases_a_day: 0', 'cases_a_day: must be 1 or more'),
    (read_limits, 'watching.yaml', 'outside: 1', 'outsides: 1', 'check the spelling'),
    (read_activities, 'activities.yaml', 'key: own_view', 'key: my_view', 'the activity own_view is missing'),
    (read_activities, 'activities.yaml', 'key: own_view', 'key: code_issued', 'this key stands there twice'),
    (read_activities, 'activities.yaml', 'processing/own-view', 'processing/own view', 'must match'),
])
def test_mistakes_in_the_files_name_their_place(tmp_path: Path, read, file, before, after, says) -> None:
    text = (Path(read_limits.__wrapped__.__code__.co_filename).parent / 'data' / file).read_text()
    assert before in text
    changed = tmp_path / file
    changed.write_text(text.replace(before, after))
    with pytest.raises(DataFileError) as error:
        read(changed)
    assert any(says in str(mistake) and file in str(mistake) for mistake in error.value.mistakes)
