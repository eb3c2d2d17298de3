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
