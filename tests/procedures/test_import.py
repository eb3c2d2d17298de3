"""Importing cases: any mistake is told, any order ends the same, and nothing is ever half there."""

import csv
import gzip
import json
import re
import subprocess
import sys
import time
import tracemalloc
from contextlib import contextmanager
from datetime import date

import pytest
from flask import Flask
from flask.cli import AppGroup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from portal.procedures.case_file.describing import schema_of_a_line
from portal.procedures.case_file.reading import LINE_MOST, CaseFileRefused, Line, check_file, lines
from portal.procedures.case_file.telling import read as read_lines
from portal.procedures.commands import CASE_COMMANDS
from portal.procedures.definition_files.reading import definitions
from portal.procedures.errors import ImportOvertaken
from portal.procedures.model.kept import Counts
from portal.procedures.rules.telling import words_of
from portal.procedures.service import Cases
from portal.procedures.store.rows import CASES, EVENTS, PEOPLE, QUEUES
from portal.schema import METADATA
from portal.web.parts import give_parts
from tests.fixtures.cases import AMINA, YUSUF, told_case
from tests.fixtures.planners import NOW
from tests.servers import ROOT

LATER = '2026-11-02T09:00:00+01:00'
EARLIER = '2026-10-01T09:00:00+01:00'


sqlite_only = pytest.mark.parametrize('engine', ['sqlite'])
"""What is tested here happens before any database is asked."""


@pytest.fixture
def read(cases, case_file):
    """Imports lines; returns what became of them and what was wrong."""
    def run(*lines, batch=5000):
        path = case_file(lines)
        done = cases.importing.go_on(cases.importing.begin(path), path, batch=batch)
        return done.counts, list(cases.importing.mistakes(done))
    return run


def kept(database) -> dict:
    """All that is kept of cases, without what differs from one import to the next."""
    with database.reading() as session:
        names = dict(session.execute(select(CASES.c.number, CASES.c.reference)).all())
        v_numbers = dict(session.execute(select(METADATA.tables['person'].c['id', 'v_number'])).all())
        told = [one.name for one in CASES.columns if one.name not in ('number', 'id', 'imported_at')]
        return {
            'cases': sorted(session.execute(select(*(CASES.c[name] for name in told))).all()),
            'people': sorted(
                (names[number], v_numbers[person], *rest) for number, person, *rest in session.execute(select(PEOPLE))
            ),
            'events': sorted((names[number], *map(str, rest)) for number, *rest in session.execute(select(EVENTS))),
            'known': sorted(v_numbers.values()),
        }


def with_event(**fields) -> dict:
    """A case with one event, told wrongly."""
    return told_case(events=[{'kind': 'started', 'day': '2026-04-01'} | fields])


def with_person(**fields) -> dict:
    """A case of somebody who is told wrongly."""
    return told_case(persons=[AMINA | fields])


def without(field: str) -> dict:
    """A case with a field left out."""
    return {name: value for name, value in told_case().items() if name != field}


