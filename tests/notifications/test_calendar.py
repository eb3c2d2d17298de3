"""Calendar files that every calendar reads, whatever somebody typed."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from portal.notifications.calendar import calendar_download, calendar_file

INJECTIONS = [
    'x\r\nATTENDEE:mailto:evil@evil.example', 'x\nEND:VEVENT\nBEGIN:VEVENT', 'x\\nBEGIN:VALARM', 'x\x00\x0b\x0c\x85\u2028METHOD:PUBLISH',
    'a,b;c:d"e\\', 'ë' * 200, 'مرحبا ' * 50, 'x' * 5_000,
]


def _lines(file: bytes) -> list[str]:
    """The content lines, unfolded, after a strict look at how they are written."""
    assert file.endswith(b'\r\n')
    physical = file[:-2].split(b'\r\n')
    assert not any(b'\n' in line or b'\r' in line for line in physical)
    assert all(len(line) <= 75 for line in physical)
    for line in physical:
        line.decode()
    return file[:-2].replace(b'\r\n ', b'').decode().split('\r\n')


def _event(file: bytes) -> dict:
    [event] = Calendar.from_ical(file).walk('VEVENT')
    return event


def test_every_line_of_an_invitation(entry):
    assert _lines(calendar_file(entry)) == [
        'BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Helder Loket//Visits//NL', 'CALSCALE:GREGORIAN', 'METHOD:REQUEST',
        'BEGIN:VEVENT',
        'SUMMARY:Vingerafdrukken en foto\\; Loket Utrecht',
        'DTSTART:20261203T083000Z', 'DTEND:20261203T090000Z', 'DTSTAMP:20261123T100000Z',
        'UID:4f1c2a@loket.example', 'SEQUENCE:2',
        'ATTENDEE;RSVP=FALSE:mailto:amina@mail.example',
        'DESCRIPTION:Code K7P4-2MXD\\nNeem uw paspoort mee',
        'LOCATION:Voorbeeldstraat 12\\, Utrecht',
        'ORGANIZER:mailto:noreply@loket.example', 'STATUS:CONFIRMED',
        'END:VEVENT', 'END:VCALENDAR',
    ]


def test_cancelling_takes_the_same_entry_out(entry):
    gone = calendar_file(replace(entry, cancelled=True, sequence=3))
    assert Calendar.from_ical(gone)['method'] == 'CANCEL'
    event = _event(gone)
    assert (event['uid'], event['sequence'], event['status']) == ('4f1c2a@loket.example', 3, 'CANCELLED')


def test_a_download_is_published(entry):
    file = calendar_download(entry)
    assert Calendar.from_ical(file)['method'] == 'PUBLISH'
    assert _event(file)['uid'] == entry.uid


@pytest.mark.parametrize('field', ['uid', 'summary', 'description', 'location', 'organizer', 'attendee'])
@pytest.mark.parametrize('typed', INJECTIONS, ids=range(len(INJECTIONS)))
def test_no_text_becomes_a_line_of_its_own(entry, field, typed):
    lines = _lines(calendar_file(replace(entry, **{field: typed})))
    names = [line.replace(';', ':').partition(':')[0] for line in lines]
    assert sorted(names) == sorted(line.replace(';', ':').partition(':')[0] for line in _lines(calendar_file(entry)))


def test_lines_of_a_description_stay_lines(entry):
    assert _event(calendar_file(replace(entry, description='a\nb\r\nc')))['description'] == 'a\nb\nc'


@pytest.mark.parametrize(('starts', 'written'), [
    (datetime(2027, 3, 28, 0, 59, tzinfo=UTC), '20270328T005900Z'),
    (datetime(2027, 10, 31, 1, 0, tzinfo=UTC), '20271031T010000Z'),
])
def test_times_are_in_utc_on_nights_that_change_the_clock(entry, starts, written):
    assert f'DTSTART:{written}' in _lines(calendar_file(replace(entry, starts_at=starts)))


def test_without_attendee(entry):
    assert 'attendee' not in _event(calendar_file(replace(entry, attendee='')))
