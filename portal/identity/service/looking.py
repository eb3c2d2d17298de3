"""The access log: who looked at whose data, when and why."""

import hmac
import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from portal.clock import Clock
from portal.database import Database
from portal.identity.model import PersonId
from portal.identity.model.looking import Activity, Actor, Look, LookSearch, NotedLook, Outcome, Story
from portal.identity.rules.looking import by_day, is_own, is_own_change, told
from portal.identity.store.access_log import ADD, GRANT, LookStore, noted, values_of

PAGE = 50
"""Lines on one page."""
OPEN_FOR = timedelta(hours=1)
"""So long can an employee open somebody's page after saying why."""
TRACE_BYTES, SPAN_BYTES = 16, 8
SUBJECT_KIND = 'person'


class AccessLog:
    """Notes every look and answers who looked; people stand in it by keyed hashes, never by a number of theirs."""

    def __init__(
        self, database: Database, clock: Clock, *, register: Mapping[str, Activity], secret_keys: Sequence[str],
    ) -> None:
        self._database, self._clock, self.register = database, clock, register
        self._keys = [key.encode() for key in secret_keys]

    def look(self, activity: str, person: PersonId | None, *, room: str, actor: Actor, **more: object) -> Look:
        """A look that happens now; `more` are further fields of `Look`. Raises `KeyError` for an unknown activity."""
        now = self._clock.now()
        given = {'started': now, 'ended': now, 'trace_id': secrets.token_bytes(TRACE_BYTES)} | more
        return Look(
            activity=self.register[activity].key, person=person, room=room, actor=actor,
            span_id=secrets.token_bytes(SPAN_BYTES), **given,  # type: ignore[arg-type]
        )

    def note(self, look: Look) -> None:
        """Keep a look, in the open transaction or by itself. When that raises, nothing may be shown."""
        self._database.tell(ADD, **values_of(look, self.subjects(look.person)[0]))

    def noting(self, look: Look) -> AbstractContextManager[None]:
        """`note` it while the block makes what will be shown: when leaving the block raises, nothing may be shown."""
        return self._database.telling(ADD, **values_of(look, self.subjects(look.person)[0]))

    def subjects(self, person: PersonId | None) -> tuple[str, ...]:
        """What stands for somebody in the log: under the key of today first, then under older ones."""
        if person is None:
            return ('',)
        return tuple(hmac.digest(key, b'subject ' + person.encode(), 'sha256').hex() for key in self._keys)

    def find_grant(self, person: PersonId, actor: Actor) -> NotedLook | None:
        """The look with which this employee, in this session, opened somebody's page within the hour."""
        now = self._clock.now()
        for subject in self.subjects(person):
            found = self._database.ask(
                GRANT, whose=subject, by=actor.key, during=actor.session, after=now - OPEN_FOR, until=now,
            )
            if found:
                return noted(found[0])
        return None

    def looks_at(self, person: PersonId, *, before: int = 0, count: int = PAGE + 1) -> list[NotedLook]:
        """Who looked at somebody's data, the latest first; 0 is no limit."""
        with self._database.reading() as session:
            return LookStore(session).of(self.subjects(person), before=before, count=count)

    def story_of(self, person: PersonId, *, before: int = 0) -> Story:
        """One page of who looked at somebody's data, as the person reads it."""
        looks = self.looks_at(person, before=before)
        page, more = looks[:PAGE], len(looks) > PAGE
        own, changed = filter(is_own, page), filter(is_own_change, page)
        others = [look for look in page if not (is_own(look) or is_own_change(look))]
        return Story(
            days=by_day(told(others)), own=told(own), changed=told(changed), before=page[-1].id if more else 0,
        )

    def search(self, asked: LookSearch) -> list[NotedLook]:
        """What an auditor asks for, the latest first; one line more than a page tells that there is another."""
        with self._database.reading() as session:
            return LookStore(session).search(asked, self.subjects(asked.person), PAGE + 1)

    def lines(self, since: datetime, until: datetime) -> Iterator[dict[str, object]]:
        """The looks of a period as log lines of the standard, which do not say who looked."""
        with self._database.reading() as session:
            for look in LookStore(session).between(since, until):
                yield self._line(look)

    def _line(self, look: NotedLook) -> dict[str, object]:
        activity = self.register.get(look.activity)
        return {
            'trace_id': look.trace_id, 'operation_id': look.span_id, 'parent_operation_id': look.parent or None,
            'status_code': look.outcome.value, 'name': look.activity,
            'start_time': _milliseconds(look.started), 'end_time': _milliseconds(look.ended), 'resource': look.room,
            'attributes': {
                'dpl.core.processing_activity_id': activity.uri if activity else look.activity,
                'dpl.core.data_subject_id': look.subject or None,
                'dpl.core.data_subject_id_type': SUBJECT_KIND if look.outcome is not Outcome.ERROR else None,
            },
        }


def _milliseconds(moment: datetime) -> int:
    return round(moment.timestamp() * 1000)
