"""Mail servers that refuse, drop or are slow; and which engine a setting names."""

import mailbox
import socket
import time
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest

from portal.database import Database
from portal.notifications.errors import UnknownMailbox, UnsafeMailServer
from portal.notifications.mail import MaildirSender, SmtpSender, sender_for
from portal.notifications.service import Notifications


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


def test_others_can_write_while_a_server_is_slow(put, notifications, database, clock, composer, message):
    other = Notifications(Database(database.engine.url.render_as_string(hide_password=False)), clock, composer)

    class Slow:
        """In the middle of sending, another process puts a message: no transaction is open."""

        def send(self, mail: EmailMessage) -> None:
            other.put(message)

    put('a')
    assert notifications.deliver(Slow()) == 1
    assert notifications.waiting() == 1


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
