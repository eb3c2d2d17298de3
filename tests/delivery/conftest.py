"""An archive whose letters wait for the post, on both engines, and a service that takes them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from portal.clock import SetClock
from portal.database import Database
from portal.delivery.model import Going, Way
from portal.delivery.notify import NotifyService
from portal.delivery.service import Delivery
from portal.delivery.service.printing import PrintRoom
from portal.delivery.service.sending import Sending
from portal.letters.model.cases import CaseLetter
from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER, Letters
from portal.letters.service.archive import Archive
from portal.posting import NotifyAccount
from tests.delivery.letters import QuickLetters
from tests.delivery.notify_fake import KEY, Fake, served

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture(scope='session')
def quick_letters() -> Letters:
    return QuickLetters()


@pytest.fixture
def way() -> Way | None:
    """How letters go by post."""
    return Way.NOTIFY


@pytest.fixture
def delivery(database: Database, clock: SetClock, way: Way | None) -> Delivery:
    return Delivery(database, clock, way=way)


@pytest.fixture
def archive(database: Database, clock: SetClock, quick_letters: Letters, delivery: Delivery) -> Archive:
    return Archive(
        database, clock, quick_letters, secret_keys=['a key'], base_url='https://loket.example', kept=delivery.expect,
    )


@pytest.fixture(scope='session')
def receipt() -> CaseLetter:
    return read_samples(FOLDER, 'l01_receipt')[MAIN]


@pytest.fixture
def send(archive: Archive, receipt: CaseLetter) -> Callable[..., None]:
    """Puts letters with these references into the archive."""

    def send_all(*references: str, language: str = 'nl') -> None:
        for reference in references:
            archive.send(replace(receipt, reference=reference), language, owner='person:amina', by='clerk:joris')

    return send_all


@pytest.fixture
def seen(delivery: Delivery) -> Callable[[str], Going]:
    """How a letter goes, of which there is one way."""

    def see(reference: str) -> Going:
        [one] = delivery.of([reference])[reference]
        return one

    return see


@pytest.fixture
def fake() -> Iterator[Fake]:
    with served() as service:
        yield service


@pytest.fixture
def service(fake: Fake) -> NotifyService:
    return NotifyService(NotifyAccount(url=fake.url, key=KEY, postage='second'), seconds=0.5)


@pytest.fixture
def sending(database: Database, clock: SetClock, archive: Archive, service: NotifyService) -> Sending:
    return Sending(database, clock, archive, service=service)


@pytest.fixture
def print_room(database: Database, clock: SetClock, archive: Archive) -> PrintRoom:
    return PrintRoom(database, clock, archive)
