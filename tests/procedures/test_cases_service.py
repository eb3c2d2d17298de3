"""Cases for those who may see them, learning how queues go, and the commands around them."""

import json
import re
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from flask.cli import AppGroup

from portal.clock import Clock, SetClock
from portal.procedures.backtesting import queues_of_file
from portal.procedures.commands import CASE_COMMANDS, FORECAST_COMMANDS
from portal.procedures.errors import CaseUnknown
from portal.procedures.model import CaseId
from portal.procedures.model.kept import Learnt
from portal.procedures.sample.inventing import invent
from portal.procedures.service import Cases
from portal.settings import Settings
from portal.web.parts import give_parts
from tests.fixtures.cases import AMINA, YUSUF, told_case
from tests.fixtures.planners import NOW

sqlite_only = pytest.mark.parametrize('engine', ['sqlite'])


@pytest.fixture
def imported(cases, case_file):
    def run(*lines):
        path = case_file(lines)
        done = cases.importing.go_on(cases.importing.begin(path), path)
        assert not done.counts.wrong
    return run


@pytest.fixture
def somebody(people):
    """Who stands for a V-number that a case told."""
    return lambda told: people.get_by_v_number(told['v_number']).id


def test_somebody_sees_their_cases_the_newest_first(imported, cases, somebody):
    imported(told_case('A-1'), told_case('A-2', received='2026-03-09', persons=[YUSUF, AMINA], events=[]), told_case('A-3', persons=[YUSUF]))
    assert [one.reference for one in cases.cases_of(somebody(AMINA))] == ['A-2', 'A-1']
    assert [one.reference for one in cases.cases_of(somebody(YUSUF))] == ['A-2', 'A-3']


def test_one_of_them_is_the_same_as_in_the_list(imported, cases, somebody):
    imported(told_case('A-1'), told_case('A-2', persons=[AMINA, YUSUF]))
    for one in cases.cases_of(somebody(AMINA)):
        assert cases.get_for(somebody(AMINA), one.case.id) == one


def test_somebody_elses_case_is_unknown_as_one_that_is_not_there(imported, cases, somebody):
    imported(told_case('A-1'), told_case('A-2', persons=[YUSUF]))
    [theirs] = cases.cases_of(somebody(YUSUF))
    for number in (theirs.case.id, CaseId('0' * 32), CaseId('')):
        with pytest.raises(CaseUnknown):
            cases.get_for(somebody(AMINA), number)
    assert cases.get_for(somebody(YUSUF), theirs.case.id) == theirs, 'the guard lets the right one pass'


def test_who_is_taken_off_a_case_sees_it_no_longer(imported, cases, somebody):
    imported(told_case('A-1', persons=[AMINA, YUSUF]))
    [kept] = cases.cases_of(somebody(YUSUF))
    imported(told_case('A-1', as_of='2026-11-02T09:00:00Z'))
    with pytest.raises(CaseUnknown):
        cases.get_for(somebody(YUSUF), kept.case.id)


def test_the_question_for_a_case_tells_the_newest_model_of_its_queue(imported, cases, somebody):
    imported(told_case('A-1'), told_case('A-2', procedure='naturalisation', track='', events=[]))
    found = {one.reference: one for one in cases.cases_of(somebody(AMINA))}

    def newest(reference: str) -> Learnt:
        return cases.get_with_source(somebody(AMINA), found[reference].case.id)[2]

    assert newest('A-1') == newest('A-2') == Learnt(None, -1)
    cases.learning.refresh()
    assert newest('A-1') == newest('A-2') == Learnt(NOW.date(), 1)
    imported(told_case('A-3'))
    cases.learning.refresh()
    assert (newest('A-1'), newest('A-2')) == (Learnt(NOW.date(), 2), Learnt(NOW.date(), 1))


def test_an_id_says_nothing_of_the_case(imported, cases, somebody):
    imported(*(told_case(f'A-{number}') for number in range(5)))
    ids = [one.case.id for one in cases.cases_of(somebody(AMINA))]
    assert len(set(ids)) == 5
    assert all(re.fullmatch('[0-9a-f]{32}', one) for one in ids)


class TestLearning:
    @pytest.fixture
    def country(self, cases, tmp_path):
        """Invented cases, enough of some queues to learn from."""
        path = tmp_path / 'country.jsonl'
        path.write_text('\n'.join(invent(800, seed=1, now=NOW)))
        return cases.importing.go_on(cases.importing.begin(path), path)

    def learnt(self, cases):
        """The queues that are learnt now."""
        found = []
        cases.learning.refresh(told=found.append)
        return [str(one.key) for one in found]

    def test_all_queues_are_learnt_at_night_and_then_those_that_change(self, country, cases, imported, clock):
        assert len(self.learnt(cases)) == len(cases.learning.queues()) > 15
        assert self.learnt(cases) == []
        imported(told_case('A-1'))
        assert self.learnt(cases) == ['family, without_mvv']
        assert self.learnt(cases) == []
        clock.moment += timedelta(days=1)
        assert len(self.learnt(cases)) == len(cases.learning.queues())

    @sqlite_only
    def test_a_change_that_comes_while_a_queue_is_learnt_is_learnt_the_next_time(self, cases, imported, monkeypatch):
        imported(told_case('A-1'))
        history = type(cases.learning).history

        def change_after(self, queue):
            found = history(self, queue)
            monkeypatch.undo()
            imported(told_case('A-2'))
            return found

        monkeypatch.setattr(type(cases.learning), 'history', change_after)
        assert self.learnt(cases) == ['family, without_mvv']
        assert self.learnt(cases) == ['family, without_mvv']
        assert self.learnt(cases) == []

    def test_how_many_wait_and_are_in_treatment(self, imported, cases):
        started = {'kind': 'started', 'day': '2026-04-01'}
        imported(
            told_case('A-1', events=[]), told_case('A-2', events=[started]),
            told_case('A-3', events=[started, {'kind': 'decided', 'day': '2026-05-01', 'what': 'refused'}]),
            told_case('A-4', events=[{'kind': 'withdrawn', 'day': '2026-05-01'}]), told_case('A-5', events=[]),
        )
        self.learnt(cases)
        [queue] = cases.learning.queues()
        assert (queue.waiting, queue.treated, queue.is_current) == (2, 1, True)

    @sqlite_only
    def test_a_case_that_waits_has_a_forecast_from_what_was_learnt(self, country, cases, imported, somebody):
        imported(told_case('A-1', procedure='naturalisation', track='', received='2026-10-01', events=[]))
        self.learnt(cases)
        [kept] = cases.cases_of(somebody(AMINA))
        found = cases.learning.forecast(kept, NOW.date())
        assert found.before > 20
        assert date(2026, 12, 1) < found.start.earliest < found.start.latest < found.decision.latest


