"""Letters to a service that takes them, refuses them, is closed, slow, broken or forgetful. On both engines."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.database import Database
from portal.delivery import rules
from portal.delivery.model import AtService, State, Why
from tests.delivery.notify_fake import Fake

PAUSE = timedelta(minutes=5)


def test_a_letter_arrives_as_it_was_archived(send, sending, archive, fake: Fake, seen, clock):
    send('A')
    sending.work()
    [letter] = fake.letters
    assert (letter.reference, letter.pdf, letter.postage) == ('A', archive.pdf('A'), 'second')
    one = seen('A')
    assert (one.state, one.service_id, one.attempts) == (State.WITH_SERVICE, letter.id, 1)
    assert (one.next_try, one.gone_at) == (clock.moment + PAUSE, None)


def test_letters_go_in_the_order_in_which_they_came(send, sending, fake, clock):
    for reference in 'CAB':
        send(reference)
        clock.moment += timedelta(seconds=1)
    sending.work()
    assert fake.names == ['C', 'A', 'B']


def test_its_way_is_followed_until_it_is_posted(send, sending, fake, seen, clock):
    send('A')
    sending.work()
    told = []
    for status, pause in (
        ('pending-virus-check', PAUSE), ('accepted', PAUSE), ('accepted', timedelta(hours=6)), ('received', timedelta(hours=6)),
    ):
        fake.say(status)
        clock.moment += pause
        sending.work()
        told.append((seen('A').state, seen('A').status, seen('A').next_try and seen('A').next_try - clock.moment))
    assert told == [
        (State.WITH_SERVICE, 'pending-virus-check', PAUSE), (State.HANDED_OVER, 'accepted', timedelta(hours=6)),
        (State.HANDED_OVER, 'accepted', timedelta(hours=6)), (State.POSTED, 'received', None),
    ]
    asked = len(fake.asked)
    clock.moment += timedelta(days=1)
    sending.work()
    assert (len(fake.asked), fake.names) == (asked, ['A'])


@pytest.mark.parametrize('does', ['team_key', 'busy'])
def test_a_service_that_is_closed_costs_no_try(send, sending, fake, seen, clock, does, caplog):
    send('A', 'B')
    fake.does = does
    for _ in range(rules.ATTEMPTS + 5):
        sending.work()
        clock.moment += PAUSE
    assert {(seen(one).state, seen(one).attempts, seen(one).tried_at) for one in 'AB'} == {(State.WAITING, 0, None)}
    assert len(fake.asked) == rules.ATTEMPTS + 5  # whoever hears it does not try the other letter
    assert 'the service takes no letters of ours now' in caplog.text
    clock.moment += timedelta(days=7)
    fake.does = 'accept'
    sending.work()
    assert fake.names == ['A', 'B']


@pytest.mark.parametrize(('forgets', 'state', 'why'), [
    ('pending-virus-check', State.STUCK, Why.NO_NEWS), ('accepted', State.HANDED_OVER, None),
])
def test_a_letter_that_the_service_forgot(send, sending, fake, seen, clock, forgets, state, why):
    send('A')
    sending.work()
    fake.say(forgets)
    clock.moment += PAUSE
    sending.work()
    fake.letters.clear()
    clock.moment += timedelta(hours=6)
    sending.work()
    assert (seen('A').state, seen('A').why, seen('A').status, seen('A').next_try) == (state, why, forgets, None)


def test_a_damaged_letter_is_set_aside_and_others_go(send, sending, fake, seen, archive, database: Database):
    send('A', 'B')
    damage(database, archive.get('A').hash)
    sending.work()
    assert (seen('A').why, fake.names) == (Why.DAMAGED, ['B'])


def damage(database: Database, name: str) -> None:
    """Change a file of the archive behind its back."""
    with database.transaction() as session:
        session.execute(text('DROP TRIGGER letter_file_update' + ('' if database.is_sqlite else ' ON letter_file')))
        session.execute(text('UPDATE letter_file SET bytes = :no WHERE hash = :name'), {'no': b'%PDF-no', 'name': name})


def test_a_letter_in_hand_is_not_given_to_another(send, sending, fake, database, clock, archive):
    class Slow:
        """While it sends, another worker looks for work."""

        def find(self, reference: str) -> None:
            assert sending.send_due(self) == 0

        def send(self, reference: str, pdf: bytes) -> AtService:
            return AtService(id='1')

    send('A')
    assert sending.send_due(Slow()) == 1


def test_nothing_is_begun_when_the_lease_is_nearly_over(send, sending, seen, clock):
    sent = []

    class Slow:
        """Takes five minutes over a letter."""

        def find(self, reference: str) -> None:
            sent.append(reference)
            clock.moment += timedelta(minutes=5, seconds=1)

        def send(self, reference: str, pdf: bytes) -> AtService:
            return AtService(id=reference)

    send('A', 'B')
    assert sending.send_due(Slow()) == 1
    assert sent == ['A'] and (seen('B').state, seen('B').attempts) == (State.WAITING, 0)


def test_a_letter_that_takes_every_worker_down_is_given_up(send, sending, seen, clock):
    class Deadly:
        """Takes the worker down."""

        def find(self, reference: str) -> None:
            raise KeyboardInterrupt

    send('A')
    for _ in range(rules.ATTEMPTS):
        with pytest.raises(KeyboardInterrupt):
            sending.send_due(Deadly())
        clock.moment += rules.LEASE
    sending.send_due(Deadly())
    assert seen('A').why is Why.NO_ANSWER
