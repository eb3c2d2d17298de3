"""Writing many invented visits at once."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import Select, func, select, update

from portal.appointments.model import Change, Person, VisitState
from portal.appointments.model.sample import Invented
from portal.appointments.store.rows import (
    ClaimRow,
    DeskDayRow,
    PersonClaimRow,
    VisitEventRow,
    VisitorRow,
    VisitRow,
)
from portal.bulk import add_rows, new_numbers
from portal.database import Row, Work, table_of

DAYS, VISITS, VISITORS = table_of(DeskDayRow), table_of(VisitRow), table_of(VisitorRow)
ROOM = 'sample'


class SampleStore:
    """Invented visits, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def lock(self, desk: str, since: date) -> list[date]:
        """The opened days of a desk from `since` on, kept from anybody else's change and told to every reader."""
        which = DAYS.c.desk == desk, DAYS.c.day >= since
        days = self._session.scalars(select(DAYS.c.day).where(*which).order_by(DAYS.c.day).with_for_update())
        found = list(days)
        self._session.execute(update(DAYS).where(*which).values(version=DAYS.c.version + 1))
        return found

    def last(self, desk: str) -> tuple[date, int] | None:
        """The last day with an invented visit at this desk and the highest V-number there; None without any."""
        day, number = self._session.execute(
            _invented(func.max(VISITS.c.day), func.max(VISITORS.c.v_number)).where(VISITS.c.desk == desk),
        ).one()
        return None if day is None else (day, int(number))

    def example(self, since: date) -> str | None:
        """The key of an invented visit that can still be changed: the first family from `since` on."""
        query = _invented(VISITS.c.key).where(
            VISITS.c.state == VisitState.BOOKED.value, VISITS.c.day >= since, VISITS.c.persons > 1,
        )
        return self._session.scalar(query.order_by(VISITS.c.day, VISITS.c.id).limit(1))

    def add(self, invented: Sequence[Invented]) -> None:
        """Write visits down, with all they claim and their history."""
        pairs = list(zip(new_numbers(self._session, VISITS, len(invented)), invented, strict=True))
        rows = {
            VisitRow: [_visit(number, one) for number, one in pairs],
            VisitorRow: [_visitor(number, person) for number, one in pairs for person in one.visit.persons],
            PersonClaimRow: [row for number, one in pairs for row in _bound(number, one)],
            ClaimRow: [row for number, one in pairs for row in _claims(number, one)],
            VisitEventRow: [_event(number, one) for number, one in pairs],
        }
        for table, values in rows.items():
            if values:
                rows_of = (tuple(value.values()) for value in values)
                add_rows(self._session, Row.metadata.tables[table.__tablename__], tuple(values[0]), rows_of)


def _invented(*columns) -> Select:  # type: ignore[no-untyped-def]
    """A query over visits that were invented."""
    history = table_of(VisitEventRow)
    events = select(history.c.visit_id).where(history.c.visit_id == VISITS.c.id, history.c.room == ROOM)
    return select(*columns).join(VISITORS, VISITORS.c.visit_id == VISITS.c.id).where(events.exists())


def _visit(number: int, one: Invented) -> dict:
    visit, slot = one.visit, one.visit.slot
    return {
        'id': number, 'key': visit.key, 'code': visit.code, 'product': slot.product, 'desk': slot.desk, 'day': one.day,
        'starts': slot.starts, 'ticks': slot.ticks, 'persons': slot.persons, 'state': visit.state.value,
        'holder': '', 'held_until': None, 'email': '', 'phone': visit.contact.phone,
        'language': visit.contact.language, 'sequence': 0,
    }


def _visitor(visit: int, person: Person) -> dict:
    return {
        'visit_id': visit, 'v_number': person.v_number, 'bsn': '', 'first_name': person.first_name,
        'last_name': person.last_name, 'birth_date': person.birth_date,
    }


def _bound(visit: int, one: Invented) -> Iterator[dict]:
    for person in one.visit.persons:
        for identity in person.identities:
            yield {'product': one.visit.slot.product, 'identity': identity, 'visit_id': visit}


def _claims(visit: int, one: Invented) -> Iterator[dict]:
    slot = one.visit.slot
    for tick in range(slot.starts, slot.starts + slot.ticks):
        yield {'resource_id': one.resource, 'tick': tick, 'visit_id': visit, 'desk': slot.desk}


def _event(visit: int, one: Invented) -> dict:
    slot = one.visit.slot
    return {
        'visit_id': visit, 'at': one.booked_at, 'change': Change.BOOKED.value, 'desk': slot.desk,
        'starts': slot.starts, 'persons': slot.persons, 'room': ROOM,
    }