@sqlite_only
class TestTheCommands:
    @pytest.fixture
    def flask(self, cases, database_url, tmp_path):
        """Types `flask …` at a portal that has cases only."""
        def typed(*words, **environment):
            app = Flask('portal')
            settings = Settings.from_environment({'PORTAL_DATA': str(tmp_path), 'DATABASE_URL': database_url} | environment)
            give_parts(app, {Cases: cases, Settings: settings, Clock: SetClock(NOW)})
            app.cli.add_command(AppGroup('cases', commands=list(CASE_COMMANDS)))
            app.cli.add_command(AppGroup('forecast', commands=list(FORECAST_COMMANDS)))
            return app.test_cli_runner().invoke(args=[str(word) for word in words])
        return typed

    def test_sample_invents_imports_and_learns(self, flask, cases):
        result = flask('cases', 'sample', '--cases', 200, '--seed', 3)
        assert result.exit_code == 0, result.output
        assert re.fullmatch(r'(\d+) lines: \1 new cases, 0 changed, .* 0 with mistakes\.\n', result.stdout)
        assert all(queue.is_current for queue in cases.learning.queues())
        assert '0 new cases, 0 changed, ' in flask('cases', 'sample', '--cases', 200, '--seed', 3).stdout

    def test_sample_writes_a_file_that_can_be_imported(self, flask, cases, tmp_path):
        out = tmp_path / 'out.jsonl'
        assert 'invented cases are in' in flask('cases', 'sample', '--cases', 100, '--out', out).stdout
        assert cases.source_state().imported_at is None, 'nothing is kept'
        assert flask('cases', 'import', out).exit_code == 0

    def test_sample_is_for_the_demonstration(self, flask, tmp_path):
        production = {
            'PORTAL_MODE': 'production', 'PORTAL_BASE_URL': 'https://loket.example', 'PORTAL_SECRET_KEY': 'x' * 40,
            'PORTAL_MAIL_URL': 'smtp://mail.example', 'PORTAL_MAIL_FROM': 'a@loket.example',
            'PORTAL_SECURITY_CONTACT': 'mailto:a@loket.example',
        }
        result = flask('cases', 'sample', '--cases', 10, **production)
        assert (result.exit_code, 'for the demonstration only' in result.stderr) == (1, True)
        assert flask('cases', 'sample', '--cases', 10, '--out', tmp_path / 'out.jsonl', **production).exit_code == 0

    def test_refresh_says_what_it_learnt(self, flask, imported):
        imported(told_case('A-1'))
        result = flask('cases', 'refresh')
        assert result.stdout == '1 queues were learnt.\n'
        assert result.stderr == '  family, without_mvv: 0 wait, 1 in treatment\n'
        assert flask('cases', 'refresh').stdout == 'Nothing has changed since the queues were learnt today.\n'

    def test_schema_is_json(self, flask):
        assert json.loads(flask('cases', 'schema').stdout)['title'] == 'ToldCase'

    def test_backtest_of_a_file_needs_no_cases_in_the_database(self, flask, tmp_path):
        out = tmp_path / 'country.jsonl'
        out.write_text('\n'.join(line for line in invent(1_500, seed=1, now=NOW) if '"procedure": "naturalisation"' in line) + '\n{\n')
        result = flask('forecast', 'backtest', '--cases', out, '--json')
        assert result.exit_code == 0, result.output
        found = json.loads(result.stdout)
        assert {line['procedure'] for line in found['lines']} == {'naturalisation'}
        assert '1 line has mistakes and was left out' in result.stderr

    def test_backtest_of_a_file_counts_by_the_day_in_the_netherlands(self, cases, tmp_path):
        """A year from 1 March 2027 has a 29 February in it; a year from the day before, as UTC has it, has none."""
        out = tmp_path / 'one.jsonl'
        out.write_text(json.dumps(told_case(procedure='naturalisation', track='')) + '\n')
        just_after_midnight = datetime(2027, 2, 28, 23, 30, tzinfo=UTC)
        [queue] = queues_of_file(out, cases.definitions, just_after_midnight, wrong=lambda count: None)
        assert queue.statutory_days == 366

    def test_backtest_without_a_history_says_so(self, flask):
        result = flask('forecast', 'backtest')
        assert result.exit_code == 1
        assert 'There are no cases' in result.stderr
