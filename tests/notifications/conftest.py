"""Messages to send, and who takes them over: a postbag, or a mail server that can misbehave."""

import socket
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from portal.clock import SetClock
from portal.letters.model.base import Office, Place
from portal.letters.model.visits import VisitBooked
from portal.notifications.mail import SmtpSender
from portal.notifications.model import CalendarEntry, Message
from portal.notifications.service import Notifications

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
VISIT = datetime(2026, 12, 3, 8, 30, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture(scope='session')
def entry() -> CalendarEntry:
    return CalendarEntry(
        uid='4f1c2a@loket.example', sequence=2, starts_at=VISIT, ends_at=VISIT + timedelta(minutes=30),
        summary='Vingerafdrukken en foto; Loket Utrecht', description='Code K7P4-2MXD\nNeem uw paspoort mee',
        location='Voorbeeldstraat 12, Utrecht', organizer='noreply@loket.example', attendee='amina@mail.example',
        cancelled=False, stamp=NOW,
    )


@pytest.fixture(scope='session')
def message(entry: CalendarEntry) -> Message:
    place = Place(
        starts_at=VISIT, minutes=30, zone='Europe/Amsterdam', desk='Loket Utrecht', address=('Voorbeeldstraat 12',),
        directions={},
    )
    letter = VisitBooked(
        office=Office(name='Helder Loket', phone='0800 555 0100'), written_on=date(2026, 11, 23),
        service={'nl': 'Vingerafdrukken', 'en': 'Fingerprints'}, place=place, code='K7P4-2MXD',
        persons=('Amina Yılmaz',), bring=({'nl': 'uw paspoort', 'en': 'your passport'},),
        visit_link='https://loket.example/nl/afspraak/4f1c2a', online_until=VISIT - timedelta(days=1),
    )
    return Message(to='amina@mail.example', language='nl', letter=letter, calendar=entry, dedupe_key='booked:1:2')


@pytest.fixture
def put(notifications: Notifications, message: Message) -> Callable[..., None]:
    """Puts the message, changed as asked, once for each dedupe key."""

    def put_all(*keys: str, **changes: object) -> None:
        for key in keys:
            notifications.put(replace(message, dedupe_key=key, **changes))

    return put_all


class Postbag:
    """A sender that keeps what it gets, and fails when told to."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.failure: Exception | None = None

    def send(self, mail: EmailMessage) -> None:
        if self.failure:
            raise self.failure
        self.mails.append(mail)

    @property
    def ids(self) -> list[str]:
        return [mail['Message-ID'] for mail in self.mails]


@pytest.fixture
def postbag() -> Postbag:
    return Postbag()


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
