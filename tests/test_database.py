"""Transactions: all or nothing, one after the other, and a friendly "busy" when it takes too long; on both engines."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from threading import Barrier, Event, Thread

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError

from portal.database import Busy, Database
from portal.notifications.store import OutboxRow
from portal.turns import Turn

PATIENCE = 0.2
FAR = 10


class ChangeOfMind(Exception):
    """Whatever goes wrong in a use case."""


@pytest.fixture
def impatient(database_url: str, database: Database) -> Iterator[Database]:
    """Another process on the same database, which does not wait long."""
    other = Database(database_url, patience=PATIENCE)
    yield other
    other.engine.dispose()


def write(database: Database, name: str) -> None:
    """Keep a row in a transaction of its own, or in the one that is open."""
    with database.transaction() as session:
        session.execute(text("insert into request_count (key, hits, expires) values (:key, 0, 0)"), {'key': name})


def raise_hits(database: Database, name: str) -> None:
    with database.transaction() as session:
        session.execute(text('update request_count set hits = hits + 1 where key = :key'), {'key': name})


def names(database: Database) -> list[str]:
    """The rows that others see."""
    with database.reading() as session:
        return list(session.scalars(text('select key from request_count order by key')))


def test_what_a_block_changes_is_kept_when_it_ends(database):
    write(database, 'a')
    assert names(database) == ['a']


def test_a_block_that_fails_changes_nothing(database):
    with pytest.raises(ChangeOfMind), database.transaction():
        write(database, 'a')
        raise ChangeOfMind
    assert names(database) == []
    write(database, 'b')
    assert names(database) == ['b']


def test_a_use_case_that_calls_another_joins_it(database):
    with database.transaction() as outer:
        with database.transaction() as inner:
            assert inner is outer
        write(database, 'a')
        assert names(database) == []
    assert names(database) == ['a']


def test_an_inner_block_that_fails_takes_the_outer_one_along(database):
    with pytest.raises(ChangeOfMind), database.transaction():
        write(database, 'a')
        with database.transaction():
            write(database, 'b')
            raise ChangeOfMind
    assert names(database) == []


def test_after_a_refusal_of_the_database_the_next_block_begins_anew(database):
    write(database, 'a')
    with pytest.raises(IntegrityError):
        write(database, 'a')
    write(database, 'b')
    assert names(database) == ['a', 'b']


def test_threads_have_transactions_of_their_own(database):
    with database.transaction():
        assert in_thread(lambda: database._open.get()) == [None]


def in_thread(work) -> list:
    """What comes of the work in another thread."""
    found: list = []
    thread = Thread(target=lambda: found.append(work()))
    thread.start()
    thread.join(FAR)
    return found


def test_readers_do_not_wait_for_writers(database):
    write(database, 'a')
    with database.transaction():
        write(database, 'b')
        assert in_thread(lambda: names(database)) == [['a']]


def test_who_waits_too_long_for_another_process_is_told_so(database, impatient):
    write(database, 'a')
    with database.transaction():
        raise_hits(database, 'a')
        started = time.monotonic()
        with pytest.raises(Busy):
            raise_hits(impatient, 'a')
        assert PATIENCE / 2 < time.monotonic() - started < FAR * PATIENCE
    raise_hits(impatient, 'a')
    with impatient.reading() as session:
        assert session.scalar(text('select hits from request_count')) == 2


def test_who_waits_too_long_for_another_thread_is_told_so(impatient):
    write(impatient, 'a')

    def refused() -> str:
        try:
            raise_hits(impatient, 'a')
        except Busy:
            return 'busy'
        return 'done'

    with impatient.transaction():
        raise_hits(impatient, 'a')
        assert in_thread(refused) == ['busy']
    assert in_thread(refused) == ['done']


@pytest.mark.parametrize('engine', ['postgresql'])
def test_a_database_that_is_gone_is_busy(engine, postgres):
    away = Database('postgresql://postgres@/postgres?host=/nowhere', patience=PATIENCE)
    for ask in (lambda: write(away, 'a'), lambda: names(away), away.check):
        with pytest.raises(Busy):
            ask()


@pytest.mark.parametrize('engine', ['postgresql'])
def test_a_lock_in_a_ring_is_busy_for_one_of_the_two(database, impatient):
    write(database, 'a')
    write(database, 'b')
    met, ends = Barrier(2), []

    def lock(own: Database, *order: str) -> None:
        try:
            with own.transaction():
                raise_hits(own, order[0])
                met.wait(FAR)
                raise_hits(own, order[1])
            ends.append('done')
        except Busy:
            ends.append('busy')

    threads = [Thread(target=lock, args=(impatient, 'a', 'b')), Thread(target=lock, args=(database, 'b', 'a'))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(FAR)
    assert sorted(ends) == ['busy', 'done']


def test_turns_are_taken_in_the_order_of_asking():
    turn, order, threads = Turn(10), [], []

    def take(number: int) -> None:
        with turn:
            order.append(number)

    with turn:
        for number in range(20):
            threads.append(Thread(target=take, args=(number,)))
            threads[-1].start()
            while len(turn._waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join(FAR)
    assert order == list(range(20))


def test_who_gives_up_waiting_keeps_nobody_else_from_their_turn():
    turn, order = Turn(PATIENCE), []
    given_up = Event()

    def wait() -> None:
        try:
            with turn:
                order.append('early')
        except TimeoutError:
            given_up.set()

    with turn:
        early = Thread(target=wait)
        early.start()
        assert given_up.wait(FAR)
        late = Thread(target=wait)
        late.start()
        while not turn._waiting:
            time.sleep(0.001)
    early.join(FAR)
    late.join(FAR)
    assert order == ['early']
    with turn:
        assert turn._taken
    assert not turn._taken


def test_threads_write_one_after_the_other_and_lose_nothing(database):
    write(database, 'a')
    threads = [
        Thread(target=lambda: [raise_hits(database, 'a') for _ in range(10)]) for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(6 * FAR)
    with database.reading() as session:
        assert session.scalar(text('select hits from request_count')) == 80


@pytest.mark.parametrize('mistake', [
    "insert into visitor (visit_id, first_name, last_name) values (:visit, :first, :last)",
    "insert into visitor (nowhere, first_name, last_name) values (:visit, :first, :last)",
])
def test_an_error_does_not_repeat_what_people_filled_in(database, mistake):
    with pytest.raises(DBAPIError) as caught, database.transaction() as session:
        session.execute(text(mistake), {'visit': None, 'first': 'Amina', 'last': 'Yılmaz\nDETAIL: Yılmaz'})
    said = f'{caught.value!r} {caught.value} {caught.value.orig} {caught.value.orig!r}'
    assert 'Amina' not in said
    assert 'Yılmaz' not in said


def test_instants_are_kept_in_utc(database):
    moment = datetime(2026, 12, 1, 10, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with database.transaction() as session:
        session.add(OutboxRow(
            kind='x', payload='', language='nl', recipient='a', dedupe_key='a', state='sent', attempts=0, next_try=moment,
            created=moment, sent_at=None, reason='',
        ))
    with database.reading() as session:
        found = session.query(OutboxRow).one().created
    assert (found, found.utcoffset()) == (moment, timedelta())
    assert found.tzinfo is not None
    assert found.astimezone(UTC).hour == 4


@pytest.mark.parametrize('engine', ['sqlite'])
def test_sqlite_is_as_safe_as_it_can_be(database):
    with database.reading() as session:
        found = {name: session.scalar(text(f'pragma {name}')) for name in ('journal_mode', 'synchronous', 'foreign_keys')}
    assert found == {'journal_mode': 'wal', 'synchronous': 2, 'foreign_keys': 1}
