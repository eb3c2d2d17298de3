"""Connections that take small statements: what goes over them, names that they know, and what goes wrong."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Event

import psycopg
import pytest
from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    select,
    text,
    update,
)

from portal.database import AlreadyThere, Busy, Database, Instant
from portal.lines import PostgresLine
from portal.statements import adding
from portal.web.counting import COUNTS

ADD = adding(COUNTS, 'key', 'hits', 'expires')
RAISE = update(COUNTS).where(COUNTS.c.key == bindparam('of')).values(hits=COUNTS.c.hits + 1)
KEYS = select(COUNTS.c.key).order_by(COUNTS.c.key)
HITS = select(COUNTS.c.hits)
ADD_ONE, RAISE_AND_SAY = ADD.returning(COUNTS.c.key), RAISE.returning(COUNTS.c.hits)
END_OTHERS = text(
    'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity '
    'WHERE datname = current_database() AND pid <> pg_backend_pid()'
)
PROCESS = text('SELECT pg_backend_pid()')
NAMES = text('SELECT count(*) FROM pg_prepared_statements')
USUAL = 10
"""So often psycopg has seen a statement when it gives it a name."""


class ChangeOfMind(Exception):
    """Whatever goes wrong in a use case."""


def row(key: str) -> dict:
    return {'key': key, 'hits': 0, 'expires': 0.0}


def kept(database: Database) -> list[str]:
    """What others see."""
    return [key for key, in database.ask(KEYS)]


def with_names(database: Database) -> None:
    """Let psycopg give names too, which it forgets all at once; then change nothing."""
    with pytest.raises(ChangeOfMind), database.transaction() as session:
        session.run(KEYS)
        for _ in range(USUAL):
            session.execute(KEYS)
        raise ChangeOfMind


@pytest.mark.parametrize('engine', ['postgresql'])
class TestNames:
    def test_are_known_after_a_failure(self, database: Database):
        with_names(database)
        with database.transaction() as session:
            assert session.run(KEYS).rows() == []

    def test_would_be_forgotten_if_psycopg_undid_the_transaction(self, database: Database, monkeypatch):
        monkeypatch.setattr(PostgresLine, 'rollback', psycopg.Connection.rollback)
        with_names(database)
        with pytest.raises(Busy), database.transaction() as session:
            session.run(KEYS)

    def test_that_were_forgotten_after_all_are_told_again(self, database: Database):
        with database.transaction() as session:
            session.run(KEYS)
            for _ in range(USUAL):
                session.execute(KEYS)
            session.execute(text('ALTER TABLE request_count ALTER COLUMN hits SET DEFAULT 0'))
        with pytest.raises(Busy), database.transaction() as session:
            session.run(KEYS)
        with database.transaction() as session:
            assert session.run(KEYS).rows() == []

    def test_stand_for_other_tables_after_a_change_of_them(self, database: Database):
        with database.transaction() as session:
            session.run(HITS)
        with database.transaction() as session:
            session.execute(text('ALTER TABLE request_count ALTER COLUMN hits TYPE bigint'))
        with pytest.raises(psycopg.errors.FeatureNotSupported), database.transaction() as session:
            session.run(HITS)
        with database.transaction() as session:
            assert session.run(HITS).rows() == []

    def test_are_told_anew_after_a_refusal_and_never_heaped_up(self, database: Database):
        for _ in range(3):
            with pytest.raises(AlreadyThere), database.transaction() as session:
                session.run(ADD, **row('a'))
                session.run(ADD, **row('a'))
        with database.transaction() as session:
            session.run(KEYS)
            assert session.run(NAMES).rows() == [(3,)], 'to begin, the keys, and this one'


class TestTelling:
    """A change that is under way while something else is made."""

    def test_is_kept_when_the_block_ends(self, database: Database):
        with database.telling(ADD_ONE, **row('a')):
            assert database.ask(HITS) in ([], [(0,)])
        assert kept(database) == ['a']

    def test_is_kept_whatever_becomes_of_the_block(self, database: Database):
        with pytest.raises(ChangeOfMind), database.telling(ADD_ONE, **row('a')):
            raise ChangeOfMind
        assert kept(database) == ['a']

    def test_goes_with_the_open_transaction(self, database: Database):
        with pytest.raises(ChangeOfMind), database.transaction(), database.telling(ADD_ONE, **row('a')):
            raise ChangeOfMind
        assert kept(database) == []

    @pytest.mark.parametrize('times', [1, 3])
    def test_a_refusal_is_told_and_the_connections_serve_again(self, database: Database, times: int):
        database.tell(ADD_ONE, **row('a'))
        for _ in range(times):
            with pytest.raises((AlreadyThere, psycopg.IntegrityError)), database.telling(ADD_ONE, **row('a')):
                pass
        with database.telling(ADD_ONE, **row('b')):
            pass
        assert kept(database) == ['a', 'b']


@pytest.mark.parametrize('engine', ['postgresql'])
class TestTellingOverALine:
    def test_the_block_does_not_wait_for_it(self, database: Database):
        write(database, 'a')
        with database.transaction() as session:
            session.run(RAISE, of='a').rows()
            with ThreadPoolExecutor(1) as elsewhere:
                told = elsewhere.submit(raised_while, database, seen := Event())
                assert seen.wait(5), 'the change waits for our lock, and its block does not'
                session.commit()
                told.result(5)
        assert database.ask(HITS) == [(2,)]

    def test_it_is_told_again_when_the_connection_is_lost(self, database: Database):
        write(database, 'a')
        database.tell(RAISE_AND_SAY, of='a')
        with Database(database.engine.url.render_as_string(hide_password=False)).reading() as other, \
                database.telling(RAISE_AND_SAY, of='a'):
            other.execute(END_OTHERS)
        assert database.ask(HITS) in ([(2,)], [(3,)])


def raised_while(database: Database, seen: Event) -> None:
    """Make a change that must wait, and say when its block is reached."""
    with database.telling(RAISE_AND_SAY, of='a'):
        seen.set()


VALUES = [
    {'id': 1, 'words': 'É🙂 \'"\\ %s :x $1', 'raw': b'\x00\xff\\', 'part': 0.1, 'at': datetime(2026, 3, 29, 1, tzinfo=UTC),
     'day': date(2028, 2, 29), 'is_so': True, 'large': 2 ** 62},
    {'id': 2, 'words': '', 'raw': b'', 'part': -1e300, 'at': datetime(1999, 12, 31, 23, 59, 59, 999999, tzinfo=UTC),
     'day': date(1, 1, 1), 'is_so': False, 'large': -1},
    {'id': 3, 'words': None, 'raw': None, 'part': None, 'at': None, 'day': None, 'is_so': None, 'large': None},
]
KINDS = Table(
    'kinds', MetaData(), Column('id', Integer, primary_key=True, autoincrement=False), Column('words', String),
    Column('raw', LargeBinary), Column('part', Float), Column('at', Instant), Column('day', Date),
    Column('is_so', Boolean), Column('large', BigInteger),
)


def test_values_of_every_kind_go_and_come_back(database: Database):
    KINDS.create(database.engine)
    everything = select(KINDS).order_by(KINDS.c.id)
    with database.transaction() as session:
        for values in VALUES:
            session.run(adding(KINDS, *values), **values)
        found = session.run(everything).rows()
        assert found == list(map(tuple, session.execute(everything))) == [tuple(one.values()) for one in VALUES]
    assert database.ask(everything) == found


@pytest.mark.parametrize('engine', ['postgresql'])
def test_a_value_that_is_no_text_is_refused_before_anything_is_sent(database: Database):
    with database.transaction() as session:
        with pytest.raises(psycopg.DataError):
            session.run(ADD, **row('a\0b'))
        session.run(ADD, **row('a'))
    assert kept(database) == ['a']


def test_much_is_sent_while_much_comes_back(database: Database):
    """Neither side may wait for the other to read first."""
    echo = select(bindparam('word', type_=String) + bindparam('more', type_=String))
    word = 'x' * 300_000
    with database.transaction() as session:
        with session.together():
            asked = [session.run(echo, word=word, more=str(number)) for number in range(40)]
        assert [one.rows() for one in asked] == [[(f'{word}{number}',)] for number in range(40)]


def test_the_first_refusal_is_told_and_the_connection_serves_again(database_url: str, database: Database):
    """More often than there are connections."""
    narrow = Database(database_url, pool_size=1)
    write(narrow, 'a')
    for _ in range(3):
        with pytest.raises(AlreadyThere):
            write(narrow, 'b', 'a')
    write(narrow, 'c')
    assert kept(database) == ['a', 'c']
    narrow.engine.dispose()


def write(database: Database, *keys: str) -> None:
    """Add these rows as the last of a use case."""
    with database.transaction() as session, session.finishing():
        for key in keys:
            session.run(ADD, **row(key))


def test_who_waits_too_long_for_a_lock_is_told_busy_and_changes_nothing(database_url: str, database: Database):
    write(database, 'a')
    impatient = Database(database_url, patience=0.2)
    with database.transaction() as session:
        session.run(RAISE, of='a')
        with pytest.raises(Busy), impatient.transaction() as other, other.finishing():
            other.run(ADD, **row('b'))
            other.run(RAISE, of='a')
    assert kept(database) == ['a']
    write(impatient, 'b')
    assert kept(database) == ['a', 'b']
    impatient.engine.dispose()


@pytest.mark.parametrize('engine', ['postgresql'])
class TestLost:
    """Connections on which something went wrong."""

    def test_one_that_was_interrupted_is_not_used_again(self, database: Database, monkeypatch):
        with pytest.raises(ChangeOfMind), database.transaction() as session:
            session.run(ADD, **row('a'))
            with monkeypatch.context() as patched:
                patched.setattr(PostgresLine, '_wait', interrupt)
                with session.together():
                    session.run(KEYS)
                    session.run(HITS)
        write(database, 'b')
        assert kept(database) == ['b']

    def test_one_that_ended_is_busy_and_not_used_again(self, database: Database):
        with pytest.raises(Busy), database.transaction() as session:
            [[process]] = session.run(PROCESS).rows()
            database.ask(text(f'SELECT pg_terminate_backend({process}, 5000)'))
            session.run(KEYS)
        with database.transaction() as session:
            assert session.run(KEYS).rows() == []

    def test_questions_go_over_a_new_one(self, database: Database):
        [[process]] = database.ask(PROCESS)
        with database.transaction() as session:
            session.execute(text(f'SELECT pg_terminate_backend({process}, 5000)'))
        assert database.ask(PROCESS) != [(process,)]

    def test_a_question_that_is_refused_leaves_none_open(self, database: Database):
        assert database.ask(PROCESS)
        with pytest.raises(psycopg.Error):
            database.ask(text('SELECT 1/0'))
        alive = text('SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()')
        deadline = time.monotonic() + 5
        while database.ask(alive) != [(0,)]:
            assert time.monotonic() < deadline
            time.sleep(0.01)


def interrupt(*_: object) -> None:
    raise ChangeOfMind
