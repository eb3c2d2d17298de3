"""What visitors do, in few words, and what they are told."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import select

from portal.appointments.model import Contact, Slot, Visit
from portal.appointments.service import Planner
from portal.clock import Clock
from portal.database import Database
from portal.letters.model.base import Letter
from portal.notifications.model import CalendarEntry
from portal.notifications.payload import unpacked
from portal.notifications.store import OutboxRow
from tests.appointments.brute_force import assert_exact
from tests.appointments.words import ENGLISH, people


@dataclass(frozen=True)
class Kept:
    """A message in the outbox."""

    kind: str
    to: str
    language: str
    letter: Letter
    calendar: CalendarEntry | None


@pytest.fixture
def book(planner: Planner) -> Callable[..., Visit]:
    """Books a place for the people with these numbers."""

    def book_for(slot: Slot, *numbers: int, holder: str = '', contact: Contact = ENGLISH) -> Visit:
        return planner.booking.book(slot, people(*numbers), contact, holder=holder, room='test')

    return book_for


@pytest.fixture
def outbox(database: Database) -> Callable[[], list[Kept]]:
    """All messages that were kept, in order."""

    def read() -> list[Kept]:
        with database.reading() as session:
            rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()
        return [
            Kept(row.kind, row.recipient, row.language, *unpacked(row.kind, row.payload)) for row in rows
        ]

    return read


@pytest.fixture
def is_exact(planner: Planner, database: Database, clock: Clock) -> Callable[[], bool]:
    """The calendar is what the tables say; fails with the difference when it is not."""

    def check() -> bool:
        assert_exact(planner, database, clock)
        return True

    return check


@pytest.fixture
def free(planner: Planner) -> Callable[..., list[str]]:
    """The free times of one day at a desk, on its own clock."""

    def times(day: str, desk: str = 'AM', product: str = 'BIO', persons: int = 1) -> list[str]:
        places = planner.calendar.free(desk, product, persons)
        zone = planner.calendar.known().desks[desk].zone
        return [
            f'{places.at(start).starts_at.astimezone(zone):%H:%M}'
            for one in places.days if one.day.isoformat() == day for start in one.starts
        ]

    return times
