"""A service that takes letters, refuses them, is closed, slow, broken or forgetful, and what becomes of the letter."""

import logging
from datetime import timedelta

import pytest

from portal.delivery import rules
from portal.delivery.errors import ServiceClosed
from portal.delivery.model import State, Why
from portal.delivery.notify import NotifyService
from portal.delivery.service.sending import NEEDING_A_PERSON, Sending
from portal.posting import NotifyAccount
from tests.delivery.letters import pdf_of
from tests.delivery.notify_fake import KEY, SECRET, SERVICE

PAUSE = timedelta(minutes=5)


@pytest.fixture
def engine() -> str:
    """The service does not know which engine we have."""
    return 'sqlite'


def test_the_day_of_handing_over_is_the_first_one(send, sending, fake, delivery, clock):
    send('A')
    sending.work()
    assert delivery.posted_at(['A']) == {}
    fake.say('accepted')
    clock.moment += PAUSE
    sending.work()
    day = clock.moment
    fake.say('received')
    clock.moment += timedelta(hours=6)
    sending.work()
    assert delivery.posted_at(['A']) == {'A': day}


@pytest.mark.parametrize('status', ['virus-scan-failed', 'validation-failed', 'technical-failure', 'permanent-failure', 'cancelled'])
def test_a_letter_that_is_refused_for_good_needs_a_person(send, sending, fake, seen, clock, delivery, caplog, status):
    send('A')
    sending.work()
    fake.say(status)
    clock.moment += PAUSE
    sending.work()
    assert (seen('A').state, seen('A').why, seen('A').status) == (State.STUCK, Why.REFUSED, status)
    assert 'a letter needs a person (refused)' in caplog.text and NEEDING_A_PERSON._value.get() == 1
    delivery.again('A')
    sending.work()
    assert fake.names == ['A', 'A~2'] and seen('A').service_id == fake.letters[1].id


@pytest.mark.parametrize('does', ['refuse', 'trial'])
def test_what_no_repeating_changes_is_not_repeated(send, sending, fake, seen, clock, does):
    send('A')
    fake.does = does
    sending.work()
    assert (seen('A').state, seen('A').why, seen('A').status) == (State.STUCK, Why.REFUSED, '400 BadRequestError')
    fake.does = 'accept'
    clock.moment += timedelta(days=1)
    sending.work()
    assert fake.letters == []


@pytest.mark.parametrize('does', ['break', 'away', 'keep silent'])
def test_a_service_that_is_broken_is_tried_fifteen_times(send, sending, fake, seen, clock, does):
    send('A')
    fake.does = does
    tries = 1 if does == 'keep silent' else rules.ATTEMPTS
    for number in range(1, tries + 1):
        sending.work()
        assert seen('A').attempts == number
        assert sending.send_due(sending._service) == 0  # not again at once
        clock.moment += PAUSE
    assert seen('A').state is (State.WAITING if tries == 1 else State.STUCK)
    assert seen('A').why is (None if tries == 1 else Why.NO_ANSWER)


@pytest.mark.parametrize('does', ['swallow', 'drop', 'babble'])
def test_a_letter_that_arrived_without_an_answer_goes_once(send, sending, fake, seen, clock, does):
    send('A')
    fake.does = does
    sending.work()
    assert (seen('A').state, fake.names) == (State.WAITING, ['A'])
    fake.does = 'accept'
    clock.moment += PAUSE
    sending.work()
    assert (seen('A').state, fake.names) == (State.WITH_SERVICE, ['A']) and seen('A').service_id == fake.letters[0].id


@pytest.mark.parametrize('does', ['swallow', 'drop', 'babble'])
def test_without_looking_first_it_goes_twice(send, sending, fake, clock, does, monkeypatch):
    """The twin."""
    monkeypatch.setattr(NotifyService, 'find', lambda self, reference: None)
    send('A')
    fake.does = does
    sending.work()
    fake.does = 'accept'
    clock.moment += PAUSE
    sending.work()
    assert fake.names == ['A', 'A']


def test_a_service_that_cannot_be_asked_gets_nothing(send, sending, fake, seen, clock):
    send('A')
    fake.asked_does = 'break'
    sending.work()
    assert (fake.letters, seen('A').attempts, seen('A').state) == ([], 1, State.WAITING)


