"""What is kept of a person by log-in, and what was kept long enough."""

from collections.abc import Callable, Collection, Sequence
from datetime import datetime, time

from sqlalchemy import ColumnElement, Table, delete, func, or_, select

from portal.database import Work
from portal.identity.model import Level, LoggedIn, PersonId
from portal.identity.model.codes import How, Kind, Paper
from portal.identity.model.keeping import KeptOfPerson, Known, SecretKept, Typed
from portal.identity.store.access_log import LOG
from portal.identity.store.codes import PAPERS, SECRETS
from portal.identity.store.links import LINKS
from portal.identity.store.people import PEOPLE, PersonStore
from portal.identity.store.sessions import SESSIONS, TYPED, logged_in_of
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.kernel.retention import Stock

InUse = Callable[[Sequence[Known]], Collection[PersonId]]
"""Which of these people another room still needs."""
OVER = func.coalesce(SECRETS.c.ended_at, SECRETS.c.works_until)
"""When a code or a phrase ended; a phrase that is in use has no such moment."""


class KeepingStore:
    """What is kept of people, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def of(self, person: PersonId) -> KeptOfPerson:
        """Everything that log-in keeps of somebody; raises `PersonUnknown`."""
        known = PersonStore(self._session).get(person)
        query = select(PEOPLE.c.created_at, PEOPLE.c.active_on, PEOPLE.c.bsn).where(PEOPLE.c.id == person)
        created_at, active_on, bsn = self._session.execute(query).one()
        return KeptOfPerson(
            person=known, created_at=created_at, active_on=active_on, has_bsn=bsn is not None,
            sessions=tuple(self._sessions(person)), typed=tuple(self._typed(person)),
            secrets=tuple(self._secrets(person)), messages=tuple(self._messages(person)),
            linked_at=tuple(self._session.scalars(select(LINKS.c.linked_at).where(LINKS.c.person == person))),
        )

    def _sessions(self, person: PersonId) -> list[LoggedIn]:
        query = select(SESSIONS).where(SESSIONS.c.person == person).order_by(SESSIONS.c.began)
        rows = self._session.execute(query)
        return [logged_in_of(dict(row)) for row in rows.mappings()]

    def _typed(self, person: PersonId) -> list[Typed]:
        rows = self._session.execute(select(TYPED).where(TYPED.c.key == f'person:{person}')).mappings()
        return [
            Typed(
                address=row['address'], values=tuple((name, value) for name, value in row['values']),
                expires_at=row['expires_at'],
            ) for row in rows
        ]

    def _secrets(self, person: PersonId) -> list[SecretKept]:
        query = select(SECRETS).where(SECRETS.c.person == person).order_by(SECRETS.c.made_at)
        return [
            SecretKept(
                kind=Kind(row['kind']), how=How(row['how']), level=Level(row['level']), made_at=row['made_at'],
                works_until=row['works_until'], ended_at=row['ended_at'],
            ) for row in self._session.execute(query).mappings()
        ]

    def _messages(self, person: PersonId) -> list[str]:
        numbers = self._session.scalars(select(SECRETS.c.id).where(SECRETS.c.person == person))
        return [f'login:{number}:{what}' for number in numbers for what in Paper]

    def looks_before(self, moment: datetime) -> Stock:
        """How many lines the access log has, and how many of them are older than that moment."""
        return self._stock(LOG, LOG.c.started, LOG.c.started < moment)

    def sessions_before(self, moment: datetime) -> Stock:
        """How many log-ins are kept, and how many of them ended before that moment."""
        return self._stock(SESSIONS, SESSIONS.c.began, SESSIONS.c.ends < moment)

    def typed_before(self, moment: datetime) -> Stock:
        """How many forms are kept, and how many of them should have gone by that moment."""
        return self._stock(TYPED, TYPED.c.expires_at, TYPED.c.expires_at <= moment)

    def codes_before(self, moment: datetime) -> Stock:
        """How many codes and phrases are kept, and how many of them ended before that moment."""
        return self._stock(SECRETS, SECRETS.c.made_at, moment > OVER)

    def people_before(self, moment: datetime, in_use: InUse, *, most: int) -> Stock:
        """How many people are kept, and how many were last here before that moment and are not in use."""
        count, oldest = self._session.execute(select(func.count(), func.min(PEOPLE.c.active_on))).one()
        since = datetime.combine(oldest, time(), DUTCH_TIME) if oldest else None
        return Stock(count=count, oldest=since, overdue=len(self._unused(moment, in_use, most)))

    def remove_sessions(self, moment: datetime, most: int) -> int:
        """Forget so many log-ins that ended before."""
        return self._remove(SESSIONS, SESSIONS.c.token, SESSIONS.c.ends < moment, most)

    def remove_typed(self, moment: datetime, most: int) -> int:
        """Forget what was kept of so many forms until then."""
        over = select(TYPED.c.key, TYPED.c.address).where(TYPED.c.expires_at <= moment).limit(most)
        keys = self._session.execute(over).all()
        same = [(TYPED.c.key == key) & (TYPED.c.address == address) for key, address in keys]
        if same:
            self._session.execute(delete(TYPED).where(or_(*same)))
        return len(same)

    def remove_codes(self, moment: datetime, most: int) -> int:
        """Forget so many codes and phrases that ended before."""
        return self._remove(SECRETS, SECRETS.c.id, moment > OVER, most)

    def remove_people(self, moment: datetime, in_use: InUse, most: int) -> int:
        """Forget so many people who were last here before and whom nothing needs, with all that log-in has of them."""
        people = self._unused(moment, in_use, most)
        for table in (SECRETS, PAPERS, SESSIONS, LINKS):
            self._session.execute(delete(table).where(table.c.person.in_(people)))
        self._session.execute(delete(PEOPLE).where(PEOPLE.c.id.in_(people)))
        self._session.execute(delete(TYPED).where(TYPED.c.key.in_([f'person:{person}' for person in people])))
        return len(people)

    def _unused(self, moment: datetime, in_use: InUse, most: int) -> list[str]:
        """Those who were last here before, and of whom no other room has anything; reads on until there are so many."""
        found: list[str] = []
        after = ''
        while len(found) < most:
            query = select(PEOPLE.c.id, PEOPLE.c.v_number).where(
                PEOPLE.c.active_on < dutch_day(moment), PEOPLE.c.id > after,
            ).order_by(PEOPLE.c.id).limit(most)
            page = self._session.execute(query).all()
            if not page:
                break
            needed = in_use([Known(PersonId(row.id), row.v_number) for row in page])
            found += [row.id for row in page if row.id not in needed]
            after = page[-1].id
        return found[:most]

    def _remove(self, table: Table, key: ColumnElement[str], which: ColumnElement[bool], most: int) -> int:
        keys = list(self._session.scalars(select(key).where(which).limit(most).with_for_update(skip_locked=True)))
        self._session.execute(delete(table).where(key.in_(keys)))
        return len(keys)

    def _stock(self, table: Table, since: ColumnElement[datetime], overdue: ColumnElement[bool]) -> Stock:
        count, oldest = self._session.execute(select(func.count(), func.min(since)).select_from(table)).one()
        late = self._session.scalar(select(func.count()).select_from(table).where(overdue)) or 0
        return Stock(count=count, oldest=oldest, overdue=late)
