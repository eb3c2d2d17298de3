"""The access log: what a line holds, who finds it, and what nobody can do to it. On both engines."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from portal.clock import SetClock
from portal.database import Database
from portal.identity.model.looking import CODE_ISSUED, COUNTER_VIEW, OWN_VIEW, LookSearch, Outcome
from portal.identity.service import AccessLog
from portal.identity.store.access_log import LOG
from tests.fixtures.portals import SECRET
from tests.identity.looks import AMINA, KIM, LOU, YUSUF, note

LONG_AGO = datetime(2020, 1, 6, 9, tzinfo=UTC)


def run(database: Database, statement: str) -> None:
    with database.transaction() as session:
        session.execute(text(statement))


def test_a_line_says_all_and_names_nobody(access_log: AccessLog, database: Database) -> None:
    """AVG article 32, ASVS 14.2.6: the person stands in the line by a keyed hash."""
    note(access_log, reason='other', words='She asks about her passport')
    with database.reading() as session:
        row = dict(session.execute(LOG.select()).mappings().one())
    assert AMINA not in json.dumps(row, default=str)
    assert (row['subject'],) == access_log.subjects(AMINA)
    assert (row['activity'], row['room'], row['actor'], row['role']) == (COUNTER_VIEW, 'counter', KIM.key, 'clerk')
    assert (row['reason'], row['words'], row['outcome']) == ('other', 'She asks about her passport', 'Ok')
    assert len(bytes.fromhex(row['trace_id'])) == 16 and len(bytes.fromhex(row['span_id'])) == 8


def test_people_read_what_is_about_them_only(access_log: AccessLog) -> None:
    for person in (AMINA, YUSUF, AMINA):
        note(access_log, person)
    looks = access_log.looks_at(AMINA)
    assert len(looks) == 2 and {look.subject for look in looks} == set(access_log.subjects(AMINA))
    assert [look.id for look in access_log.looks_at(AMINA, before=looks[0].id)] == [looks[1].id]


def test_a_new_secret_key_forgets_nothing(database: Database, clock: SetClock, access_log: AccessLog) -> None:
    note(access_log)
    newer = AccessLog(database, clock, register=access_log.register, secret_keys=('a newer key', SECRET))
    note(newer)
    assert len(newer.looks_at(AMINA)) == 2
    assert len(access_log.looks_at(AMINA)) == 1


def test_what_is_not_in_the_register_is_not_done(access_log: AccessLog) -> None:
    with pytest.raises(KeyError):
        note(access_log, activity='just_looking')


def test_a_look_is_kept_with_the_change_or_not_at_all(access_log: AccessLog, database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.transaction():
        note(access_log)
        raise ZeroDivisionError
    assert access_log.looks_at(AMINA) == []
    with database.transaction():
        note(access_log)
    assert len(access_log.looks_at(AMINA)) == 1


@pytest.mark.parametrize(('asked', 'found'), [
    ({}, 5), ({'person': YUSUF}, 1), ({'employee': 'lou'}, 2), ({'employee': '%'}, 0), ({'activity': CODE_ISSUED}, 1),
    ({'since': LONG_AGO + timedelta(days=1)}, 4), ({'until': LONG_AGO + timedelta(days=1)}, 1),
    ({'person': AMINA, 'employee': 'Kim'}, 2),
])
def test_an_auditor_finds(access_log: AccessLog, asked: dict, found: int) -> None:
    note(access_log, at=LONG_AGO)
    note(access_log, activity=CODE_ISSUED)
    note(access_log, YUSUF, actor=LOU)
    note(access_log, actor=LOU)
    note(access_log, None, outcome=Outcome.ERROR)
    assert len(access_log.search(LookSearch(**asked))) == found


def test_pages_follow_each_other(access_log: AccessLog) -> None:
    for _ in range(60):
        note(access_log)
    first = access_log.search(LookSearch())
    second = access_log.search(LookSearch(before=first[49].id))
    assert (len(first), len(second)) == (51, 10)
    assert second[0].id == first[50].id


GRANTS = [
    ('the same session', {}, timedelta(0), True), ('another employee', {'actor': LOU}, timedelta(0), False),
    ('after an hour', {}, timedelta(hours=1), False), ('just before', {}, timedelta(minutes=59), True),
    ('another activity', {'activity': OWN_VIEW}, timedelta(0), False),
    ('nobody was found', {'outcome': Outcome.ERROR}, timedelta(0), False),
    ('a look that followed from another', {'parent': b'12345678'}, timedelta(0), False),
    ('another person', {'person': YUSUF}, timedelta(0), False),
]


@pytest.mark.parametrize(('more', 'later', 'opens'), [case[1:] for case in GRANTS], ids=[case[0] for case in GRANTS])
def test_who_said_why_may_open_a_page(
    access_log: AccessLog, clock: SetClock, more: dict, later: timedelta, opens: bool,
) -> None:
    note(access_log, **more)
    clock.moment += later
    assert (access_log.find_grant(AMINA, KIM) is not None) is opens


class TestNobodyChangesTheLog:
    """ASVS 16.4.2: the log is protected from being changed."""

    @pytest.mark.parametrize('table', ['access_log', 'access_seal'])
    def test_no_line_and_no_seal_is_changed(self, access_log, sealing, database, table) -> None:
        note(access_log, at=LONG_AGO)
        sealing.seal()
        with pytest.raises(DBAPIError, match='never changed'):
            run(database, f'UPDATE {table} SET {"words" if table == "access_log" else "content"} = \'\'')

    def test_no_seal_is_removed(self, access_log, sealing, database) -> None:
        note(access_log, at=LONG_AGO)
        sealing.seal()
        with pytest.raises(DBAPIError, match='never changed'):
            run(database, 'DELETE FROM access_seal')

    def test_only_old_lines_are_removed(self, access_log, database) -> None:
        note(access_log, at=LONG_AGO)
        run(database, 'DELETE FROM access_log')
        assert access_log.looks_at(AMINA) == []
        note(access_log)
        with pytest.raises(DBAPIError, match='180 days'):
            run(database, 'DELETE FROM access_log')
        assert len(access_log.looks_at(AMINA)) == 1


class TestEmptyingAtOnce:
    @pytest.fixture
    def engine(self) -> str:
        """SQLite knows no TRUNCATE."""
        return 'postgresql'

    @pytest.mark.parametrize('table', ['access_log', 'access_seal'])
    def test_is_refused(self, access_log, database, table) -> None:
        note(access_log, at=LONG_AGO)
        with pytest.raises(DBAPIError, match='never changed'):
            run(database, f'TRUNCATE {table}')


def test_lines_that_leave_do_not_say_who_looked(access_log: AccessLog, clock: SetClock) -> None:
    """Logboek Dataverwerkingen: one line per processing, without the employee."""
    note(access_log, actor=LOU, words='a very special reason')
    note(access_log, None, outcome=Outcome.ERROR)
    lines = list(access_log.lines(clock.now() - timedelta(days=1), clock.now() + timedelta(seconds=1)))
    assert not {'Lou', LOU.key, LOU.session, 'special'} & set(json.dumps(lines).replace('"', ' ').split())
    line, nobody = lines
    assert line['attributes'] == {
        'dpl.core.processing_activity_id': 'https://register.helderloket.example/processing/counter-view',
        'dpl.core.data_subject_id': access_log.subjects(AMINA)[0], 'dpl.core.data_subject_id_type': 'person',
    }
    assert line['status_code'] == 'Ok' and line['start_time'] == line['end_time'] == clock.now().timestamp() * 1000
    assert nobody['status_code'] == 'Error' and nobody['attributes']['dpl.core.data_subject_id'] is None
    assert list(access_log.lines(clock.now() + timedelta(seconds=1), clock.now() + timedelta(days=1))) == []
