"""Removing what was kept long enough: the command and the night's job, over all rooms."""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta

import pytest
from flask import Flask

from portal.appointments.service import Planner
from portal.clock import SetClock
from portal.identity.errors import PersonUnknown
from portal.identity.kept_kinds import read_kinds
from portal.identity.model import Person
from portal.identity.service import People, Sessions
from portal.identity.service.looking import AccessLog
from portal.jobs import Jobs
from portal.kernel.retention import Stock
from portal.notifications.service import Notifications
from portal.overview.commands import WHY
from portal.overview.retention import AT_ONCE, Keeper, Retention
from portal.periods import Periods
from portal.procedures.service import Cases
from tests.fixtures.cases import told_case
from tests.identity.accounts import applicant


@pytest.fixture
def retention(app: Flask) -> Retention:
    return app.extensions['parts'][Retention]


@pytest.fixture
def run(app: Flask) -> Callable[..., str]:
    """What a command prints."""

    def command(*words: str) -> str:
        found = app.test_cli_runner().invoke(args=words)
        return found.output

    return command


@pytest.fixture
def full(app: Flask, book, people: People, person: Person, notifications: Notifications) -> None:
    """Something of every kind that a test can make: a visit with its message, a person, a log-in, a look."""
    book('2026-12-08 10:00')
    parts = app.extensions['parts']
    sessions = parts[Sessions]
    token = sessions.begin(applicant(person), shared=False)
    sessions.keep_typed(sessions.get(token), '/me/contact', [('phone', '06')])


COPIES = {'applications'}
"""Kept as long as the system shows it that it comes from."""


def test_every_kind_has_a_keeper_a_reason_and_words(retention):
    """Nothing is kept of which nobody says how long: the register, the periods and the keepers name the same."""
    kinds = {keeper.kind for keeper in retention.keepers}
    assert kinds == set(WHY)
    assert {one.name for one in fields(Periods)} <= kinds
    told = {kind.key for kind in read_kinds()} - COPIES
    assert {'person' if kind == 'people' else kind for kind in kinds} == told


def test_a_dry_run_says_what_would_go_and_changes_nothing(full, run, clock: SetClock, planner: Planner):
    clock.moment += timedelta(days=1000)
    first = run('privacy', 'remove', '--dry-run')
    assert '1 visits would be removed: the day of the visit was before' in first
    assert '1 sessions would be removed' in first and '1 typed would be removed' in first
    assert run('privacy', 'remove', '--dry-run') == first
    assert planner.personal.data_of('1000000001').visits


def test_removing_says_how_much_of_what_and_why_and_then_nothing_is_left(full, run, clock, planner, people, person):
    clock.moment += timedelta(days=1000)
    said = run('privacy', 'remove')
    assert '1 visits removed: the day of the visit was before 2029-05-28 08:00 UTC.' in said
    assert planner.personal.data_of('1000000001').is_empty
    assert '1 people removed: nobody needs them' in said
    assert run('privacy', 'remove') == 'Nothing was kept too long.\n'
    assert planner.verification.prove().is_sound


def test_the_report_says_what_is_overdue(full, run, clock):
    assert 'Nothing is overdue.' in run('privacy', 'report')
    clock.moment += timedelta(days=100)
    said = run('privacy', 'report')
    assert 'should have been removed; run: flask privacy remove' in said
    [line] = [line for line in said.splitlines() if line.startswith('visits')]
    assert line.split() == ['visits', '1', 'kept', 'since', '2026-12-08', 'for', '90', 'days', '1', 'overdue']


def test_a_person_with_a_visit_stays(full, run, clock, book, people, person):
    clock.moment += timedelta(days=729)
    run('privacy', 'remove')
    assert people.get(person.id)


@pytest.fixture
def case(app: Flask, case_file, person: Person) -> None:
    """Amina's application."""
    importing, path = app.extensions['parts'][Cases].importing, case_file([told_case()])
    importing.go_on(importing.begin(path), path)


def test_a_person_with_an_application_stays(case, run, clock, people, person):
    clock.moment += timedelta(days=1000)
    run('privacy', 'remove')
    assert people.get(person.id)


def test_without_that_guard_the_person_goes(case, run, clock, people, person, monkeypatch):
    """The twin."""
    monkeypatch.setattr(Cases, 'cases_of', lambda self, person: [])
    clock.moment += timedelta(days=1000)
    run('privacy', 'remove')
    with pytest.raises(PersonUnknown):
        people.get(person.id)


def test_periods_are_the_operators(full, build_app, clock, planner):
    app = build_app(PORTAL_KEEP_VISITS='1 days', PORTAL_KEEP_MESSAGES='2 days')
    clock.moment += timedelta(days=10)
    removed = {one.kind: one.count for one in app.extensions['parts'][Retention].remove()}
    assert removed['visits'] == 1
    assert planner.personal.data_of('1000000001').is_empty


def test_a_job_does_it_every_night(app):
    huey = app.extensions['parts'][Jobs].huey
    due = {hour: {task.name for task in huey.read_periodic(datetime(2026, 12, 1, hour, 40))} for hour in (0, 1, 2)}
    assert ['retention' in due[hour] for hour in (0, 1, 2)] == [False, True, False]


def test_a_removal_that_stops_half_way_goes_on_where_it_was(clock):
    left = {'a': 2 * AT_ONCE + 1, 'b': 1}

    def keeper(kind: str, breaks_at: int = -1) -> Keeper:
        def remove(_before: object, most: int) -> int:
            if left[kind] == breaks_at:
                raise ConnectionError
            gone = min(most, left[kind])
            left[kind] -= gone
            return gone

        return Keeper(
            kind=kind, period=timedelta(), remove=remove,
            stock=lambda _before: Stock(count=left[kind], oldest=None, overdue=left[kind]),
        )

    told: list[tuple[str, int]] = []
    with pytest.raises(ConnectionError):
        list(Retention(clock, [keeper('a', breaks_at=1), keeper('b')]).remove(lambda *step: told.append(step)))
    assert told == [('a', AT_ONCE), ('a', 2 * AT_ONCE)]
    again = list(Retention(clock, [keeper('a'), keeper('b')]).remove())
    assert [(one.kind, one.count) for one in again] == [('a', 1), ('b', 1)]


def test_the_copy_for_who_cannot_log_in(full, run, app):
    assert '"v_number": "1000000001"' in run('privacy', 'export', '1000000001')
    for nobody in ('1000000009', 'Amina'):
        said = run('privacy', 'export', nobody)
        assert 'Nobody with this V-number' in said and nobody not in said


def test_looks_are_removed_after_their_years(app, amina, clock, run):
    amina.open('/me/visits')
    assert app.extensions['parts'][AccessLog]
    clock.moment += timedelta(days=1096)
    assert 'looks' in run('privacy', 'report')
