"""Trying a code or a phrase: counted before it is compared, so that many tries at once count as many.

For details that nobody has, everything happens that happens for a person's: the same rows, the same slow comparison.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from prometheus_client import Counter, Gauge

from portal.clock import Clock
from portal.database import Database, Work
from portal.identity.errors import Crowded, PersonUnknown, TryLater, WrongDetails
from portal.identity.model import Person, PersonId
from portal.identity.model.codes import Ended, Hashed, Kind, Paper, Secret
from portal.identity.rules import delays
from portal.identity.secret_hashes import SecretHashes
from portal.identity.service.telling import Telling
from portal.identity.store.codes import PaperStore, SecretStore
from portal.identity.store.failures import FailureStore
from portal.identity.store.people import PersonStore

NOBODY = PersonId('')
FAILURES = Counter('portal_login_failures_total', 'Wrong codes and phrases', ['kind'])
ABOVE_USUAL = Gauge(
    'portal_login_failures_above_usual', 'Wrong codes and phrases this hour, as times the usual of the same hour',
    multiprocess_mode='max',
)

log = logging.getLogger('portal.logins')


@dataclass(frozen=True, kw_only=True)
class Given:
    """What somebody typed, and where from."""

    v_number: str
    birth_date: date
    secret: str
    network: str


@dataclass(frozen=True, kw_only=True)
class Found:
    """Whom the details belong to, if anybody, and what is kept of their secret."""

    person: Person | None
    secret: Secret | None

    @property
    def hashed(self) -> Hashed | None:
        """What to compare with; nothing when many tried at once, and this is one more than there may be."""
        if self.secret is None or delays.is_dead(self.secret.failures - 1):
            return None
        return self.secret.hashed

    @property
    def is_worn_out(self) -> bool:
        """Whether the secret is to be ended, unless it is: also when whoever should have done so broke down."""
        return self.secret is not None and self.secret.ended is None and delays.is_dead(self.secret.failures)


class Trying:
    """Compares what somebody typed with what is kept, and slows down who guesses."""

    def __init__(self, database: Database, clock: Clock, hashes: SecretHashes, telling: Telling) -> None:
        self._database, self._clock, self._hashes, self._telling = database, clock, hashes, telling
        self._before: tuple[datetime | None, Sequence[int]] = None, ()

    def compare(self, kind: Kind, given: Given) -> tuple[Person, Secret]:
        """Whose secret it is; it may have been used or be too old. Raises `TryLater` or `WrongDetails`."""
        found = self._begin(kind, given)
        fits = self._hashes.fits(given.secret, found.hashed)
        if not (fits and found.person and found.secret):
            self._failed(kind, found, given.network)
            raise WrongDetails
        return found.person, found.secret

    def forgive(self, session: Work, given: Given, secret: Secret) -> None:
        """It was right: wrong tries before it count no more, and neither does this one.

        To be called before the secret is changed otherwise: all rows are locked in the order in which a try locks them.
        """
        store = FailureStore(session)
        store.forget(self._reference(given), given.network)
        store.uncount(delays.hour_of(self._clock.now()))
        SecretStore(session).forgive(secret.id)

    def _begin(self, kind: Kind, given: Given) -> Found:
        """Count the try as a wrong one, and find what to compare with; raises `TryLater`."""
        now = self._clock.now()
        with self._database.transaction() as session:
            store = FailureStore(session)
            refusal = self._count(store, self._reference(given), given.network, now)
            if refusal is None:
                return _find(session, kind, given)
        raise refusal

    def _count(self, store: FailureStore, reference: str, network: str, now: datetime) -> TryLater | None:
        tries, crowd = store.lock(reference, network, now, since=now - delays.WINDOW)
        if (until := delays.delayed_until(tries, now)) is not None:
            return TryLater(until)
        if (until := delays.held_until(tries, crowd, now)) is not None:
            store.keep(reference, network, delays.held(tries, until))
            return Crowded(until)
        failures = store.count(reference, network, delays.counted(tries, now), hour=delays.hour_of(now))
        _watch(failures, self._usual(store, now))
        return None

    def _failed(self, kind: Kind, found: Found, network: str) -> None:
        """Writes nothing but to the log, so that a failure takes as long for somebody as for nobody."""
        FAILURES.labels(kind.value).inc()
        log.info('a log-in failed', extra={'kind': kind.value, 'network': network})
        if found.person and found.secret and found.is_worn_out:
            with self._database.transaction() as session:
                self._end(session, found.person, found.secret, self._clock.now())

    def _usual(self, store: FailureStore, now: datetime) -> Sequence[int]:
        """How many tries were wrong in this hour of other days; they do not change any more, so they are asked once."""
        hour, before = self._before
        if hour != delays.hour_of(now):
            before = store.failures_of(delays.same_hours(now))
            self._before = delays.hour_of(now), before
        return before

    def _reference(self, given: Given) -> str:
        """What stands for a person's details, whether anybody has them or not."""
        return self._hashes.mark('reference', given.v_number, given.birth_date.isoformat())

    def _end(self, session: Work, person: Person, secret: Secret, now: datetime) -> None:
        """A secret dies, not a person: they are told, and a letter with a new code goes to them by itself."""
        if SecretStore(session).end(secret.id, Ended.FAILURES, now):
            self._telling.tell(session, person, Paper.CODE_DEAD, now, about=secret.id)
            PaperStore(session).add(person.id, Paper.CODE, now)
            log.warning('a secret was tried too often and is at an end', extra={
                'kind': secret.kind.value, 'person': person.id,
            })


def note(secret: Secret, network: str) -> None:
    """Write to the log that somebody is in."""
    log.info('logged in', extra={'kind': secret.kind.value, 'person': secret.person, 'network': network})


def _find(session: Work, kind: Kind, given: Given) -> Found:
    """Whose details these are, and their secret with this try counted on it, which ends the transaction."""
    try:
        person = PersonStore(session).get_by_v_number(given.v_number)
    except PersonUnknown:
        person = None
    if person and person.birth_date != given.birth_date:
        person = None
    store = SecretStore(session)
    secret = store.find(person.id if person else NOBODY, kind)
    with session.finishing():
        counted = store.count_failure(secret.id if secret else '')
    failures = sum(count for count, in counted.rows())
    return Found(person=person, secret=replace(secret, failures=failures) if secret else None)


def _watch(failures: int, before: Sequence[int]) -> None:
    """Alarm when the whole service sees far more wrong tries than at this hour on other days."""
    above = delays.above_usual(failures, before)
    ABOVE_USUAL.set(above)
    if delays.becomes_alarming(failures, before):
        log.warning('unusually many log-ins fail', extra={'failures': failures, 'times_the_usual': round(above, 1)})
