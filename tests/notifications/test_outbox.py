"""A message is kept with its change, leaves when it can, and is not lost."""

import sqlite3
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.clock import SetClock
from portal.notifications.errors import Undeliverable
from portal.notifications.payload import packed, unpacked
from portal.notifications.service import ATTEMPTS, LEASE, Notifications
from portal.notifications.store import OutboxRow


class ChangeOfMind(Exception):
    """The use case around the message failed."""


def test_a_message_is_kept_and_leaves(put, notifications, postbag):
    put('a')
    assert notifications.waiting() == 1
    assert notifications.deliver(postbag) == 1
    assert notifications.waiting() == 0
    assert postbag.mails[0]['To'] == 'amina@mail.example'


def test_a_message_joins_the_callers_transaction(database, notifications, message):
    with database.transaction():
        notifications.put(message)
        assert notifications.waiting() == 0  # another connection does not see it yet
    assert notifications.waiting() == 1


def test_a_message_goes_when_the_callers_transaction_fails(database, notifications, message, postbag):
    with pytest.raises(ChangeOfMind), database.transaction():
        notifications.put(message)
        raise ChangeOfMind
    assert notifications.deliver(postbag) == 0


def test_the_same_key_twice_is_one_message(database, notifications, message, postbag):
    notifications.put(message)
    with database.transaction():
        notifications.put(message)
        notifications.put(replace(message, dedupe_key='other'))
    assert notifications.deliver(postbag) == 2


def test_a_key_stays_known_after_sending(put, notifications, postbag):
    put('a')
    notifications.deliver(postbag)
    put('a')
    assert notifications.deliver(postbag) == 0


def test_what_comes_out_is_what_went_in(message):
    assert unpacked('visit_booked', packed(message)) == (message.letter, message.calendar)
    alone = replace(message, calendar=None)
    assert unpacked('visit_booked', packed(alone)) == (message.letter, None)


def test_oldest_first_and_not_more_than_asked(put, notifications, clock, postbag):
    put('a', 'b')
    clock.moment -= timedelta(hours=1)
    put('c')
    clock.moment += timedelta(hours=1)
    assert notifications.deliver(postbag, count=2) == 2
    assert notifications.waiting() == 1
    assert notifications.deliver(postbag, count=2) == 1


def test_a_failed_message_waits_longer_each_time(put, notifications, clock, postbag):
    put('a')
    postbag.failure = OSError('down')
    pauses = []
    while notifications.failed() == 0:
        notifications.deliver(postbag)
        before = clock.moment
        while notifications.failed() == 0 and not _is_due(notifications, clock):
            clock.moment += timedelta(minutes=1)
        pauses.append(int((clock.moment - before).total_seconds() / 60))
    assert pauses == [1, 2, 4, 8, 16, 32, *[60] * 9, 0]


def _is_due(notifications: Notifications, clock: SetClock) -> bool:
    with notifications._database.reading() as session:
        due = session.scalars(select(OutboxRow.next_try).where(OutboxRow.state == 'waiting')).all()
    return bool(due) and min(due) <= clock.now()


def test_gives_up_in_the_end_and_keeps_the_reason(put, notifications, clock, postbag, database):
    put('a')
    postbag.failure = OSError('the server is down')
    for _ in range(ATTEMPTS + 3):
        notifications.deliver(postbag)
        clock.moment += timedelta(hours=2)
    assert (notifications.waiting(), notifications.failed()) == (0, 1)
    with database.reading() as session:
        row = session.execute(select(OutboxRow.attempts, OutboxRow.reason)).one()
    assert row == (ATTEMPTS, "OSError('the server is down')")


def test_gives_up_at_once_when_trying_again_is_no_use(put, notifications, postbag):
    put('a')
    postbag.failure = Undeliverable('no such person')
    notifications.deliver(postbag)
    assert (notifications.waiting(), notifications.failed()) == (0, 1)


@pytest.mark.parametrize('change', [
    {'payload': '{}'}, {'payload': 'no json'}, {'kind': 'unknown'}, {'recipient': 'a@b.example\r\nBcc: c@d.example'},
    {'recipient': 'a@b.example, c@d.example'}, {'recipient': ''}, {'recipient': '@'}, {'recipient': 'a b@c.example'},
])
def test_one_broken_message_does_not_stop_the_others(put, notifications, database, postbag, change):
    put('a', 'b')
    with database.transaction() as session:
        session.execute(update(OutboxRow).where(OutboxRow.dedupe_key == 'a').values(**change))
    assert notifications.deliver(postbag) == 1
    assert notifications.failed() == 1


def test_a_message_in_hand_is_not_given_to_another(put, notifications, clock):
    class Other:
        """Looks for work while the first is sending."""

        def send(self, mail: object) -> None:
            assert notifications.deliver(self) == 0

    put('a')
    assert notifications.deliver(Other()) == 1


def test_what_a_dead_worker_held_is_sent_after_its_lease(put, notifications, clock, postbag):
    class Dying:
        """Does not come back."""

        def send(self, mail: object) -> None:
            postbag.send(mail)
            raise KeyboardInterrupt

    put('a')
    with pytest.raises(KeyboardInterrupt):
        notifications.deliver(Dying())
    clock.moment += LEASE - timedelta(seconds=1)
    assert notifications.deliver(postbag) == 0
    clock.moment += timedelta(seconds=1)
    assert notifications.deliver(postbag) == 1
    assert len(postbag.ids) == 2
    assert len(set(postbag.ids)) == 1


def test_nothing_is_sent_after_the_lease(put, notifications, clock, postbag):
    class Slow:
        """Takes longer over one mail than a lease lasts."""

        def send(self, mail: object) -> None:
            postbag.send(mail)
            clock.moment += LEASE

    put('a', 'b')
    assert notifications.deliver(Slow()) == 1
    assert notifications.deliver(postbag) == 1
    assert len(set(postbag.ids)) == 2


def test_a_latecomer_does_not_undo_what_another_did(put, notifications, clock, postbag):
    class Late:
        """Fails after its lease went to another, who succeeded."""

        def send(self, mail: object) -> None:
            clock.moment += LEASE
            assert notifications.deliver(postbag) == 1
            raise OSError

    put('a')
    assert notifications.deliver(Late()) == 0
    assert (notifications.waiting(), notifications.failed()) == (0, 0)
    clock.moment += timedelta(days=1)
    assert notifications.deliver(postbag) == 0


def test_sent_messages_are_forgotten_in_time(put, notifications, clock, postbag):
    put('a')
    notifications.deliver(postbag)
    clock.moment += timedelta(days=30)
    put('b')
    assert notifications.forget_sent(timedelta(days=31)) == 0
    assert notifications.forget_sent(timedelta(days=29)) == 1
    assert notifications.waiting() == 1


def test_keeping_a_message_is_cheap(database, notifications, message):
    """Every booking pays for it; the limit is wide, for a busy machine."""
    with database.transaction():
        notifications.put(message)
        start = time.process_time()
        for number in range(500):
            notifications.put(replace(message, dedupe_key=f'key {number}'))
        spent = time.process_time() - start
    assert spent / 500 < 0.002


def test_keeps_instants_in_utc(put, database, tmp_path):
    put('a')
    with sqlite3.connect(tmp_path / 'portal.sqlite') as connection:
        assert connection.execute('select created, state from outbox').fetchone() == ('2026-11-23 10:00:00.000000', 'waiting')
