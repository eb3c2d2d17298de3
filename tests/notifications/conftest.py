"""A database with an outbox, a clock that stands still, and messages to send."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from portal.clock import SetClock
from portal.database import Database, Row
from portal.letters.model import Office, Place, VisitBooked
from portal.letters.service import Letters
from portal.notifications.composing import Composer
from portal.notifications.model import CalendarEntry, Message
from portal.notifications.service import Notifications

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
VISIT = datetime(2026, 12, 3, 8, 30, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(f'sqlite:///{tmp_path / "portal.sqlite"}')
    Row.metadata.create_all(database.engine)
    yield database
    database.engine.dispose()


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture(scope='session')
def composer() -> Composer:
    return Composer(letters=Letters(), mail_from='Helder Loket <noreply@loket.example>')


@pytest.fixture
def notifications(database: Database, clock: SetClock, composer: Composer) -> Notifications:
    return Notifications(database, clock, composer)


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
