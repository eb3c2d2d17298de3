"""A message that does not leave is tried again; one in hand belongs to one worker, until its lease ends."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.clock import SetClock
from portal.notifications.errors import Undeliverable
from portal.notifications.service import ATTEMPTS, LEASE, Notifications
from portal.notifications.store import OutboxRow, OutboxStore


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


def test_a_latecomer_does_not_take_away_what_another_holds(put, notifications, clock, database, postbag):
    class Late:
        """Fails after its lease went to another, who is still busy."""

        def send(self, mail: object) -> None:
            clock.moment += LEASE
            with database.transaction() as session:
                [held] = OutboxStore(session).lease(clock.now(), 1, until=clock.now() + LEASE)
            assert held.attempt == 2
            raise OSError

    put('a')
    notifications.deliver(Late())
    clock.moment += LEASE - timedelta(seconds=1)
    assert notifications.deliver(postbag) == 0


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
