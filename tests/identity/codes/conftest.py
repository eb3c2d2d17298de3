"""Codes and phrases over a test's database."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from portal.clock import SetClock
from portal.database import Database
from portal.identity.model import Account, LoggedIn, Person
from portal.identity.secret_hashes import Cost, SecretHashes
from portal.identity.service.codes import Codes
from portal.identity.service.telling import Telling
from portal.notifications.payload import unpacked
from portal.notifications.service import Notifications
from portal.notifications.store import OutboxRow
from tests.fixtures.planners import OFFICE
from tests.fixtures.portals import SECRET
from tests.identity.accounts import applicant

CHEAP = Cost(memory=64, passes=1)
"""What is tried a hundred times in a test need not take long."""


@pytest.fixture
def hashes() -> SecretHashes:
    """Hashes that cost little."""
    return SecretHashes([SECRET], CHEAP)


@pytest.fixture
def codes(database: Database, clock: SetClock, notifications: Notifications, hashes: SecretHashes) -> Codes:
    """Log-in with codes of letters."""
    telling = Telling(notifications, office=OFFICE, base_url='https://loket.example')
    return Codes(database, clock, hashes, telling)


@pytest.fixture
def logged_in(clock: SetClock, person: Person) -> Callable[..., LoggedIn]:
    """Somebody who has just logged in, by default the person."""

    def begun(account: Account | None = None) -> LoggedIn:
        now = clock.now()
        return LoggedIn(
            number='0', account=account or applicant(person), began=now, seen=now, ends=now, last=now,
        )

    return begun


@pytest.fixture
def told(database: Database) -> Callable[[], list[tuple[str, str]]]:
    """What people were told by mail: to whom, and what happened."""

    def read() -> list[tuple[str, str]]:
        with database.reading() as session:
            rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
        return [(row.recipient, unpacked(row.kind, row.payload)[0].what) for row in rows]

    return read
