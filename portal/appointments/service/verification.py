"""The proof that nobody is double-booked: every visit owns exactly its place, and nothing else is claimed."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain

from portal.appointments.calendar import Calendar
from portal.appointments.messages import Messages
from portal.appointments.model import Catalogue, VisitState
from portal.appointments.model.ledger import Entry, Finding, Proof
from portal.appointments.rules import ledger as rules
from portal.appointments.service.fresh import moment_of_number
from portal.appointments.store.verification import VerificationStore
from portal.clock import Clock
from portal.database import Database

SHOWN = 20


class Verification:
    """Looks through all the books; changes nothing."""

    def __init__(self, database: Database, clock: Clock, *, calendar: Calendar, messages: Messages) -> None:
        self._database, self._clock, self._calendar, self._messages = database, clock, calendar, messages

    def prove(self) -> Proof:
        """What is true of all visits at this moment, with the first findings where something is wrong."""
        look, tally = _Look(self._calendar.catalogue(), self._clock.now()), _Tally()
        with self._database.reading() as session:
            store = VerificationStore(session)
            for entries in store.pages():
                tally.count(entries)
                tally.add(chain(look.faults(entries), self._untold(entries)))
            tally.add(chain(store.orphans(), store.twice()))
        return tally.proof()

    def _untold(self, entries: Iterable[Entry]) -> Iterator[Finding]:
        """Booked visits whose confirmation was never put in the outbox; of old ones it may have been forgotten."""
        since = self._messages.kept_since()
        told = {
            entry.key: entry for entry in entries if entry.state is VisitState.BOOKED and entry.has_email
            and (since is None or moment_of_number(entry.number) >= since)
        }
        for key in self._messages.without_confirmation(list(told)):
            yield _about(told[key], 'has an e-mail address, but its confirmation was never kept for sending')


class _Look:
    """Holds visits against what can be visited at one moment."""

    def __init__(self, catalogue: Catalogue, now: datetime) -> None:
        self._catalogue, self._now = catalogue, now
        self._able = {
            (desk, product): [frozenset(one.id for one in resources) for resources in catalogue.able(desk, product)]
            for desk in catalogue.desks for product in catalogue.products
        }

    def faults(self, entries: Iterable[Entry]) -> Iterator[Finding]:
        """What is wrong with each visit by itself."""
        for entry in entries:
            desk, product = self._catalogue.desks[entry.slot.desk], self._catalogue.products[entry.slot.product]
            able = self._able[desk.key, product.key]
            for fault in rules.faults(entry, product.needs, able, desk=desk, now=self._now):
                yield _about(entry, fault)


class _Tally:
    """Counts on the way, and keeps the first findings."""

    def __init__(self) -> None:
        self._visits = self._claims = self._count = 0
        self._shown: list[Finding] = []

    def count(self, entries: Sequence[Entry]) -> None:
        self._visits += sum(entry.state is not VisitState.CANCELLED for entry in entries)
        self._claims += sum(entry.claims for entry in entries)

    def add(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self._count += 1
            if len(self._shown) < SHOWN:
                self._shown.append(finding)

    def proof(self) -> Proof:
        return Proof(visits=self._visits, claims=self._claims, findings=tuple(self._shown), count=self._count)


def _about(entry: Entry, says: str) -> Finding:
    return Finding(about=f'Visit {entry.code}', says=says)
