"""The store of cases: what pages ask is answered by indexes, and what was learnt is kept with what it was learnt from."""

from datetime import date
from typing import Any

import pytest
from psycopg import RawCursor
from sqlalchemy import text

from portal.bulk import members
from portal.procedures.forecast.model import NEVER
from portal.procedures.model.kept import QueueKey
from portal.procedures.store import cases as reading
from portal.procedures.store.histories import MODEL_OF
from portal.procedures.store.importing import ImportStore
from portal.statements import Phrasebook
from tests.fixtures.cases import AMINA, YUSUF, told_case

QUESTIONS: dict[str, tuple[Any, dict]] = {
    'cases of a person': (reading.OF_PERSON, {'person': 'a' * 32}),
    'one case of a person': (reading.ONE_OF_PERSON, {'person': 'a' * 32, 'case_id': 'b' * 32, 'number_1': 1}),
    'events of a case': (reading.EVENTS_OF, {'number': 1}),
    'people of a case': (reading.PEOPLE_OF, {'number': 1}),
    'events of all cases of a person': (reading.ALL_EVENTS, {'person': 'a' * 32}),
    'people of all cases of a person': (reading.ALL_PEOPLE, {'person': 'a' * 32}),
    'what was learnt of a queue': (MODEL_OF, {'procedure': 'family', 'track': '', 'queue': ''}),
}


@pytest.fixture
def imported(cases, case_file):
    def run(*lines):
        path = case_file(lines)
        done = cases.importing.go_on(cases.importing.begin(path), path)
        assert not done.counts.wrong
    return run


@pytest.mark.parametrize('question', QUESTIONS)
@pytest.mark.parametrize('engine', ['postgresql'])
def test_what_a_page_asks_is_answered_by_indexes(database, question):
    statement, values = QUESTIONS[question]
    asked = Phrasebook(database.engine.dialect).words(statement).asked(values)
    with database.transaction() as session:
        cursor = RawCursor(session.connection().connection.driver_connection)
        cursor.execute('SET LOCAL enable_seqscan = off')
        plan = '\n'.join(row[0] for row in cursor.execute(f'EXPLAIN {asked.text}', asked.values).fetchall())
    assert 'Seq Scan' not in plan, plan
    assert 'Index' in plan


@pytest.mark.parametrize('engine', ['postgresql'])
def test_without_its_index_a_question_reads_the_whole_table(database):
    with database.transaction() as session:
        session.execute(text('DROP INDEX ix_case_person_person'))
        session.execute(text('ALTER TABLE case_person DROP CONSTRAINT pk_case_person'))
        session.execute(text('SET LOCAL enable_seqscan = off'))
        plan = '\n'.join(session.scalars(text("EXPLAIN SELECT * FROM case_person WHERE person = 'a'")))
        assert 'Seq Scan' in plan
        session.rollback()


def test_a_history_holds_the_days_of_every_case_of_a_queue(imported, cases):
    imported(
        told_case('A-1'), told_case('A-2', received='2026-05-01', priority=True, events=[
            {'kind': 'started', 'day': '2026-06-01'}, {'kind': 'decided', 'day': '2026-07-01', 'what': 'granted'},
            {'kind': 'started', 'day': '2026-08-01'}, {'kind': 'decided', 'day': '2026-09-01', 'what': 'refused'},
        ]),
        told_case('A-3', received='2026-04-01', events=[{'kind': 'withdrawn', 'day': '2026-04-09'}]),
        told_case('A-4', track='with_mvv'),
    )
    found = cases.learning.history(QueueKey('family', 'without_mvv'))

    def days(column):
        return [None if day == NEVER else date.fromordinal(day) for day in column.tolist()]
    assert days(found.arrived) == [date(2026, 3, 2), date(2026, 4, 1), date(2026, 5, 1)]
    assert days(found.started) == [date(2026, 9, 1), None, date(2026, 6, 1)], 'the first time counts'
    assert days(found.decided) == [None, None, date(2026, 7, 1)]
    assert days(found.withdrawn) == [None, date(2026, 4, 9), None]
    assert found.priority.tolist() == [False, False, True]


def test_a_queue_without_cases_has_an_empty_history(cases):
    assert len(cases.learning.history(QueueKey('study', 'with_mvv'))) == 0


@pytest.mark.parametrize('values', [[], ['a'], ["it's", 'A-1', '"', '\\'], [f'A-{number}' for number in range(40_000)]])
def test_any_number_of_references_is_looked_for_at_once(imported, database, values):
    imported(told_case('A-1'), told_case('A-2'))
    with database.transaction() as session:
        assert set(ImportStore(session).known(values)) == {'A-1', 'A-2'} & set(values)


def test_numbers_are_looked_for_as_numbers(database):
    with database.transaction() as session:
        assert sorted(session.scalars(members(session, [3, 1, 2]))) == [1, 2, 3]


def test_who_is_on_a_case_and_in_which_part(imported, cases, people):
    imported(told_case(persons=[AMINA, YUSUF]))
    for one in (AMINA, YUSUF):
        [found] = cases.cases_of(people.get_by_v_number(one['v_number']).id)
        assert [(person.name, person.part) for person in found.people] == [
            ('Amina Voorbeeld', 'applicant'), ('Yusuf Voorbeeld', 'representative'),
        ]
