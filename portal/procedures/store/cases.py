"""Cases as pages ask for them: a few small questions, each of which an index answers."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Column, Table, and_, bindparam, select

from portal.bulk import members
from portal.database import Database, Work
from portal.identity.model import PersonId
from portal.procedures.errors import CaseUnknown
from portal.procedures.model import Case, CaseId, Event, EventKind
from portal.procedures.model.kept import CasePerson, KeptCase, Learnt, QueueKey, SourceState
from portal.procedures.model.told import Part
from portal.procedures.store.rows import CASES, EVENTS, PEOPLE, QUEUES, SOURCE

SEEN = select(CASES).join(PEOPLE, PEOPLE.c.case_number == CASES.c.number)
SEEN_BY = SEEN.where(PEOPLE.c.person == bindparam('person'))
OF_PERSON = SEEN_BY.order_by(CASES.c.received.desc(), CASES.c.number)
ITS_QUEUE = and_(*(QUEUES.c[name] == CASES.c[name] for name in QueueKey._fields))
ONE_OF_PERSON = SEEN_BY.outerjoin(QUEUES, ITS_QUEUE).where(
    CASES.c.id == bindparam('case_id'), SOURCE.c.number == 1,
).add_columns(
    SOURCE.c.as_of.label('source_as_of'), SOURCE.c.imported_at.label('source_imported_at'),
    QUEUES.c.learned_on, QUEUES.c.learned_changes,
)
BY_REFERENCE = select(CASES).where(CASES.c.reference == bindparam('reference'))
EVENTS_OF = select(EVENTS).where(EVENTS.c.case_number == bindparam('number')).order_by(EVENTS.c.place)
PEOPLE_OF = select(PEOPLE).where(PEOPLE.c.case_number == bindparam('number')).order_by(PEOPLE.c.place)
THEIRS = select(PEOPLE.c.case_number).where(PEOPLE.c.person == bindparam('person')).scalar_subquery()
ALL_EVENTS = select(EVENTS).where(EVENTS.c.case_number.in_(THEIRS)).order_by(EVENTS.c.case_number, EVENTS.c.place)
ALL_PEOPLE = select(PEOPLE).where(PEOPLE.c.case_number.in_(THEIRS)).order_by(PEOPLE.c.case_number, PEOPLE.c.place)
STATE = select(SOURCE.c.as_of, SOURCE.c.imported_at).where(SOURCE.c.number == 1)
KEPT = 2_000
"""So many cases stay in memory: people look at their own case several times a day."""
CASE, EVENT, PERSON = CASES.columns.keys(), EVENTS.columns.keys(), PEOPLE.columns.keys()


class CaseReader:
    """Cases, each question seeing what is committed when it is asked."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._whole = lru_cache(KEPT)(self._read_whole)

    def cases_of(self, person: PersonId) -> list[KeptCase]:
        """The cases that somebody may see: what was received last comes first."""
        events = _by_case(self._database.ask(ALL_EVENTS, person=person))
        people = _by_case(self._database.ask(ALL_PEOPLE, person=person))
        return [_kept(row, events, people) for row in self._database.ask(OF_PERSON, person=person)]

    def get_for(self, person: PersonId, case_id: CaseId) -> KeptCase:
        """One of them; raises `CaseUnknown`."""
        return self.get_with_source(person, case_id)[0]

    def get_by_reference(self, reference: str) -> KeptCase:
        """A case by what its source calls it, whoever asks; raises `CaseUnknown`."""
        found = self._database.ask(BY_REFERENCE, reference=reference)
        if not found:
            raise CaseUnknown
        return self._whole(tuple(found[0]))

    def get_with_source(self, person: PersonId, case_id: CaseId) -> tuple[KeptCase, SourceState, Learnt]:
        """One of them, how old what we know is, and the newest model of its queue; raises `CaseUnknown`.

        It is one question: pages ask it all the time.
        """
        found = self._database.ask(ONE_OF_PERSON, person=person, case_id=case_id)
        if not found:
            raise CaseUnknown
        *row, as_of, imported_at, on, changes = found[0]
        source = SourceState(as_of=as_of, imported_at=imported_at)
        return self._whole(tuple(row)), source, Learnt(on, changes)

    def _read_whole(self, row: tuple) -> KeptCase:
        """The case of a row; the row tells its version, and a case only ever changes as a whole."""
        events = _by_case(self._database.ask(EVENTS_OF, number=row[0]))
        people = _by_case(self._database.ask(PEOPLE_OF, number=row[0]))
        return _kept(row, events, people)

    def source_state(self) -> SourceState:
        """How old what we know is."""
        [(as_of, imported_at)] = self._database.ask(STATE)
        return SourceState(as_of=as_of, imported_at=imported_at)


def cases_numbered(session: Work, numbers: Collection[int]) -> dict[int, KeptCase]:
    """These cases, by their numbers."""
    if not numbers:
        return {}

    def rows(table: Table, column: Column, *order: Column) -> Sequence[tuple]:
        query = select(table).where(column.in_(members(session, numbers))).order_by(*order)
        return [tuple(row) for row in session.execute(query)]

    events = _by_case(rows(EVENTS, EVENTS.c.case_number, EVENTS.c.case_number, EVENTS.c.place))
    people = _by_case(rows(PEOPLE, PEOPLE.c.case_number, PEOPLE.c.case_number, PEOPLE.c.place))
    return {row[0]: _kept(row, events, people) for row in rows(CASES, CASES.c.number, CASES.c.number)}


def _by_case(rows: Iterable[tuple]) -> Mapping[int, Sequence[tuple]]:
    found = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def _kept(values: tuple, events: Mapping[int, Sequence[tuple]], people: Mapping[int, Sequence[tuple]]) -> KeptCase:
    row: dict[str, Any] = dict(zip(CASE, values, strict=True))
    number = row['number']
    case = Case(
        id=CaseId(row['id']), procedure=row['procedure'], track=row['track'], queue=row['queue'],
        received=row['received'], events=tuple(_event(one) for one in events.get(number, ())),
    )
    return KeptCase(
        case=case, queue=QueueKey(case.procedure, case.track, case.queue),
        people=tuple(_person(one) for one in people.get(number, ())),
        **{name: row[name] for name in (
            'reference', 'priority', 'started', 'decided', 'withdrawn', 'as_of', 'imported_at',
        )},
    )


def _event(values: tuple) -> Event:
    row: dict[str, Any] = dict(zip(EVENT, values, strict=True))
    return Event(
        kind=EventKind(row['kind']), day=row['day'], what=row['what'], until=row['until'], told=row['told'],
    )


def _person(values: tuple) -> CasePerson:
    row: dict[str, Any] = dict(zip(PERSON, values, strict=True))
    return CasePerson(person=PersonId(row['person']), part=Part(row['part']), name=row['name'])
