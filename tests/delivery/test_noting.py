"""Letters that begin to wait, that are printed at a counter, and that a person takes in hand. On both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from portal import schema
from portal.database import Database
from portal.delivery.errors import NotStuck
from portal.delivery.model import State, Way, Why
from portal.delivery.service import Delivery
from portal.delivery.store.goings import GoingStore
from portal.letters.errors import LetterUnknown


class TestWaiting:
    def test_begins_when_the_letter_is_kept(self, send, seen, clock):
        send('A')
        one = seen('A')
        assert (one.way, one.state, one.waiting_since, one.next_try) == (Way.NOTIFY, State.WAITING, clock.moment, clock.moment)

    @pytest.mark.parametrize('way', [None])
    def test_does_not_begin_where_nobody_posts(self, send, delivery):
        send('A')
        assert delivery.of(['A']) == {} and delivery.counts() == []

    def test_begins_once_for_a_letter_that_is_sent_once(self, send, seen, clock):
        send('A')
        clock.moment += timedelta(hours=1)
        send('A')
        assert seen('A').waiting_since == clock.moment - timedelta(hours=1)

    def test_begins_with_the_letter_or_neither(self, send, delivery, archive, monkeypatch):
        def full(self, reference, way, *, now):
            raise OSError('the disk is full')

        with monkeypatch.context() as patch:
            patch.setattr(GoingStore, 'expect', full)
            with pytest.raises(OSError, match='full'):
                send('A')
        with pytest.raises(LetterUnknown):
            archive.get('A')
        assert delivery.of(['A']) == {}

    def test_ends_with_the_transaction_that_sent_it(self, send, database: Database, delivery):
        with pytest.raises(ZeroDivisionError), database.transaction():
            send('A')
            raise ZeroDivisionError
        assert delivery.of(['A']) == {}


class TestPrintedHere:
    def test_is_noted_and_counted(self, send, delivery: Delivery, clock):
        send('A')
        delivery.printed_here('A', by='clerk:joris')
        clock.moment += timedelta(hours=1)
        delivery.printed_here('A', by='clerk:elena')
        waiting, printed = sorted(delivery.of(['A'])['A'], key=lambda one: one.way)
        assert waiting.state is State.WAITING  # what was printed here goes by post all the same
        assert (printed.state, printed.attempts, printed.by) == (State.PRINTED, 2, 'clerk:elena')
        assert printed.gone_at == clock.moment and delivery.posted_at(['A']) == {}

    def test_needs_a_letter(self, delivery):
        with pytest.raises(LetterUnknown):
            delivery.printed_here('nothing', by='clerk:joris')

    def test_goes_with_the_transaction(self, send, delivery, database):
        send('A')
        with pytest.raises(ZeroDivisionError), database.transaction():
            delivery.printed_here('A', by='clerk:joris')
            raise ZeroDivisionError
        assert len(delivery.of(['A'])['A']) == 1


class TestAPerson:
    @pytest.fixture
    def stick(self, send, seen, database, clock):
        """Lets the letter A be stuck."""

        def stick(why: Why) -> None:
            send('A')
            with database.transaction() as session:
                [leased] = GoingStore(session).lease(clock.now(), 1, until=clock.now())
                assert GoingStore(session).move(leased, State.STUCK, why=why, service_id='1', status='x')

        return stick

    @pytest.mark.parametrize(('why', 'round', 'forgets'), [
        (Why.DAMAGED, 0, False), (Why.TOO_LARGE, 0, False), (Why.NO_ANSWER, 0, False), (Why.UNSURE, 0, True),
        (Why.NO_NEWS, 0, True), (Why.REFUSED, 1, True),
    ])
    def test_sends_a_letter_on(self, stick, seen, delivery, why, round, forgets):
        stick(why)
        assert [one.why for one in delivery.stuck()] == [why]
        delivery.again('A')
        one = seen('A')
        assert (one.state, one.attempts, one.why, one.service_id, one.status) == (State.WAITING, 0, None, '', '')
        assert (one.round, one.tried_at is None) == (round, forgets)

    def test_posts_a_letter_in_another_way(self, stick, seen, delivery, clock):
        stick(Why.TOO_LARGE)
        delivery.by_hand('A', by='joris')
        assert (seen('A').state, seen('A').by) == (State.BY_HAND, 'joris')
        assert delivery.posted_at(['A', 'B']) == {'A': clock.moment}

    def test_has_nothing_to_do_with_others(self, send, delivery):
        send('A')
        for reference in ('A', 'nothing'):
            with pytest.raises(NotStuck):
                delivery.again(reference)
            with pytest.raises(NotStuck):
                delivery.by_hand(reference, by='joris')


def test_a_letter_goes_on_from_where_it_was_seen_only(send, seen, database):
    send('A')
    with database.transaction() as session:
        store = GoingStore(session)
        assert not store.move(seen('A'), State.POSTED)  # no state from which that follows
        assert not store.move(replace(seen('A'), attempts=3), State.SENDING)  # another one had it meanwhile
        assert store.move(seen('A'), State.SENDING)


def test_counts_say_how_far_letters_are(send, delivery, clock):
    send('A', 'B')
    delivery.printed_here('A', by='clerk:joris')
    told = [(one.way, one.state, one.count, one.oldest) for one in delivery.counts()]
    assert told == [(Way.NOTIFY, State.WAITING, 2, clock.moment), (Way.PRINTED_HERE, State.PRINTED, 1, clock.moment)]


def test_many_letters_are_found_in_one_question(send, delivery):
    names = [f'A{number}' for number in range(5)]
    send(*names)
    delivery.printed_here('A3', by='clerk:joris')
    for asked in (names[:1], names[:2], names[:3], names, [*names, 'no-letter']):
        found = delivery.of(asked)
        assert {name: [one.way for one in ways] for name, ways in found.items()} == {
            name: [Way.NOTIFY, Way.PRINTED_HERE] if name == 'A3' else [Way.NOTIFY] for name in asked if name in names
        }


def test_it_goes_when_its_letter_goes(send, delivery, archive, clock, database):
    clock.moment -= timedelta(days=2000)
    send('A')
    clock.moment += timedelta(days=1)
    send('B')
    assert archive.remove_before(clock.moment, 10) == 1
    assert set(delivery.of(['A', 'B'])) == {'B'}


def test_the_migration_goes_down_and_up_again_with_letters(send, delivery, database, archive):
    send('A')
    schema.downgrade(database, '0007')
    assert not inspect(database.engine).has_table('letter_delivery')
    schema.upgrade(database)
    assert delivery.counts() == [] and archive.get('A')
    send('B')
    with database.transaction() as session, pytest.raises(IntegrityError):
        session.execute(text("UPDATE letter_delivery SET reference = 'nothing'"))
