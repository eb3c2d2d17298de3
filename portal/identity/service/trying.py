"""Trying a code or a phrase: counted before it is compared, so that many tries at once count as many.

For details that nobody has, everything happens that happens for a person's: the same rows, the same slow comparison.
"""

import logging
from dataclasses import dataclass, replace
from datetime import date, datetime

from prometheus_client import Counter, Gauge

from portal.clock import Clock
from portal.database import Database, Work
from portal.identity.errors import Crowded, PersonUnknown, TryLater, WrongDetails
from portal.identity.model import Person, PersonId
from portal.identity.model.codes import Ended, Kind, Paper, Secret
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


class Trying:
    """Compares what somebody typed with what is kept, and slows down who guesses."""

    def __init__(self, database: Database, clock: Clock, hashes: SecretHashes, telling: Telling) -> None:
        self._database, self._clock, self._hashes, self._telling = database, clock, hashes, telling

    def compare(self, kind: Kind, given: Given) -> tuple[Person, Secret]:
        """Whose secret it is; it may have been used or be too old. Raises `TryLater` or `WrongDetails`."""
        reference = self._hashes.mark('reference', given.v_number, given.birth_date.isoformat())
        found = self._begin(kind, given, reference)
        fits = self._hashes.fits(given.secret, found.secret.hashed if found.secret else None)
        if not (fits and found.person and found.secret):
            self._failed(kind, found, given.network)
            raise WrongDetails
        return found.person, found.secret

    def succeed(self, session: Work, given: Given, secret: Secret) -> None:
        """It was right and opens: wrong tries before it count no more."""
        reference = self._hashes.mark('reference', given.v_number, given.birth_date.isoformat())
        FailureStore(session).forget(reference, given.network)
        SecretStore(session).forgive(secret.id)
        log.info('logged in', extra={'kind': secret.kind.value, 'person': secret.person, 'network': given.network})

    def _begin(self, kind: Kind, given: Given, reference: str) -> Found:
        """Count the try, and find what to compare with; raises `TryLater`."""
        now = self._clock.now()
        with self._database.transaction() as session:
            refusal = self._count(FailureStore(session), reference, given.network, now)
            if refusal is None:
                return _find(session, kind, given)
        raise refusal

    def _count(self, store: FailureStore, reference: str, network: str, now: datetime) -> TryLater | None:
        tries = store.lock(reference, network, now)
        if (until := delays.delayed_until(tries, now)) is not None:
            return TryLater(until)
        crowd = store.people_failing(network, now - delays.WINDOW)
        if (until := delays.held_until(tries, crowd, now)) is not None:
            store.keep(reference, network, delays.held(tries, until))
            return Crowded(until)
        store.keep(reference, network, delays.counted(tries, now))
        return None

    def _failed(self, kind: Kind, found: Found, network: str) -> None:
        now = self._clock.now()
        with self._database.transaction() as session:
            store = FailureStore(session)
            failures = store.count(delays.hour_of(now))
            before = store.failures_of(delays.same_hours(now))
            if found.person and found.secret and delays.is_dead(found.secret.failures):
                self._end(session, found.person, found.secret, now)
        FAILURES.labels(kind.value).inc()
        log.info('a log-in failed', extra={'kind': kind.value, 'network': network})
        _watch(delays.above_usual(failures, before), failures)

    def _end(self, session: Work, person: Person, secret: Secret, now: datetime) -> None:
        """A secret dies, not a person: they are told, and a letter with a new code goes to them by itself."""
        if SecretStore(session).end(secret.id, Ended.FAILURES, now):
            self._telling.tell(session, person, Paper.CODE_DEAD, now, about=secret.id)
            PaperStore(session).add(person.id, Paper.CODE, now)
            log.warning('a secret was tried too often and is at an end', extra={
                'kind': secret.kind.value, 'person': person.id,
            })


def _find(session: Work, kind: Kind, given: Given) -> Found:
    """Whose details these are, and their secret with this try counted on it."""
    try:
        person = PersonStore(session).get_by_v_number(given.v_number)
    except PersonUnknown:
        person = None
    if person and person.birth_date != given.birth_date:
        person = None
    store = SecretStore(session)
    secret = store.find(person.id if person else NOBODY, kind)
    failures = store.count_failure(secret.id if secret else '')
    if secret is None or delays.is_dead(failures - 1):
        # The second: many tried at once, and the try that ends the secret has not come that far.
        return Found(person=person, secret=None)
    return Found(person=person, secret=replace(secret, failures=failures))


def _watch(above: float, failures: int) -> None:
    """Alarm when the whole service sees far more wrong tries than at this hour on other days."""
    ABOVE_USUAL.set(above)
    if above > delays.ALARM_TIMES:
        log.warning('unusually many log-ins fail', extra={'failures': failures, 'times_the_usual': round(above, 1)})
