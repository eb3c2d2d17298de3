"""Rounds: every letter that says a shared text is judged with it, which takes longer than a request should.

A worker does it, one kind of letter after another, and keeps what it finds under the words that it judged. So a round
that was stopped, or whose worker died, goes on where it was; and words that change are judged again.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from portal.clock import Clock
from portal.database import Database
from portal.editing.errors import TextUnknown
from portal.editing.model import State, TextKey, Version, Words
from portal.editing.service.judging import Judging, Report
from portal.editing.service.words import AllWords
from portal.editing.store.editions import EditionStore
from portal.editing.store.judgements import JudgementStore
from portal.kernel.dutch_time import dutch_day
from portal.letters.service.trying import Trying

BUSY = timedelta(minutes=3)
"""A kind of letter takes seconds: a worker that has said nothing for so long is dead."""

log = logging.getLogger('portal.editing')


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A kind of letter with the words that it would say, and what was found; None when it was not judged yet."""

    words: Words
    report: Report | None


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a round is."""

    letters: tuple[Judged, ...]
    """Every letter that would say something else."""
    is_asked: bool
    """It waits for a worker, or is under way."""

    @property
    def judged(self) -> int:
        """How many letters were judged with exactly these words."""
        return sum(one.report is not None for one in self.letters)

    @property
    def is_whole(self) -> bool:
        """All letters were judged."""
        return self.judged == len(self.letters)

    @property
    def may_be_released(self) -> bool:
        """All letters were judged, and nothing was found."""
        return all(one.report and one.report.may_be_released for one in self.letters)


class Rounds:
    """The rounds of shared texts; several workers may work at once."""

    def __init__(self, database: Database, clock: Clock, trying: Trying, judging: Judging) -> None:
        self._database, self._clock, self._trying, self._judging = database, clock, trying, judging
        self._words = AllWords(trying)

    def progress(self, version: Version) -> Progress:
        """How far the round of a shared text is."""
        with self._database.reading() as session:
            wanted = self._wanted(version, EditionStore(session).said_in(version.language))
            found = JudgementStore(session).of(wanted)
            is_asked = JudgementStore(session).is_asked(version.key, version.number)
        return Progress(is_asked=is_asked, letters=tuple(
            Judged(words=one, report=Report(tried=found[one.hash], printed=True) if one.hash in found else None)
            for one in wanted
        ))

    def ask(self, version: Version) -> None:
        """Let a round begin within a minute; raises `WrongTexts`, or `TextUnknown` for what is no shared text."""
        if not version.key.is_shared or version.state not in (State.DRAFT, State.REVIEWED):
            raise TextUnknown
        self._judging.check(version.key, version.texts)
        with self._database.transaction() as session:
            JudgementStore(session).ask(version.key, version.number, now=self._clock.now())

    def stop(self, version: Version) -> None:
        """End a round; what was found stays, and another goes on from there. Raises `TextUnknown` as `ask` does."""
        if not version.key.is_shared:
            raise TextUnknown
        with self._database.transaction() as session:
            JudgementStore(session).end(version.key, version.number)

    def work(self) -> None:
        """What a worker does every minute: the rounds at which nobody is busy, one letter after another."""
        while taken := self._take():
            self._finish(*taken)

    def _finish(self, key: TextKey, number: int) -> None:
        while words := self._next(key, number):
            report = self._judging.whole(words.key, words.texts)
            log.info('judged %s %s with version %d of the shared text', words.key.kind, words.key.language, number)
            with self._database.transaction() as session:
                store = JudgementStore(session)
                store.keep(words, report.tried, now=self._clock.now())
                if not store.go_on(key, number, until=self._clock.now() + BUSY):
                    return
        with self._database.transaction() as session:
            JudgementStore(session).end(key, number)

    def _take(self) -> tuple[TextKey, int] | None:
        now = self._clock.now()
        with self._database.transaction() as session:
            return JudgementStore(session).take(now=now, until=now + BUSY)

    def _next(self, key: TextKey, number: int) -> Words | None:
        """A letter that was not judged yet with the words that it would say now."""
        with self._database.reading() as session:
            kept = EditionStore(session).said_in(key.language)
            version = next((one for one in kept if one.key == key and one.number == number), None)
            if version is None or not self._is_to_judge(version):
                return None
            wanted = self._wanted(version, kept)
            found = JudgementStore(session).of(wanted)
        return next((one for one in wanted if one.hash not in found), None)

    def _is_to_judge(self, version: Version) -> bool:
        """It is not in use yet, and letters can be said with it."""
        ahead = version.state in (State.DRAFT, State.REVIEWED)
        return ahead and not self._trying.faults(version.kind, version.language, version.texts)

    def _wanted(self, version: Version, kept: Sequence[Version]) -> tuple[Words, ...]:
        return self._words.new(version, kept, today=self._today())

    def _today(self) -> date:
        return dutch_day(self._clock.now())
