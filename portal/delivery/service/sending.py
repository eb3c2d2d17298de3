"""Sends letters to the service that prints and posts, and asks after them.

A letter goes once: before it is sent the service is asked whether it has it, under the name that we gave it. So who
takes over from a worker that died between sending and noting finds the letter there, and sends nothing.
"""

import logging
from typing import Protocol

from prometheus_client import Gauge

from portal.clock import Clock
from portal.database import Database
from portal.delivery import rules
from portal.delivery.errors import ServiceClosed, ServiceForgot, ServiceRefused, ServiceUnclear
from portal.delivery.model import AtService, Going, State, Step, Why
from portal.delivery.store.goings import GoingStore
from portal.kernel.sheets import NoPdf, count_pages
from portal.letters.errors import LetterDamaged
from portal.letters.service.archive import Archive

AT_ONCE, ASKED_AT_ONCE = 50, 200
NEEDING_A_PERSON = Gauge(
    'portal_letters_needing_a_person', 'Letters that go no further by themselves', multiprocess_mode='max',
)

log = logging.getLogger('portal.delivery')


class Service(Protocol):
    """Who prints and posts letters that are sent one by one."""

    def find(self, reference: str) -> AtService | None:
        """The letter under this name, if the service has it; raises `ServiceClosed` or `ServiceUnclear`."""
        ...

    def send(self, reference: str, pdf: bytes) -> AtService:
        """Hand a letter over; raises `ServiceRefused`, `ServiceClosed` or `ServiceUnclear`."""
        ...

    def status(self, service_id: str) -> str:
        """How far a letter is there; raises `ServiceForgot`, `ServiceClosed` or `ServiceUnclear`."""
        ...


class Sending:
    """What a worker does every minute; several may do it at once. Without a service nothing is sent."""

    def __init__(self, database: Database, clock: Clock, archive: Archive, *, service: Service | None) -> None:
        self._database, self._clock, self._archive, self._service = database, clock, archive, service

    def work(self) -> None:
        """Send what is due, ask after what was sent, and tell the operator how many letters need a person."""
        if self._service is not None:
            self.send_due(self._service)
            self.ask_due(self._service)
        with self._database.reading() as session:
            NEEDING_A_PERSON.set(GoingStore(session).count(State.STUCK))

    def send_due(self, service: Service) -> int:
        """Send up to 50 letters that are due; how many the service has now."""
        now = self._clock.now()
        with self._database.transaction() as session:
            leased = GoingStore(session).lease(now, AT_ONCE, until=now + rules.LEASE)
        sent = 0
        for number, one in enumerate(leased):
            if not rules.may_start(one, self._clock.now()):
                self._give_back(leased[number:])
                break
            try:
                sent += self._send(one, service)
            except ServiceClosed as closed:
                log.error('the service takes no letters of ours now, and is asked again in five minutes: %s', closed)
                self._give_back(leased[number:])
                break
        return sent

    def _send(self, one: Going, service: Service) -> bool:
        """Whether the service has the letter now; raises `ServiceClosed`."""
        try:
            there = self._hand_over(one, service)
        except ServiceClosed:
            raise
        except (LetterDamaged, NoPdf):
            return self._go_on(one, Step(state=State.STUCK, why=Why.DAMAGED))
        except ServiceRefused as refused:
            return self._go_on(one, Step(state=State.STUCK, why=Why.REFUSED), status=str(refused))
        except Exception as failure:
            log.warning('a letter was not surely sent, try %d: %s', one.attempts, type(failure).__name__)
            return self._go_on(one, rules.after_failure(one, self._clock.now()))
        if isinstance(there, Why):
            return self._go_on(one, Step(state=State.STUCK, why=there))
        step = Step(state=State.WITH_SERVICE, next_try=self._clock.now() + rules.ASK_SOON)
        return self._go_on(one, step, status=there.status, service_id=there.id)

    def _hand_over(self, one: Going, service: Service) -> AtService | Why:
        """The letter at the service, or why it was not sent."""
        if rules.is_unsure(one, self._clock.now()):
            return Why.UNSURE
        if one.attempts > rules.ATTEMPTS:
            return Why.NO_ANSWER  # it took every worker down that tried it
        pdf = self._archive.pdf(one.reference)
        if rules.is_too_large(len(pdf), count_pages(pdf)):
            return Why.TOO_LARGE
        return service.find(one.service_reference) or service.send(one.service_reference, pdf)

    def _give_back(self, letters: list[Going]) -> None:
        """They were not sent, which is not their fault: this try does not count."""
        due = self._clock.now() + rules.PAUSE
        with self._database.transaction() as session:
            for one in letters:
                left = one.attempts - 1
                GoingStore(session).move(
                    one, State.WAITING, next_try=due, attempts=left, tried_at=one.tried_at if left else None,
                )

    def ask_due(self, service: Service) -> None:
        """Ask after up to 200 letters of which news is due."""
        with self._database.reading() as session:
            due = GoingStore(session).without_news(self._clock.now(), ASKED_AT_ONCE)
        for one in due:
            try:
                step, said = self._news(one, service)
                self._go_on(one, step, status=said)
            except ServiceClosed as closed:
                log.error('the service tells nothing about our letters now: %s', closed)
                return

    def _news(self, one: Going, service: Service) -> tuple[Step, str]:
        """What becomes of a letter, and the last that the service said of it."""
        now = self._clock.now()
        try:
            said = service.status(one.service_id)
        except ServiceForgot:
            return rules.after_news(one, None, now=now), one.status
        except ServiceUnclear:
            return rules.after_news(one, one.status, now=now), one.status
        return rules.after_news(one, said, now=now), said

    def _go_on(self, one: Going, step: Step, *, status: str = '', service_id: str | None = None) -> bool:
        """Whether the service has the letter now."""
        changes = {'next_try': step.next_try, 'why': step.why or '', 'status': status}
        if service_id is not None:
            changes['service_id'] = service_id
        if step.state in rules.AT_THE_POST and one.gone_at is None:
            changes['gone_at'] = self._clock.now()
        with self._database.transaction() as session:
            moved = GoingStore(session).move(one, step.state, **changes)
        if moved and step.state is State.STUCK:
            log.error('a letter needs a person (%s); see: flask post waiting', step.why)
        return step.state is State.WITH_SERVICE