MISTAKES = [
    (b'{"reference": "A-1",', '', 'this is no JSON: EOF while parsing'),
    (b'nothing', '', 'this is no JSON: expected'),
    (b'[]', '', 'must be a group of fields'),
    (b'"text"', '', 'must be a group of fields'),
    (json.dumps(told_case()).encode().replace(b'A-1', b'A\xff1'), '', 'this is no JSON: invalid unicode'),
    (json.dumps(told_case()).encode().replace(b'A-1', b'A\x001'), '', 'this is no JSON: control character'),
    (json.dumps(told_case()).encode().replace(b'Amina', b'A\\u0000a'), 'persons[0].name', 'must have no control characters'),
    (json.dumps(told_case()).encode().replace(b'Amina', b'A\\ud800a'), '', 'this is no JSON'),
    (b'{' + b' ' * LINE_MOST + b'}', '', 'the line has more than 1,000,000 bytes'),
    (without('reference'), 'reference', 'this field is missing'),
    (without('as_of'), 'as_of', 'this field is missing'),
    (without('persons'), 'persons', 'this field is missing'),
    (told_case(spelt_wrong=1), 'spelt_wrong', 'there is no field of this name'),
    (told_case(reference='A 1'), 'reference', 'must be 1 to 64 letters'),
    (told_case(reference=''), 'reference', 'must be 1 to 64 letters'),
    (told_case(reference=12), 'reference', 'must be text'),
    (told_case(as_of='2026-11-01T09:00:00'), 'as_of', 'must be a moment with its zone'),
    (told_case(as_of='2026-11-01'), 'as_of', 'must be a moment with its zone'),
    (told_case(as_of='1793523600'), 'as_of', 'must be a moment with its zone'),
    (told_case(as_of='0001-01-01T00:00:00+01:00'), 'as_of', 'must be a moment with its zone'),
    (told_case(as_of='9999-12-31T23:59:59-12:00'), 'as_of', 'must be a moment with its zone'),
    (told_case(as_of='2026-11-01T09:00:00+25:00'), 'as_of', 'must be a moment with its zone'),
    (told_case(**{'a\x00\n': 1}), 'a??', 'there is no field of this name'),
    (told_case(**{'x' * 500: 1}), 'x' * 80 + '…', 'there is no field of this name'),
    (told_case(reference=1e999), 'reference', 'must be text'),
    (b'{"a":' * 5000, '', 'this is no JSON: recursion limit'),
    (told_case(as_of=1793523600), 'as_of', 'must be a moment with its zone'),
    (told_case(as_of='2026-12-24T09:00:00Z'), 'as_of', 'lies in the future'),
    (told_case(procedure='holiday'), 'procedure', 'there is no procedure of this name'),
    (told_case(procedure=''), 'procedure', 'must not be empty'),
    (told_case(procedure='Family'), 'procedure', 'must be small letters'),
    (told_case(received='1999-03-02', events=[]), 'procedure', 'is not known for what came in on 1999-03-02'),
    (told_case(track='by_air'), 'track', 'must be one of with_mvv, without_mvv'),
    (told_case(queue='fast'), 'queue', 'family has no queues; leave it out'),
    (told_case(procedure='nareis', track='', queue='fast'), 'queue', 'must be one of faster, other'),
    (told_case(procedure='asylum', track='border', events=[]), 'track', 'must be one of general'),
    (told_case(received='2026-02-30'), 'received', 'must be a day that exists'),
    (told_case(received='02-03-2026'), 'received', 'must be a day that exists'),
    (told_case(received='2026-11-02', events=[]), 'received', 'must not be later than as_of'),
    (told_case(priority='yes'), 'priority', 'must be true or false'),
    (told_case(persons=[]), 'persons', 'must have 1 or more entries'),
    (told_case(persons=[AMINA, AMINA]), 'persons[1].v_number', 'this person is there twice'),
    (with_person(v_number='123'), 'persons[0].v_number', "must be ten digits, but it is '123'"),
    (with_person(v_number='١٢٣٤٥٦٧٨٩٠'), 'persons[0].v_number', 'must be ten digits'),
    (with_person(v_number=1000000001), 'persons[0].v_number', 'must be text'),
    (with_person(birth_date='2026-12-01'), 'persons[0].birth_date', 'cannot be a day of birth'),
    (with_person(birth_date='0190-03-27'), 'persons[0].birth_date', 'cannot be a day of birth'),
    (with_person(birth_date='1990-00-00'), 'persons[0].birth_date', 'must be a day that exists'),
    (with_person(part='friend'), 'persons[0].part', "must be 'applicant', 'family' or 'representative'"),
    (with_person(name='x' * 201), 'persons[0].name', 'must have 200 characters or fewer'),
    (with_person(language='Dutch'), 'persons[0].language', 'must be the code of a language'),
    (with_event(kind='lost'), 'events[0].kind', "but it is 'lost'"),
    (with_event(day='2026-11-02'), 'events[0].day', 'must not be later than as_of'),
    (with_event(day='2026-03-01'), 'events[0].day', 'must not be before received, 2026-03-02'),
    (with_event(kind='decided'), 'events[0].what', 'decided must say which'),
    (with_event(kind='decided', what='perhaps'), 'events[0].what', "decided does not know 'perhaps'"),
    (with_event(kind='asked', what='asked_money'), 'events[0].what', "asked does not know 'asked_money'"),
    (with_event(kind='extended'), 'events[0].what', 'extended must say which'),
    (with_event(kind='step_changed', what='somewhere'), 'events[0].what', 'step_changed does not know'),
    (with_event(told='2027-01-01'), 'events[0].told', 'must not be later than as_of'),
    (with_event(until='soon'), 'events[0].until', 'must be a day that exists'),
    (told_case(events=[{'kind': 'started', 'day': '2026-04-01'}] * 1001), 'events', 'must have 1000 entries or fewer'),
]


