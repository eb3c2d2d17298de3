"""Visits, who comes, and their history."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, delete, exists, func, or_, select, update

from portal.appointments.errors import VisitUnknown
from portal.appointments.model import Change, Contact, Person, Slot, Visit, VisitState
from portal.appointments.store.rows import DoneRow, VisitEventRow, VisitorRow, VisitRow
from portal.database import Work, table_of
from portal.statements import adding, adding_rows, filled, numbered

VISITS, VISITORS, EVENTS = table_of(VisitRow), table_of(VisitorRow), table_of(VisitEventRow)
_, *NAMED = OF_PERSON = filled(VISITORS)
ADD, RECORD = adding(VISITS, 'id', *filled(VISITS)), adding(EVENTS, *filled(EVENTS))


class VisitStore:
    """Visits, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def add(self, visit: Visit, *, day: date, holder: str) -> None:
        """Write down a visit without its claims and persons."""
        slot, contact = visit.slot, visit.contact
        self._session.run(
            ADD, id=visit.id, key=visit.key, code=visit.code, product=slot.product, desk=slot.desk, day=day,
            starts=slot.starts, ticks=slot.ticks, persons=slot.persons, state=visit.state.value,
            holder=holder, held_until=visit.held_until, email=contact.email, phone=contact.phone,
            language=contact.language, sequence=visit.sequence,
        )

    def confirm(self, number: int, contact: Contact) -> Visit:
        """Turn a place that was kept into a booked visit."""
        self.update(
            number, state=VisitState.BOOKED.value, holder='', held_until=None,
            email=contact.email, phone=contact.phone, language=contact.language,
        )
        return self.get_by_number(number)

    def add_persons(self, visit: int, persons: Iterable[Person]) -> None:
        """Write down who comes."""
        rows = [{'visit_id': visit} | {name: getattr(person, name) for name in NAMED} for person in persons]
        self._session.run(adding_rows(VISITORS, OF_PERSON, len(rows)), **numbered(rows))

    def remove_person(self, person: int) -> None:
        """Forget one visitor."""
        self._session.execute(delete(VISITORS).where(VISITORS.c.id == person))

    def update(self, visit: int, **values: object) -> None:
        """Change columns of a visit."""
        self._session.execute(update(VISITS).where(VISITS.c.id == visit).values(**values))

    def remove(self, visits: Sequence[int]) -> None:
        """Forget visits that were never booked and claim nothing any more."""
        self._session.execute(delete(VISITS).where(VISITS.c.id.in_(visits)))

    def record(self, visit: int, change: Change, slot: Slot, *, now: datetime, room: str) -> None:
        """Add a line to the visit's history."""
        self._session.run(
            RECORD, visit_id=visit, at=now, change=change.value, desk=slot.desk, starts=slot.starts,
            persons=slot.persons, room=room,
        )

    def get(self, key: str) -> Visit:
        """The visit with this key; raises `VisitUnknown`."""
        return self._get(VisitRow.key == key)

    def get_to_change(self, key: str) -> Visit:
        """The same, kept from anybody else's change until the transaction ends; comes before locking days."""
        self._session.execute(select(VISITS.c.id).where(VISITS.c.key == key).with_for_update(key_share=True))
        return self.get(key)

    def get_to_change_by_number(self, number: int) -> Visit:
        """`get_to_change`, by the visit's number."""
        self._session.execute(select(VISITS.c.id).where(VISITS.c.id == number).with_for_update(key_share=True))
        return self.get_by_number(number)

    def get_by_code(self, code: str, number: str) -> Visit:
        """The visit with this code on which somebody with this V-number or BSN comes; raises `VisitUnknown`.

        One question to the database, so that a wrong number takes as long as a wrong code.
        """
        comes = exists().where(
            VISITORS.c.visit_id == VisitRow.id, or_(VISITORS.c.v_number == number, VISITORS.c.bsn == number),
        )
        return self._get((VisitRow.code == code) & comes)

    def get_by_number(self, number: int) -> Visit:
        """The visit with this number; raises `VisitUnknown`."""
        return self._get(VisitRow.id == number)

    def _get(self, which: ColumnElement[bool]) -> Visit:
        row = self._session.execute(select(VisitRow).where(which)).scalar_one_or_none()
        if row is None:
            raise VisitUnknown
        people = self._session.execute(
            select(VisitorRow).where(VisitorRow.visit_id == row.id).order_by(VisitorRow.id),
        ).scalars()
        return build_visit(row, people)

    def count_held(self, holder: str, now: datetime) -> int:
        """How many places are kept for this holder."""
        query = select(func.count()).select_from(VISITS)
        return self._session.execute(query.where(VISITS.c.holder == holder, VISITS.c.held_until > now)).scalar_one()

    def expired(self, now: datetime) -> list[tuple[int, Slot]]:
        """Places whose time is over, with their visits' numbers; offered ones are not among them."""
        return self._kept(VISITS.c.held_until <= now)

    def held_by(self, holder: str) -> list[tuple[int, Slot]]:
        """Places that this holder keeps, with their visits' numbers."""
        return self._kept(VISITS.c.holder == holder)

    def _kept(self, which: ColumnElement[bool]) -> list[tuple[int, Slot]]:
        query = select(VISITS).where(VISITS.c.state == VisitState.HELD.value, VISITS.c.held_until.is_not(None), which)
        return [(row['id'], build_slot(row)) for row in self._session.execute(query).mappings()]

    def was_done(self, visit: int, once: str) -> bool:
        """A post with this idempotency key changed this visit before."""
        return self._session.get(DoneRow, (visit, once)) is not None

    def mark_done(self, visit: int, once: str, now: datetime) -> None:
        """Remember that a post with this idempotency key changed the visit."""
        self._session.add(DoneRow(visit_id=visit, key=once, at=now))
        self._session.flush()

    def on_day(self, desk: str, day: date) -> list[Visit]:
        """The booked visits of one day, in order of time."""
        rows = self._session.execute(
            select(VisitRow).where(
                VisitRow.desk == desk, VisitRow.day == day, VisitRow.state == VisitState.BOOKED.value,
            ).order_by(VisitRow.starts, VisitRow.id),
        ).scalars()
        return [self._get(VisitRow.id == row.id) for row in rows]


def build_visit(row: VisitRow, people: Iterable[VisitorRow]) -> Visit:
    """The frozen value of a row."""
    return Visit(
        id=row.id, key=row.key, code=row.code, state=VisitState(row.state), held_until=row.held_until,
        slot=build_slot(vars(row)),
        persons=tuple(_person(one) for one in people),
        contact=Contact(email=row.email, phone=row.phone, language=row.language),
        sequence=row.sequence,
    )


def build_slot(row: Mapping) -> Slot:
    """The place that a visit's row names."""
    return Slot(**{name: row[name] for name in ('starts', 'ticks', 'desk', 'product', 'persons')})


def _person(row: VisitorRow) -> Person:
    return Person(
        id=row.id, v_number=row.v_number, bsn=row.bsn, first_name=row.first_name, last_name=row.last_name,
        birth_date=row.birth_date,
    )
