"""The archive of letters, and who writes them."""

from itertools import count

import pytest

from portal.clock import SetClock
from portal.database import Database
from portal.identity.service import AccessLog, People
from portal.letters.service import Letters
from portal.letters.service.archive import Archive
from portal.notifications.service import Notifications
from portal.procedures.service import Cases
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.service.news import News
from portal.procedures.service.visiting import Visiting
from portal.procedures.service.writing import Writing
from tests.procedures.letters.matters import OFFICE

HERE = 'https://loket.example'


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Names of cases that are the same in each run, and so the numbers of letters, and what is printed."""
    numbers = count(1)
    monkeypatch.setattr('portal.procedures.service.importing.secrets.token_hex', lambda _size: f'{next(numbers):032x}')


@pytest.fixture(scope='session')
def letters() -> Letters:
    return Letters()


@pytest.fixture
def archive(database: Database, clock: SetClock, letters: Letters) -> Archive:
    return Archive(database, clock, letters, secret_keys=['a key'], base_url=HERE)


@pytest.fixture
def news(
    database: Database, clock: SetClock, cases: Cases, people: People, notifications: Notifications,
    access_log: AccessLog,
) -> News:
    return News(
        database, clock, cases=cases, people=people, notifications=notifications, office=OFFICE, base_url=HERE,
        access_log=access_log,
    )


@pytest.fixture
def writing(
    database: Database, cases: Cases, people: People, archive: Archive, news: News, notifications: Notifications,
) -> Writing:
    return Writing(
        database, cases=cases, people=people, archive=archive, news=news, notifications=notifications, visiting=Visiting(lambda person: ()),
        office=OFFICE, base_url=HERE,
    )


@pytest.fixture
def letterbox(archive: Archive, letters: Letters, cases: Cases) -> Letterbox:
    return Letterbox(archive, letters, cases)
