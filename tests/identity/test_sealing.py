"""Seals over the access log: whoever touches a line or a seal is seen. On both engines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import text

from portal.clock import SetClock
from portal.database import Database
from portal.identity.model.sealing import Verdict, Wrong
from portal.identity.rules import sealing as rules
from portal.identity.service import AccessLog, Sealing
from portal.identity.store.sealing import SealStore
from tests.identity.looks import AMINA, YUSUF, note

TRIGGERS = {
    'access_log': ('access_log_update', 'access_log_delete'),
    'access_seal': ('access_seal_update', 'access_seal_delete'),
}
COLUMNS = ('activity, subject, room, actor, actor_name, role, session, reason, words, had_visit, started, ended, outcome, '
           'trace_id, span_id, parent')


@contextmanager
def unguarded(database: Database) -> Iterator[Callable[[str], Any]]:
    """Somebody with power over the database takes the triggers away."""
    with database.transaction() as session:
        for table, names in TRIGGERS.items():
            for name in names:
                there = f'IF EXISTS {name}' + ('' if database.is_sqlite else f' ON {table}')
                session.execute(text(f'DROP TRIGGER {there}'))
        yield lambda statement: session.execute(text(statement))


@pytest.fixture
def sealed(access_log: AccessLog, sealing: Sealing) -> Sealing:
    """Three seals over three lines each: 1-3, 4-6, 7-9."""
    for _ in range(3):
        for person in (AMINA, YUSUF, AMINA):
            note(access_log, person)
        sealing.seal()
    return sealing


def wrong(verdict: Verdict) -> list[tuple[str, int]]:
    return [(fault.wrong.value, fault.seal) for fault in verdict.faults]


def test_what_nobody_touched_is_right(sealed: Sealing, access_log: AccessLog) -> None:
    note(access_log)
    verdict = sealed.verify()
    assert (verdict.faults, verdict.seals, verdict.lines, verdict.unsealed) == ((), 3, 10, 1)
    assert sealed.verify(verdict.head).faults == ()
    assert sealed.seal()[0].previous == verdict.head
    assert sealed.verify().unsealed == 0 and sealed.seal() == []


TOUCHED = {
    'a line is changed': ("UPDATE access_log SET reason = 'phone' WHERE id = 5", [('changed', 2)]),
    'a name is changed': ("UPDATE access_log SET actor_name = 'Lou' WHERE id = 2", [('changed', 1)]),
    'a line is given to another': (
        'UPDATE access_log SET subject = (SELECT subject FROM access_log WHERE id = 1) WHERE id = 8', [('changed', 3)]),
    'a line is removed': ('DELETE FROM access_log WHERE id = 4', [('removed', 2)]),
    'a seal is emptied': ('DELETE FROM access_log WHERE id < 4', [('removed', 1)]),
    'a line is slipped in': (
        f'INSERT INTO access_log (id, {COLUMNS}) SELECT -1, {COLUMNS} FROM access_log WHERE id = 1', [('added', 1)]),
    'two lines change places': (
        'UPDATE access_log SET id = 100 WHERE id = 1; UPDATE access_log SET id = 1 WHERE id = 2; '
        'UPDATE access_log SET id = 2 WHERE id = 100', [('changed', 1)]),
    'a seal is changed': ('UPDATE access_seal SET count = 2 WHERE number = 2', [('added', 2), ('seal broken', 2)]),
    'a digest is changed': (
        f"UPDATE access_seal SET digest = '{'0' * 64}' WHERE number = 1", [('seal broken', 1), ('seal broken', 2)]),
    'a seal is removed': ('DELETE FROM access_seal WHERE number = 2', [('seal missing', 2), ('added', 3)]),
    'a seal pretends that lines were old': (
        'UPDATE access_seal SET emptied = 1 WHERE number = 3; DELETE FROM access_log WHERE id < 4',
        [('removed', 1), ('seal broken', 3)]),
}


@pytest.mark.parametrize('case', TOUCHED)
def test_whoever_touches_it_is_seen(sealed: Sealing, database: Database, case: str) -> None:
    """ASVS 16.4.2, and the twin of the triggers: without them a change is possible, and seen."""
    statements, expected = TOUCHED[case]
    with unguarded(database) as run:
        for statement in statements.split('; '):
            run(statement)
    assert wrong(sealed.verify()) == expected


def test_a_seal_made_again_is_seen_by_the_head_that_was_kept(
    sealed: Sealing, access_log: AccessLog, database: Database,
) -> None:
    """Whoever can write all tables can seal anew; the digest that was kept elsewhere tells."""
    head = sealed.verify().head
    with unguarded(database) as run:
        run('DELETE FROM access_log WHERE id = 8')
        run('DELETE FROM access_seal WHERE number = 3')
    sealed.seal()
    assert sealed.verify().faults == ()
    assert wrong(sealed.verify(head)) == [('head unknown', 0)]


def test_without_comparing_digests_a_change_goes_unseen(
    sealed: Sealing, database: Database, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The twin: the digest is what finds it."""
    with unguarded(database) as run:
        run("UPDATE access_log SET reason = 'phone' WHERE id = 5")
    monkeypatch.setattr(rules, '_wrong_under', lambda *_, **__: None)
    assert sealed.verify().faults == ()


