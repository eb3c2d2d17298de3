"""The mail itself: what a reader gets, and what nobody can add to it."""

from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage

import pytest
from icalendar import Calendar

from portal.notifications.composing import Composer
from portal.notifications.service import Notifications


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
    other = replace(message.letter, persons=('Bob',), code='K9K9', service={'nl': 'x', 'en': 'y'})
    assert composer.letters.subject(other, 'nl') == composer.letters.subject(message.letter, 'nl')


def test_composer_needs_an_own_address(notifications, put, postbag, database, clock, composer):
    put('a')
    wrong = Notifications(database, clock, Composer(letters=composer.letters, mail_from='nobody'))
    assert wrong.deliver(postbag) == 0
