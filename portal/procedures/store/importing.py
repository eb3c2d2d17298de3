"""Writing cases down, a batch at a time: what is new, and what is known later than before."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import delete, func, insert, select, update

from portal.bulk import add_rows, members
from portal.database import Work
from portal.identity.model import PersonId
from portal.procedures.model import EventKind
from portal.procedures.model.kept import QueueKey
from portal.procedures.model.told import ToldCase
from portal.procedures.store.rows import CASES, EVENTS, PEOPLE, QUEUES, SOURCE

CASE_COLUMNS, PERSON_COLUMNS, EVENT_COLUMNS = (tuple(table.columns.keys()) for table in (CASES, PEOPLE, EVENTS))
ONLY_SOURCE = SOURCE.c.number == 1


class Known(NamedTuple):
    """What is kept of a case already."""

    number: int
    id: str
    as_of: datetime
    digest: str
    queue: QueueKey


@dataclass(frozen=True, kw_only=True)
class CaseToWrite:
    """A case with all that its rows need."""

    number: int
    id: str
    told: ToldCase
    digest: str
    queue: QueueKey
    people: Sequence[PersonId]
    """In the order in which the case names them."""


class ImportStore:
    """Cases by the thousand, over an open session; call `lock` first."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def lock(self) -> None:
        """Wait until no other import writes; it lasts until the transaction ends."""
        self._session.execute(select(SOURCE.c.number).where(ONLY_SOURCE).with_for_update()).one()

    def known(self, references: Collection[str]) -> dict[str, Known]:
        """What is kept of these cases."""
        which = CASES.c.reference.in_(members(self._session, references))
        return {
            row.reference: Known(
                number=row.number, id=row.id, as_of=row.as_of, digest=row.digest,
                queue=QueueKey(row.procedure, row.track, row.queue),
            )
            for row in self._session.execute(select(CASES).where(which))
        }

    def last_number(self) -> int:
        """The highest number of any case; 0 without cases."""
        return self._session.scalar(select(func.max(CASES.c.number))) or 0

    def remove(self, numbers: Collection[int]) -> None:
        """Remove cases that are about to be written anew."""
        if not numbers:
            return
        for column in (EVENTS.c.case_number, PEOPLE.c.case_number, CASES.c.number):
            self._session.execute(delete(column.table).where(column.in_(members(self._session, numbers))))

    def write(self, cases: Sequence[CaseToWrite], now: datetime) -> None:
        """Write cases down, each with its people and events."""
        add_rows(self._session, CASES, CASE_COLUMNS, (_case(case, now) for case in cases))
        add_rows(self._session, PEOPLE, PERSON_COLUMNS, (row for case in cases for row in _people(case)))
        add_rows(self._session, EVENTS, EVENT_COLUMNS, (row for case in cases for row in _events(case)))

    def mark(self, queues: Iterable[QueueKey]) -> None:
        """Remember that the cases of these queues have changed."""
        for queue in sorted(set(queues)):
            which = [QUEUES.c[name] == value for name, value in queue._asdict().items()]
            marked = update(QUEUES).where(*which).values(changes=QUEUES.c.changes + 1).returning(QUEUES.c.changes)
            if not self._session.execute(marked).all():
                self._session.execute(insert(QUEUES).values(
                    **queue._asdict(), changes=1, learned_changes=-1, learned_on=None, model='', waiting=0, treated=0,
                ))

    def heard(self, as_of: datetime | None, now: datetime) -> None:
        """Remember that the source was heard now, and about which moment."""
        before = self._session.scalar(select(SOURCE.c.as_of).where(ONLY_SOURCE))
        latest = max((one for one in (before, as_of) if one is not None), default=None)
        self._session.execute(update(SOURCE).where(ONLY_SOURCE).values(as_of=latest, imported_at=now))


def _case(case: CaseToWrite, now: datetime) -> tuple:
    told = case.told
    return (
        case.number, case.id, told.reference, *case.queue, told.received, told.priority,
        told.first(EventKind.STARTED), told.first(EventKind.DECIDED), told.first(EventKind.WITHDRAWN),
        told.as_of, case.digest, now,
    )


def _people(case: CaseToWrite) -> Iterable[tuple]:
    for place, (told, person) in enumerate(zip(case.told.persons, case.people, strict=True)):
        yield case.number, person, place, told.part.value, told.name


def _events(case: CaseToWrite) -> Iterable[tuple]:
    for place, event in enumerate(case.told.events):
        yield case.number, place, event.kind.value, event.day, event.what, event.until, event.told