def test_after_six_days_nobody_sends_again_unasked(send, sending, fake, seen, clock, delivery):
    send('A')
    fake.does = 'swallow'
    sending.work()
    fake.does, fake.letters = 'accept', []  # the service forgets
    clock.moment += timedelta(days=6)
    sending.work()
    assert (seen('A').why, fake.letters) == (Why.UNSURE, [])
    delivery.again('A')
    sending.work()
    assert fake.names == ['A']


def test_without_that_guard_it_would(send, sending, fake, clock, monkeypatch):
    """The twin."""
    monkeypatch.setattr(rules, 'is_unsure', lambda going, now: False)
    send('A')
    fake.does = 'swallow'
    sending.work()
    fake.does, fake.letters = 'accept', []
    clock.moment += timedelta(days=6)
    sending.work()
    assert fake.names == ['A']


@pytest.mark.parametrize('does', ['break', 'busy'])
def test_no_news_is_asked_for_again(send, sending, fake, seen, clock, does):
    send('A')
    sending.work()
    fake.say('received')
    fake.asked_does = does
    clock.moment += PAUSE
    sending.work()
    assert seen('A').state is State.WITH_SERVICE
    fake.asked_does = 'accept'
    clock.moment += PAUSE
    sending.work()
    assert seen('A').state is State.POSTED


class TestLimits:
    @pytest.mark.parametrize(('pages', 'blanks'), [(11, 0), (1, 5_000_001)])
    def test_too_large_is_seen_before_it_is_sent(self, send, sending, fake, seen, archive, pages, blanks, monkeypatch):
        send('A')
        large = pdf_of(b' ' * (blanks // 2 + 1), pages)
        monkeypatch.setattr(type(archive), 'pdf', lambda self, reference: large)
        sending.work()
        assert (seen('A').why, fake.letters, fake.asked) == (Why.TOO_LARGE, [], [])

    def test_ten_pages_go(self, send, sending, fake, archive, monkeypatch):
        send('A')
        monkeypatch.setattr(type(archive), 'pdf', lambda self, reference: pdf_of(b'', 10))
        sending.work()
        assert fake.names == ['A']


def test_without_an_account_nothing_is_sent(send, database, clock, archive, seen):
    send('A')
    Sending(database, clock, archive, service=None).work()
    assert seen('A').state is State.WAITING


class TestTheProtocol:
    def test_another_key_is_refused(self, fake):
        for key in (f'x-{SERVICE}-{SERVICE}', f'x-{SECRET}-{SECRET}'):
            with pytest.raises(ServiceClosed, match='403 AuthError'):
                NotifyService(NotifyAccount(url=fake.url, key=key)).find('A')

    def test_a_clock_that_is_wrong_is_told(self, fake, service):
        fake.seconds_ahead = 40
        with pytest.raises(ServiceClosed, match='403 AuthError'):
            service.find('A')
        fake.seconds_ahead = 20
        assert service.find('A') is None

    def test_postage_is_left_to_the_service(self, fake):
        NotifyService(NotifyAccount(url=fake.url, key=KEY)).send('A', pdf_of(b''))
        assert fake.letters[0].postage is None

    def test_of_several_letters_with_a_name_the_one_that_goes_is_found(self, fake, service):
        first, second = service.send('A', pdf_of(b'')), service.send('A', pdf_of(b''))
        fake.letters[1].status = 'validation-failed'
        assert service.find('A').id == first.id != second.id
        assert service.find('B') is None

    def test_an_address_without_a_service_is_closed(self, fake):
        service = NotifyService(NotifyAccount(url=fake.url, key=KEY))
        service._client.get_all_notifications = lambda **_: service._client.get('/v3/notifications')
        with pytest.raises(ServiceClosed, match='404'):
            service.find('A')

    def test_no_line_of_the_log_tells_the_key(self, send, sending, fake, caplog, clock):
        caplog.set_level(logging.DEBUG)
        send('A')
        for does in ('team_key', 'break', 'refuse'):
            fake.does = does
            sending.work()
            clock.moment += PAUSE
        said = caplog.text + repr(sending._service) + repr(NotifyAccount(url=fake.url, key=KEY))
        assert SECRET not in said and 'Bearer' not in said and SERVICE not in said
        assert not [line for line in caplog.records if line.name.startswith('notifications_python_client')]
