"""The mail itself, and the servers that take it, refuse it, drop it or are slow."""

import mailbox
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from icalendar import Calendar

from portal.notifications.composing import Composer
from portal.notifications.errors import UnknownMailbox, UnsafeMailServer
from portal.notifications.mail import MaildirSender, SmtpSender, sender_for
from portal.notifications.service import Notifications


class MailServer:
    """A mail server that does to a mail what it is told: `accept`, `refuse`, `later`, `busy` or `drop`."""

    def __init__(self) -> None:
        self.does = 'accept'
        self.mails: list[EmailMessage] = []
        self.envelopes: list[Envelope] = []

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str],
    ) -> str:
        answers = {'refuse': '550 no such person', 'later': '450 try again later'}
        if self.does in answers:
            return answers[self.does]
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.envelopes.append(envelope)
        self.mails.append(message_from_bytes(envelope.content, policy=default))  # type: ignore[arg-type]
        if self.does == 'drop':
            server.transport.abort()
        return '451 busy' if self.does == 'busy' else '250 OK'


@pytest.fixture
def server() -> MailServer:
    return MailServer()


@pytest.fixture
def smtp(server: MailServer) -> Iterator[SmtpSender]:
    with socket.create_server(('127.0.0.1', 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(server, hostname='127.0.0.1', port=port)
    controller.start()
    yield SmtpSender(host='127.0.0.1', port=port, timeout=5)
    controller.stop()


def _parts(mail: EmailMessage) -> dict[str, EmailMessage]:
    return {part.get_content_type(): part for part in mail.walk() if not part.is_multipart()}


def test_what_a_reader_gets(put, notifications, smtp, server, message):
    put('a')
    assert notifications.deliver(smtp) == 1
    [mail] = server.mails
    assert mail['From'] == 'Helder Loket <noreply@loket.example>'
    assert mail['To'] == 'amina@mail.example'
    assert mail['Subject'] == 'Uw afspraak staat vast'
    assert mail['Auto-Submitted'] == 'auto-generated'
    assert mail['Date'].datetime.isoformat() == '2026-11-23T10:00:00+00:00'
    assert list(_parts(mail)) == ['text/plain', 'text/html', 'text/calendar']
    assert mail.get_content_type() == 'multipart/alternative'


def test_the_text_is_the_letters_text(put, notifications, smtp, server, message, composer):
    put('a')
    notifications.deliver(smtp)
    parts = _parts(server.mails[0])
    for kind, form in (('text/plain', composer.letters.text), ('text/html', composer.letters.html)):
        assert parts[kind].get_content().splitlines() == form(message.letter, 'nl').splitlines()


@pytest.mark.parametrize(('cancelled', 'method'), [(False, 'REQUEST'), (True, 'CANCEL')])
def test_the_calendar_part_says_what_it_asks(put, notifications, smtp, server, entry, cancelled, method):
    put('a', calendar=replace(entry, cancelled=cancelled))
    notifications.deliver(smtp)
    part = _parts(server.mails[0])['text/calendar']
    assert part['Content-Type'].params == {'charset': 'utf-8', 'method': method}
    file = part.get_payload(decode=True)
    assert file.count(b'\r\n') == file.count(b'\n')
    assert Calendar.from_ical(file)['method'] == method


def test_without_calendar_entry(put, notifications, smtp, server):
    put('a', calendar=None)
    notifications.deliver(smtp)
    assert 'text/calendar' not in _parts(server.mails[0])


def test_the_message_id_is_that_of_the_key(put, notifications, smtp, server, clock):
    put('a', 'b')
    server.does = 'drop'
    assert notifications.deliver(smtp) == 0
    server.does = 'accept'
    clock.moment += timedelta(minutes=1)
    assert notifications.deliver(smtp) == 2
    ids = [mail['Message-ID'] for mail in server.mails]
    assert ids[:2] == ids[2:]
    assert len(set(ids)) == 2
    assert all(name.endswith('@loket.example>') for name in ids)


def test_dropped_after_data_is_sent_again(put, notifications, smtp, server, clock):
    put('a')
    server.does = 'drop'
    assert notifications.deliver(smtp) == 0
    assert (notifications.waiting(), notifications.failed()) == (1, 0)


@pytest.mark.parametrize(('does', 'waiting', 'failed'), [('refuse', 0, 1), ('later', 1, 0), ('busy', 1, 0)])
def test_a_refusal_for_good_is_not_tried_again(put, notifications, smtp, server, does, waiting, failed):
    put('a')
    server.does = does
    assert notifications.deliver(smtp) == 0
    assert (notifications.waiting(), notifications.failed()) == (waiting, failed)


def test_a_server_that_is_not_there(put, notifications):
    put('a')
    with socket.socket() as taken:
        taken.bind(('127.0.0.1', 0))
        assert notifications.deliver(SmtpSender(host='127.0.0.1', port=taken.getsockname()[1])) == 0
    assert notifications.waiting() == 1


def test_a_slow_server_is_not_waited_for_long(put, notifications, database, message):
    put('a')
    with socket.create_server(('127.0.0.1', 0)) as silent:
        start = time.monotonic()
        sender = SmtpSender(host='127.0.0.1', port=silent.getsockname()[1], timeout=0.3)
        assert notifications.deliver(sender) == 0
    assert time.monotonic() - start < 3
    assert notifications.waiting() == 1


def test_others_can_write_while_a_server_is_slow(put, notifications):
    class Slow:
        """In the middle of sending, another message is put: no transaction is open."""

        def send(self, mail: EmailMessage) -> None:
            put('b')

    put('a')
    assert notifications.deliver(Slow()) == 1
    assert notifications.waiting() == 1


@pytest.mark.parametrize('name', ['Jan\r\nBcc: evil@evil.example', 'Jan\n\n<h1>x</h1>', 'Jan\r\n.\r\nQUIT\r\n', '\x00' * 9])
def test_a_name_adds_no_header_and_no_part(put, notifications, smtp, server, message, name):
    put('a', letter=replace(message.letter, persons=(name,)))
    assert notifications.deliver(smtp) == 1
    [mail] = server.mails
    assert sorted(mail.keys()) == sorted(set(mail.keys()))
    assert 'Bcc' not in mail
    assert server.envelopes[0].rcpt_tos == ['amina@mail.example']
    assert len(_parts(mail)) == 3


@pytest.mark.parametrize('key', ['a\r\nBcc: x@evil.example', '>' * 9, 'ë', ' '])
def test_a_key_adds_no_header(put, notifications, smtp, server, key):
    put(key)
    assert notifications.deliver(smtp) == 1
    assert server.mails[0]['Message-ID'].count('>') == 1
    assert 'Bcc' not in server.mails[0]


def test_the_subject_is_the_same_for_everybody(composer, message):
    other = replace(message.letter, persons=('Bob',), code='XXXX', service={'nl': 'x', 'en': 'y'})
    assert composer.letters.subject(other, 'nl') == composer.letters.subject(message.letter, 'nl')


def test_the_demos_mailbox(put, notifications, tmp_path):
    put('a')
    assert notifications.deliver(sender_for(f'maildir:{tmp_path / "mailbox"}')) == 1
    [mail] = mailbox.Maildir(tmp_path / 'mailbox')
    assert mail['To'] == 'amina@mail.example'


def test_a_password_is_not_sent_in_the_open(smtp, monkeypatch):
    monkeypatch.setattr('portal.notifications.mail.OWN_MACHINE', set())
    with pytest.raises(UnsafeMailServer):
        replace(smtp, user='u', password='p').send(EmailMessage())


@pytest.mark.parametrize(('url', 'sender'), [
    ('smtp://mail.example', SmtpSender(host='mail.example', port=25)),
    ('smtp://mail.example:587', SmtpSender(host='mail.example', port=587)),
    ('smtps://us%40er:p%3Aw@mail.example', SmtpSender(
        host='mail.example', port=465, encrypted=True, user='us@er', password='p:w')),
    ('maildir:/var/mail', MaildirSender(folder=Path('/var/mail'))),
])
def test_the_address_names_the_engine(url, sender):
    assert sender_for(url) == sender


@pytest.mark.parametrize('url', ['', 'maildir:', 'smtp:', 'smtp://', 'http://mail.example', 'mail.example', 'smtp://h:x'])
def test_an_address_that_names_no_engine(url):
    with pytest.raises(UnknownMailbox):
        sender_for(url)


def test_composer_needs_an_own_address(notifications, put, postbag, database, clock, composer):
    put('a')
    wrong = Notifications(database, clock, Composer(letters=composer.letters, mail_from='nobody'))
    assert wrong.deliver(postbag) == 0
