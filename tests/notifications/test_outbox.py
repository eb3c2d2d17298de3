"""A message is kept with the change that caused it, once, and for so long as it is needed."""

import time
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from portal.notifications.payload import packed, unpacked
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


def test_keeps_instants_in_utc(put, database, clock):
    put('a')
    with database.reading() as session:
        kept = session.scalars(select(OutboxRow.created)).one()
    assert (kept, kept.utcoffset()) == (clock.now(), timedelta())


def test_a_message_that_was_given_up_is_forgotten_too(put, notifications, database, clock, postbag):
    put('a', to='nobody at all')
    assert notifications.deliver(postbag) == 0
    assert notifications.failed() == 1
    later = clock.now() + timedelta(days=2)
    assert notifications.over_before(later).overdue == 1
    assert notifications.remove_over(later, 10) == 1


def test_forgetting_goes_in_steps_and_leaves_what_has_yet_to_leave(put, notifications, clock, postbag):
    put('a', 'b', 'c')
    notifications.deliver(postbag)
    put('d')
    clock.moment += timedelta(days=40)
    before = clock.now() - timedelta(days=30)
    assert notifications.over_before(before).count == 4
    assert [notifications.remove_over(before, 2) for _ in range(3)] == [2, 1, 0]
    assert notifications.waiting() == 1


def test_the_outbox_remembers_until_when_it_forgot(put, notifications, clock, postbag):
    assert notifications.kept_since() is None
    put('a')
    notifications.deliver(postbag)
    moment = clock.now() + timedelta(days=1)
    assert notifications.remove_over(clock.now() - timedelta(days=1), 10) == 0
    assert notifications.kept_since() is None
    notifications.remove_over(moment, 10)
    put('b')
    notifications.deliver(postbag)
    notifications.remove_over(clock.now() + timedelta(seconds=1), 10)
    assert notifications.kept_since() == moment  # the later of the two


def test_messages_are_found_by_what_they_are_about(put, notifications):
    put('visit:1:0', 'visit:1:1', 'visit:2:0', 'contact:%:1', 'contact:a:1', 'contact:a:2')
    assert [one.dedupe_key for one in notifications.about(['visit:1:0', 'visit:1:1', 'visit:9:0'])] == [
        'visit:1:0', 'visit:1:1']
    assert len(notifications.about([], prefixes=['contact:a:'])) == 2
    assert len(notifications.about([], prefixes=['contact:%:'])) == 1
    assert notifications.about([]) == ()
    [found] = notifications.about(['visit:2:0'])
    assert notifications.letter_of(found).code == 'K7P4-2MXD'
    assert notifications.letter_of(replace(found, kind='nothing')) is None