@pytest.mark.parametrize(('line', 'field', 'says'), MISTAKES, ids=[f'{number}: {one[2]}' for number, one in enumerate(MISTAKES)])
def test_every_mistake_is_told_with_its_line_and_field(line, field, says):
    text = line if isinstance(line, bytes) else json.dumps(line).encode()
    one = Line(2, None if len(text) > LINE_MOST else text, len(text))
    found = read_lines([one], definitions(), words_of(definitions()), now=NOW)
    assert (found.arrived, found.wrong) == ([], 1)
    assert [(one.line, one.field) for one in found.mistakes] == [(2, field)]
    assert says in found.mistakes[0].says


def test_a_line_full_of_mistakes_does_not_fill_the_report(read):
    counts, mistakes = read(told_case('A-1', **{f'field_{number}': 1 for number in range(40_000)}), told_case('A-2'))
    assert (counts, len(mistakes)) == (Counts(added=1, wrong=1), 100)


def test_all_mistakes_of_a_line_are_told_and_the_other_lines_are_applied(read, database):
    counts, mistakes = read(
        told_case('A-1'), told_case('A-2', track='x', queue='y', received='2026-12-01'), told_case('A-3'), batch=2,
    )
    assert counts == Counts(added=2, wrong=1)
    assert [one[:2] for one in mistakes] == [
        (2, 'track'), (2, 'queue'), (2, 'received'), *((2, f'events[{number}].day') for number in range(4)),
    ]
    assert [one[0] for one in kept(database)['cases']] == ['A-1', 'A-3']


def test_another_day_of_birth_of_somebody_who_is_known(read, database):
    wrong = AMINA | {'birth_date': '1990-03-28'}
    counts, mistakes = read(told_case('A-1'), told_case('A-2', persons=[YUSUF, wrong]), told_case('A-3'), batch=1)
    assert counts == Counts(added=2, wrong=1)
    assert [(one.line, one.field) for one in mistakes] == [(2, 'persons[1].birth_date')]
    assert '1990-03-27' not in mistakes[0].says, 'nobody learns the real one'
    assert kept(database)['known'] == [AMINA['v_number']], 'nobody of that line is kept'


def test_another_day_of_birth_in_the_same_batch(read):
    counts, mistakes = read(told_case('A-1'), told_case('A-2', persons=[AMINA | {'birth_date': '1990-03-28'}]))
    assert (counts, len(mistakes)) == (Counts(added=1, wrong=1), 1)


def test_a_case_told_twice_as_of_one_moment_in_two_ways_is_a_mistake_and_ends_the_same(read, database, cases, case_file):
    one, other = told_case('A-1'), told_case('A-1', priority=True)
    counts, mistakes = read(one, other)
    first = kept(database)
    assert counts == Counts(added=1, wrong=1)
    assert (mistakes[0].line, mistakes[0].field) == (2, 'as_of')
    read(other, one, batch=1)
    assert kept(database) == first


def test_marks_of_bytes_empty_lines_and_ends_of_lines_of_windows_are_no_mistakes(read):
    one, other = (json.dumps(told_case(name)).encode() for name in ('A-1', 'A-2'))
    counts, mistakes = read(b'\xef\xbb\xbf' + one + b'\r', b'', b'  \r', other, b'')
    assert (counts, mistakes) == (Counts(added=2), [])


def test_the_last_line_needs_no_end(cases, tmp_path):
    path = tmp_path / 'cases.jsonl'
    path.write_bytes(json.dumps(told_case()).encode())
    assert cases.importing.go_on(cases.importing.begin(path), path).counts == Counts(added=1)


