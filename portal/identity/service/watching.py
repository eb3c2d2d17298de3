"""Watching over who looks: declared relatives, and a report of unusual reading for the auditor."""

import logging
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta

from portal.clock import Clock
from portal.database import Database
from portal.identity.model import PersonId
from portal.identity.model.watching import Limits, Unusual
from portal.identity.rules.watching import Known, unusual
from portal.identity.service.looking import AccessLog
from portal.identity.store.watching import WatchStore
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day

REPORTED = 200
"""Notices on the auditor's page."""

MOMENT = timedelta(microseconds=1)
"""The smallest step of time that a database keeps."""

log = logging.getLogger(__name__)


class Watching:
    """Finds reading of which somebody should ask why."""

    def __init__(
        self, database: Database, clock: Clock, *, access_log: AccessLog, limits: Limits, kept: timedelta,
    ) -> None:
        self._database, self._clock, self._log = database, clock, access_log
        self._limits, self._kept = limits, kept

    def unusual(self, now: datetime) -> list[Unusual]:
        """What is unusual about the day of this moment, up to and including it."""
        day = dutch_day(now)
        began = _midnight(day)
        with self._database.reading() as session:
            store = WatchStore(session)
            known = Known(
                limits=self._limits, relations=store.relations(),
                habits=store.habits(began - timedelta(days=self._limits.days_of_history), began),
            )
            since = began - timedelta(days=self._limits.same_person_within)
            return unusual(store.glances(since, now + MOMENT), known, day=day)

    def today(self) -> list[Unusual]:
        """What is unusual about today, up to now."""
        return self.unusual(self._clock.now())

    def report(self) -> list[Unusual]:
        """What a job does every day: report yesterday, remove old reports; returns what was not reported before."""
        now = self._clock.now()
        today = dutch_day(now)
        found = self.unusual(_midnight(today) - MOMENT)
        with self._database.transaction() as session:
            store = WatchStore(session)
            new = store.add_notices(found, now)
            store.remove_notices(today - self._kept)
        for one in new:
            log.warning('unusual reading', extra={'rule': one.rule.value, 'day': str(one.day), 'count': one.count})
        return new

    def reported(self) -> Sequence[Unusual]:
        """What was reported, the latest first."""
        with self._database.reading() as session:
            return WatchStore(session).notices(REPORTED)

    def declare(self, relatives: Iterable[tuple[str, PersonId]]) -> None:
        """Keep which employee, by the key of the account, is whose relative; what was declared before is replaced."""
        pairs = [(actor, subject) for actor, person in relatives for subject in self._log.subjects(person)]
        with self._database.transaction() as session:
            WatchStore(session).replace_relations(pairs)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), DUTCH_TIME)
