"""Calendar files (iCalendar), for mail and for downloading.

Times are in UTC, so a file needs no time-zone rules; the local time stands in the letter.
"""

from urllib.parse import quote

from icalendar import Calendar, Event, vCalAddress, vText

from portal.notifications.model import CalendarEntry

PRODUCT = '-//Helder Loket//Visits//NL'


def method(entry: CalendarEntry) -> str:
    """What a mailed file asks the reader's calendar: to take the entry in, or to take it out."""
    return 'CANCEL' if entry.cancelled else 'REQUEST'


def calendar_file(entry: CalendarEntry) -> bytes:
    """The file that goes with a mail."""
    return _file(entry, method(entry))


def calendar_download(entry: CalendarEntry) -> bytes:
    """The file for somebody who puts the entry in a calendar by hand."""
    return _file(entry, 'PUBLISH')


def _file(entry: CalendarEntry, asked: str) -> bytes:
    calendar = Calendar()
    for name, value in (('version', '2.0'), ('prodid', PRODUCT), ('calscale', 'GREGORIAN'), ('method', asked)):
        calendar.add(name, value)
    calendar.add_component(_event(entry))
    return calendar.to_ical()


def _event(entry: CalendarEntry) -> Event:
    event = Event()
    for name in ('uid', 'summary', 'location'):
        event.add(name, _one_line(getattr(entry, name)))
    event.add('description', '\n'.join(_one_line(line) for line in entry.description.splitlines()))
    event.add('sequence', entry.sequence)
    event.add('status', 'CANCELLED' if entry.cancelled else 'CONFIRMED')
    for name, moment in (('dtstamp', entry.stamp), ('dtstart', entry.starts_at), ('dtend', entry.ends_at)):
        event.add(name, moment)
    event.add('organizer', _address(entry.organizer))
    if entry.attendee:
        event.add('attendee', _attendee(entry.attendee))
    return event


def _one_line(text: str) -> str:
    return ''.join(character for character in ' '.join(text.split()) if character.isprintable())


def _address(address: str) -> vCalAddress:
    return vCalAddress(f'mailto:{quote(address, safe="@+")}')


def _attendee(address: str) -> vCalAddress:
    attendee = _address(address)
    attendee.params['RSVP'] = vText('FALSE')
    return attendee