@pytest.mark.parametrize(('contents', 'says'), [
    (gzip.compress(b'{}', mtime=0), 'it is packed with gzip'),
    (b'PK\x03\x04rest', 'it is packed with zip'),
    ('\ufeff{}'.encode('utf-16-le'), 'it is written in UTF-16'),
    (b'[{"reference": "A-1"}]', 'it is one JSON list'),
    (b'{\n  "reference": "A-1"\n}', 'its first case is spread over several lines'),
    (b'reference;received\nA-1;2026-03-02', 'its first line is no JSON object'),
    (b'\x89PNG\r\n', 'its first line is no JSON object'),
])
def test_a_file_that_holds_no_lines_of_json_is_refused(tmp_path, contents, says):
    path = tmp_path / 'cases.jsonl'
    path.write_bytes(contents)
    with pytest.raises(CaseFileRefused, match=says):
        check_file(path)


def test_a_file_without_anything_in_it_is_no_mistake(read):
    assert read() == (Counts(), [])


def test_the_same_line_again_changes_nothing(read, database):
    read(told_case('A-1'), told_case('A-2'))
    with database.reading() as session:
        before = session.execute(select(CASES)).all(), session.execute(select(QUEUES)).all()
    respelt = json.dumps(dict(reversed(told_case('A-1').items())), indent=None, separators=(' , ', ' : ')).encode()
    counts, _ = read(respelt, told_case('A-2'))
    with database.reading() as session:
        assert (session.execute(select(CASES)).all(), session.execute(select(QUEUES)).all()) == before
    assert counts == Counts(same=2)


def test_a_later_line_replaces_the_case_and_an_older_one_does_not(read, database, cases, people):
    read(told_case('A-1', persons=[AMINA, YUSUF]))
    number = people.get_by_v_number(AMINA['v_number']).id
    [before] = cases.cases_of(number)
    counts, _ = read(told_case('A-1', as_of=LATER, procedure='extension', track='', events=[]), told_case('A-1', as_of=EARLIER))
    assert counts == Counts(changed=1, older=1)
    [after] = cases.cases_of(number)
    assert (after.case.id, after.case.procedure, after.case.track, after.case.events) == (before.case.id, 'extension', 'general', ())
    assert [one.person for one in after.people] == [number]
    assert cases.cases_of(people.get_by_v_number(YUSUF['v_number']).id) == []


def test_queues_are_marked_when_their_cases_change_and_only_then(read, database):
    def marks():
        with database.reading() as session:
            return dict(session.execute(select(QUEUES.c.procedure, QUEUES.c.changes)).all())
    read(told_case('A-1'), told_case('A-2', procedure='naturalisation', track='', events=[]))
    assert marks() == {'family': 1, 'naturalisation': 1}
    read(told_case('A-1'))
    assert marks() == {'family': 1, 'naturalisation': 1}
    read(told_case('A-1', as_of=LATER, procedure='study', track='', events=[]))
    assert marks() == {'family': 2, 'naturalisation': 1, 'study': 1}


def test_how_old_what_we_know_is(read, cases, clock):
    assert cases.source_state().imported_at is None
    read(told_case('A-1', as_of=LATER), told_case('A-2'))
    assert cases.source_state().as_of.isoformat() == '2026-11-02T08:00:00+00:00'
    assert cases.source_state().imported_at == clock.now()
    read(told_case('A-3', as_of=EARLIER))
    assert cases.source_state().as_of.isoformat() == '2026-11-02T08:00:00+00:00'


VERSIONS = [
    told_case('A-1', as_of=EARLIER), told_case('A-1'), told_case('A-1', as_of=LATER, events=[], persons=[YUSUF]),
    told_case('A-2', persons=[AMINA, YUSUF]), told_case('A-2', as_of=LATER, priority=True), told_case('A-3', track=''),
    told_case('A-1', track='with_mvv'),
]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(range(len(VERSIONS))), again=st.lists(st.sampled_from(range(len(VERSIONS))), max_size=5), batch=st.integers(1, 4))
def test_any_order_any_repeats_and_any_batches_end_the_same(read, database, order, again, batch):
    clear(database)
    read(*VERSIONS, batch=7)
    wanted = kept(database)
    clear(database)
    read(*(VERSIONS[number] for number in [*order, *again]), batch=batch)
    assert kept(database) == wanted


def clear(database):
    with database.transaction() as session:
        for table in ('procedure_case', 'case_person', 'case_event', 'person', 'queue_model', 'case_import', 'case_mistake'):
            session.execute(METADATA.tables[table].delete())