def test_a_seal_holds_only_so_many_lines(
    access_log: AccessLog, sealing: Sealing, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr('portal.identity.service.sealing.BATCH', 2)
    for _ in range(5):
        note(access_log)
    assert [(seal.first, seal.last, seal.count) for seal in sealing.seal()] == [(1, 2, 2), (3, 4, 2), (5, 5, 1)]
    assert sealing.verify().faults == ()


class TestOldLines:
    """Old lines are removed; their seals stay, and prove the rest."""

    def test_are_removed_with_their_whole_seal(self, access_log: AccessLog, sealing: Sealing, clock: SetClock) -> None:
        today, clock.moment = clock.moment, datetime(2020, 1, 6, 9, tzinfo=UTC)
        note(access_log)
        sealing.seal()
        clock.moment = today
        note(access_log)
        assert sealing.remove_old() == 1
        sealing.seal()
        note(access_log)
        assert sealing.remove_old() == 0
        assert (sealing.verify().faults, sealing.verify().lines, sealing.verify().seals) == ((), 2, 3)

    def test_that_come_back_are_seen(self, access_log, sealing, clock, database) -> None:
        self.test_are_removed_with_their_whole_seal(access_log, sealing, clock)
        with unguarded(database) as run:
            run(f'INSERT INTO access_log (id, {COLUMNS}) SELECT 1, {COLUMNS} FROM access_log WHERE id = 2')
        assert wrong(sealing.verify()) == [('added', 1)]

    def test_young_ones_are_not_removed_whatever_the_settings_say(self, database, clock, access_log) -> None:
        """ASVS 14.2.7 and 16.4.2: at least half a year."""
        short = Sealing(database, clock, kept=timedelta(days=1))
        note(access_log)
        short.seal()
        clock.moment += timedelta(days=100)
        assert short.remove_old() == 0


class Writers:
    """Several threads that note looks until they are told to stop."""

    def __init__(self, log: AccessLog, count: int) -> None:
        self._log, self._over, self.failed = log, Event(), []
        self._threads = [Thread(target=self._write) for _ in range(count)]

    def _write(self) -> None:
        while not self._over.is_set():
            try:
                note(self._log)
            except Exception as error:
                self.failed.append(error)
                return

    def __enter__(self) -> 'Writers':
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()


def test_sealing_while_many_write_loses_nothing(access_log: AccessLog, sealing: Sealing) -> None:
    with Writers(access_log, 4) as writers:
        for _ in range(12):
            sealing.seal()
    sealing.seal()
    verdict = sealing.verify()
    assert writers.failed == []
    assert (verdict.faults, verdict.unsealed) == ((), 0) and verdict.lines > 20


class TestLateLine:
    """PostgreSQL gives out numbers before a transaction ends: a lower number may appear after a higher one."""

    @pytest.fixture
    def engine(self) -> str:
        return 'postgresql'

    def late(self, access_log: AccessLog, sealing: Sealing, database: Database) -> Verdict:
        """One writer takes a number and ends only after the seal was asked for; another is faster."""
        held, sealed = Event(), Event()

        def write_slowly() -> None:
            with database.transaction():
                note(access_log)
                held.set()
                sealed.wait(0.5)

        slow = Thread(target=write_slowly)
        slow.start()
        assert held.wait(5)
        note(access_log, YUSUF)
        sealing.seal()
        sealed.set()
        slow.join()
        sealing.seal()
        return sealing.verify()

    def test_is_waited_for(self, access_log, sealing, database) -> None:
        assert self.late(access_log, sealing, database).faults == ()

    def test_slips_through_without_the_lock(self, access_log, sealing, database, monkeypatch) -> None:
        """The twin: without waiting, the line is one that somebody added."""
        monkeypatch.setattr(SealStore, 'wait_for_writers', lambda self: None)
        assert wrong(self.late(access_log, sealing, database)) == [(Wrong.ADDED.value, 1)]


def test_two_who_seal_at_once_make_one_chain(access_log: AccessLog, sealing: Sealing) -> None:
    for _ in range(20):
        note(access_log)
    threads = [Thread(target=sealing.seal) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    verdict = sealing.verify()
    assert (verdict.faults, verdict.seals, verdict.unsealed) == ((), 1, 0)
