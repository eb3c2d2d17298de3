"""Sealing the access log, checking it, and removing what is old."""

import logging
from contextlib import suppress
from datetime import timedelta

from portal.clock import Clock
from portal.database import Busy, Database
from portal.identity.model.sealing import Fault, Seal, Verdict, Wrong
from portal.identity.rules.sealing import KEPT_AT_LEAST, all_faults, faults_of_chain, faults_of_lines, seal_over
from portal.identity.store.sealing import SealStore

BATCH = 10_000
"""Lines under one seal."""

log = logging.getLogger(__name__)


class Sealing:
    """Closes what was written, so that a later change shows. Writing a line never waits for it."""

    def __init__(self, database: Database, clock: Clock, *, kept: timedelta) -> None:
        self._database, self._clock, self._kept = database, clock, max(kept, KEPT_AT_LEAST)

    def seal(self) -> list[Seal]:
        """Close all lines that were written up to now; returns the new seals. Raises `Busy`."""
        with self._database.transaction() as session:
            store = SealStore(session)
            store.wait_for_writers()
            highest = store.highest_line()
        made = []
        while (seal := self._next(highest)) is not None:
            made.append(seal)
            # The log goes elsewhere: whoever changes the table cannot change what was said there.
            log.info('access log sealed', extra={'seal': seal.number, 'lines': seal.count, 'digest': seal.digest})
        return made

    def _next(self, highest: int) -> Seal | None:
        with self._database.transaction() as session:
            store = SealStore(session)
            store.wait_for_sealers()
            head = store.head()
            lines = store.lines_after(head.last if head else 0, until=highest, most=BATCH)
            if not lines:
                return None
            last = lines[-1].id if len(lines) == BATCH else highest
            seal = seal_over(lines, last=last, head=head, now=self._clock.now())
            store.add(seal)
            return seal

    def seal_if_possible(self) -> None:
        """What a job does every minute; when many are looking it tries again a minute later."""
        with suppress(Busy):
            self.seal()

    def verify(self, known_head: str = '') -> Verdict:
        """Check every line and seal; `known_head` is a digest that was kept elsewhere."""
        with self._database.reading() as session:
            store = SealStore(session)
            head = store.head()
            last = head.last if head else 0
            upto = head.number if head else 0
            chain = faults_of_chain(store.seals(until=upto))
            lines = faults_of_lines(store.seals(until=upto), store.lines(until=last), emptied=store.emptied())
            lost = bool(known_head) and not store.knows(known_head)
            return Verdict(
                faults=all_faults(chain, lines, [Fault(wrong=Wrong.HEAD_UNKNOWN, seal=0)] if lost else []),
                seals=upto, lines=store.count_lines(), unsealed=store.count_lines(after=last),
                head=head.digest if head else '',
            )

    def remove_old(self) -> int:
        """Remove lines that are older than they are kept, whole seals only; the seals stay. Returns how many."""
        now = self._clock.now()
        with self._database.transaction() as session:
            store = SealStore(session)
            store.wait_for_sealers()
            head, old = store.head(), store.find_old(now - self._kept)
            if head is None or old is None or old.number <= store.emptied():
                return 0
            removed = store.remove_until(old.last)
            store.add(seal_over([], last=head.last, head=head, now=now, emptied=old.number))
            return removed