def test_nothing_of_a_batch_is_there_when_one_of_its_writes_fails(cases, case_file, database, monkeypatch):
    path = case_file(told_case(f'A-{number}', track='?' if number == 5 else '') for number in range(8))
    store = 'portal.procedures.store.importing.ImportStore.mark'
    failing = iter([False, True])

    def mark(self, queues):
        if next(failing):
            raise ZeroDivisionError

    run = cases.importing.begin(path)
    with monkeypatch.context() as patch, pytest.raises(ZeroDivisionError):
        patch.setattr(store, mark)
        cases.importing.go_on(run, path, batch=4)
    assert [one[0] for one in kept(database)['cases']] == ['A-0', 'A-1', 'A-2', 'A-3']
    assert len(kept(database)['events']) == 16
    again = cases.importing.begin(path)
    assert (again.id, again.line, again.counts) == (run.id, 4, Counts(added=4))
    done = cases.importing.go_on(again, path, batch=4)
    assert (done.counts, len(list(cases.importing.mistakes(done)))) == (Counts(added=7, wrong=1), 1)
    assert len(kept(database)['cases']) == 7


def test_of_two_imports_of_one_file_at_once_one_stops(cases, case_file):
    path = case_file(told_case(f'A-{number}') for number in range(4))
    run = cases.importing.begin(path)
    cases.importing.go_on(run, path, batch=2)
    with pytest.raises(ImportOvertaken):
        cases.importing.go_on(run, path, batch=2)


def test_a_file_that_was_read_to_its_end_is_read_anew(cases, case_file):
    path = case_file([told_case()])
    first = cases.importing.go_on(cases.importing.begin(path), path)
    again = cases.importing.begin(path)
    assert again.id != first.id
    assert cases.importing.go_on(again, path).counts == Counts(same=1)


def test_a_file_that_was_changed_after_an_interruption_is_read_from_its_start(cases, case_file):
    cases.importing.begin(case_file([told_case('A-1')]))
    path = case_file([told_case('A-2'), told_case('A-1')])
    assert cases.importing.begin(path).line == 0


@contextmanager
def measured():
    """What the memory taken inside was at most, in bytes, as a list of one."""
    found = []
    tracemalloc.start()
    try:
        yield found
        found.append(tracemalloc.get_traced_memory()[1])
    finally:
        tracemalloc.stop()


def test_memory_does_not_grow_with_the_file(tmp_path):
    def peak(count: int) -> int:
        path = tmp_path / f'{count}.jsonl'
        with path.open('wb') as out:
            for number in range(count):
                out.write(json.dumps(told_case(f'A-{number}')).encode() + b'\n')
        with measured() as most:
            assert sum(1 for _ in lines(path)) == count
        return most[0]
    assert peak(5_000) < 1.1 * peak(500)


@sqlite_only
def test_memory_of_an_import_does_not_grow_with_the_file(cases, case_file):
    def peak(count: int) -> int:
        path = case_file((told_case(f'{count}-{number}') for number in range(count)), f'{count}.jsonl')
        with measured() as most:
            cases.importing.go_on(cases.importing.begin(path), path, batch=50)
        return most[0]
    peak(50)
    assert peak(600) < 1.2 * peak(150)


def test_a_line_of_any_length_takes_little_memory(tmp_path):
    path = tmp_path / 'long.jsonl'
    path.write_bytes(b'{' + b'x' * 30 * LINE_MOST + b'}\n{}\n')
    with measured() as most:
        assert [(one.number, one.text) for one in lines(path)] == [(1, None), (2, b'{}')]
    assert most[0] < 5 * LINE_MOST


