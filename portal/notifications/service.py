"""Notifications: a message is kept with the change that caused it, and sent afterwards.

A message leaves at least once: whoever dies between sending and noting it sends again, with the same Message-ID.
"""

import logging
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from portal.clock import Clock
from portal.database import Database
from portal.kernel.retention import Stock
from portal.letters.model.base import Letter
from portal.notifications import calendar
from portal.notifications.composing import Composer
from portal.notifications.errors import Undeliverable
from portal.notifications.mail import Sender
from portal.notifications.model import CalendarEntry, KeptMessage, Leased, Message
from portal.notifications.payload import packed, unpacked
from portal.notifications.store import OutboxStore, State

LEASE = timedelta(minutes=5)
ATTEMPTS = 16
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=1)
"""16 tries with these pauses take about ten hours."""
AT_ONCE = 1000

log = logging.getLogger(__name__)


class Notifications:
    """Keeps messages and delivers them."""

    def __init__(self, database: Database, clock: Clock, composer: Composer) -> None:
        self._database = database
        self._clock = clock
        self._composer = composer

    def put(self, message: Message) -> None:
        """Keep `message` in the caller's transaction; a message with a known key is already kept."""
        kept = {
            'kind': message.letter.folder, 'payload': packed(message), 'language': message.language,
            'recipient': message.to, 'dedupe_key': message.dedupe_key,
        }
        with self._database.transaction() as session:
            OutboxStore(session).put(kept, self._clock.now())

    def deliver(self, sender: Sender, count: int = 20) -> int:
        """Send up to `count` messages that are due; how many left the house."""
        now = self._clock.now()
        with self._database.transaction() as session:
            leased = OutboxStore(session).lease(now, count, until=now + LEASE)
        return sum(self._deliver(one, sender) for one in leased)

    def _deliver(self, leased: Leased, sender: Sender) -> bool:
        if self._clock.now() >= leased.leased_until:
            return False
        try:
            sender.send(self._composer.mail(leased))
        except Undeliverable as refusal:
            self._give_up(leased, refusal)
        except Exception as failure:
            self._try_later(leased, failure)
        else:
            with self._database.transaction() as session:
                OutboxStore(session).mark_sent(leased, self._clock.now())
            return True
        return False

    def _try_later(self, leased: Leased, failure: Exception) -> None:
        if leased.attempt >= ATTEMPTS:
            self._give_up(leased, failure)
            return
        log.warning('message %d was not sent and is tried again: %s', leased.id, type(failure).__name__)
        pause = min(FIRST_PAUSE * 2 ** (leased.attempt - 1), LONGEST_PAUSE)
        with self._database.transaction() as session:
            OutboxStore(session).mark_failed(leased, repr(failure), next_try=self._clock.now() + pause)

    def _give_up(self, leased: Leased, failure: Exception) -> None:
        log.error('message %d is given up after %d tries: %s', leased.id, leased.attempt, type(failure).__name__)
        with self._database.transaction() as session:
            OutboxStore(session).mark_failed(leased, repr(failure), next_try=None)

    def waiting(self) -> int:
        """How many messages have yet to leave."""
        with self._database.reading() as session:
            return OutboxStore(session).count(State.WAITING, State.LEASED)

    def failed(self) -> int:
        """How many messages were given up."""
        with self._database.reading() as session:
            return OutboxStore(session).count(State.FAILED)

    def known(self, dedupe_keys: Sequence[str]) -> set[str]:
        """Those of these messages that are kept; one that was forgotten after it was sent is not among them."""
        with self._database.reading() as session:
            return OutboxStore(session).known(dedupe_keys)

    def about(self, dedupe_keys: Sequence[str], *, prefixes: Sequence[str] = ()) -> tuple[KeptMessage, ...]:
        """What is still kept of these messages, and of all whose key starts with a prefix; in order of time."""
        with self._database.reading() as session:
            return tuple(OutboxStore(session).about(dedupe_keys, prefixes))

    def letter_of(self, kept: KeptMessage) -> Letter | None:
        """What a kept message says; None when this version of the portal cannot read it any more."""
        with suppress(ValueError, LookupError):
            return unpacked(kept.kind, kept.payload)[0]
        return None

    def kept_since(self) -> datetime | None:
        """Messages from before this moment may have been forgotten after they were sent; None when none was."""
        with self._database.reading() as session:
            return OutboxStore(session).kept_since()

    def over_before(self, moment: datetime) -> Stock:
        """How many messages are kept, and how many of them were sent or given up before that moment."""
        with self._database.reading() as session:
            return OutboxStore(session).over_before(moment)

    def remove_over(self, moment: datetime, most: int) -> int:
        """Forget so many messages that were sent or given up before; returns how many."""
        with self._database.transaction() as session:
            return OutboxStore(session).remove_over(moment, most)

    def forget_sent(self, older_than: timedelta) -> int:
        """Remove all messages that were sent or given up longer ago than `older_than`; how many."""
        removed, moment = 0, self._clock.now() - older_than
        while found := self.remove_over(moment, AT_ONCE):
            removed += found
        return removed

    def calendar_download(self, entry: CalendarEntry) -> bytes:
        """The calendar file for somebody who puts the visit in a calendar by hand."""
        return calendar.calendar_download(entry)