@sqlite_only
class TestTheCommand:
    @pytest.fixture
    def flask(self, cases):
        app = Flask('portal')
        give_parts(app, {Cases: cases})
        group = AppGroup('cases', commands=list(CASE_COMMANDS))
        app.cli.add_command(group)
        return lambda *words: app.test_cli_runner().invoke(args=['cases', *map(str, words)])

    def test_says_what_was_done(self, flask, case_file):
        result = flask('import', case_file([told_case('A-1'), told_case('A-2')]))
        assert (result.exit_code, result.stderr) == (0, '')
        assert result.stdout == '2 lines: 2 new cases, 0 changed, 0 as before, 0 older than what we have, 0 with mistakes.\n'

    def test_writes_what_is_wrong_into_a_report_and_ends_with_1(self, flask, case_file, tmp_path):
        report = tmp_path / 'report.csv'
        result = flask('import', case_file([told_case('A-1', track='x'), told_case('A-2'), b'{']), '--report', report)
        assert result.exit_code == 1
        assert 'cases.jsonl, line 1, track: must be one of with_mvv, without_mvv' in result.stderr
        assert 'all others were applied' in result.stderr
        rows = list(csv.reader(report.open()))
        assert [row[:3] for row in rows] == [['file', 'line', 'field'], ['cases.jsonl', '1', 'track'], ['cases.jsonl', '3', '']]

    def test_refuses_what_is_no_file_of_cases_with_a_sentence(self, flask, tmp_path):
        path = tmp_path / 'cases.csv'
        path.write_text('reference;received\n')
        result = flask('import', path)
        assert result.exit_code == 1
        assert result.stderr == (
            'Error: cases.csv was not read: its first line is no JSON object: each line must be one case, from { to }. '
            'Nothing was changed.\n'
        )

    def test_goes_on_where_it_was_interrupted(self, flask, cases, case_file):
        path = case_file(told_case(f'A-{number}') for number in range(6))
        run = cases.importing.begin(path)

        class Stop(Exception):
            pass

        def stop(run):
            raise Stop

        with pytest.raises(Stop):
            cases.importing.go_on(run, path, batch=2, heard=stop)
        result = flask('import', path, '--batch', 2)
        assert result.stderr.startswith('Going on after line 2')
        assert result.stdout.startswith('6 lines: 6 new cases')


def test_dates_are_what_was_told(read, cases, people):
    read(told_case('A-1'))
    [found] = cases.cases_of(people.get_by_v_number(AMINA['v_number']).id)
    assert (found.started, found.decided, found.case.received) == (date(2026, 9, 1), None, date(2026, 3, 2))
    asked = found.case.events[1]
    assert (asked.what, asked.until, asked.told) == ('asked_standard', date(2026, 4, 15), date(2026, 4, 2))


def test_killed_in_the_middle_and_run_again_it_ends_as_if_nothing_had_happened(cases, case_file, database, database_url):
    told = [told_case(f'A-{number}', track='?' if number % 50 == 49 else '', priority=number % 3 == 0) for number in range(800)]
    path = case_file(told)
    for wait in (0.0, 0.013):
        program = subprocess.Popen(
            [sys.executable, '-m', 'tests.procedures.importing_program', database_url, str(path)],
            cwd=ROOT, stderr=subprocess.PIPE, text=True,
        )
        program.stderr.readline()
        time.sleep(wait)
        program.kill()
        program.wait()
        program.stderr.close()
    run = cases.importing.begin(path)
    assert 20 <= run.line < 800, 'it was killed in the middle'
    assert len(kept(database)['cases']) == run.counts.added, 'every batch is there as a whole'
    assert len(kept(database)['events']) == 4 * run.counts.added
    done = cases.importing.go_on(run, path)
    assert done.counts == Counts(added=784, wrong=16)
    assert [one.line for one in cases.importing.mistakes(done)] == list(range(50, 801, 50))
    after = kept(database)
    clear(database)
    assert cases.importing.go_on(cases.importing.begin(path), path).counts == done.counts
    assert kept(database) == after


def test_the_published_schema_is_that_of_the_reader():
    published = json.loads((ROOT / 'docs' / 'case-import.schema.json').read_text())
    assert published == schema_of_a_line(), 'run: flask cases schema > docs/case-import.schema.json'


def test_the_example_in_the_description_can_be_imported():
    text = (ROOT / 'docs' / 'case-import.md').read_text()
    examples = [one.encode() for one in re.findall(r'^\{"reference".*\}$', text, re.MULTILINE)]
    assert examples
    found = read_lines(
        [Line(number, one, 0) for number, one in enumerate(examples)], definitions(), words_of(definitions()), now=NOW,
    )
    assert (found.mistakes, len(found.arrived)) == ([], len(examples))
