"""Tells people that there is news about their cases; never what it is.

Whoever tells locks one row first, and what was told is kept in the transaction that keeps the messages: nothing is
told twice, and whoever is interrupted goes on where it was.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from portal.clock import Clock
from portal.database import Database, Work
from portal.identity.model import PersonId
from portal.identity.model.keeping import Reach
from portal.identity.model.looking import Look
from portal.identity.service import AccessLog, People
from portal.kernel.dutch_time import dutch_day
from portal.letters.model.base import Office
from portal.letters.model.status import CaseNews, WeeklyNews
from portal.notifications.model import Message
from portal.notifications.service import Notifications
from portal.procedures.errors import ProcedureUnknown
from portal.procedures.model.kept import KeptCase, Learnt, QueueKey
from portal.procedures.model.news import State, When, Wish
from portal.procedures.rules.news import before_last_change, changed, moved, state_of, week_of, without_news
from portal.procedures.service.cases import Cases
from portal.procedures.store.cases import cases_numbered
from portal.procedures.store.news import WISH_OF, NewsStore, wish_in

BATCH = 2_000
ABOUT = {'nl': 'uw aanvraag', 'en': 'your application'}
PAGE = '/me/applications'
NOT_LEARNT = Learnt(None, None)
Newest = Mapping[QueueKey, Learnt]
"""Which model of each queue is the newest: asked once each time that people are told."""


@dataclass(frozen=True)
class Round:
    """One batch of telling: who can be reached, what they want, and what came of it."""

    reach: dict[PersonId, Reach]
    wishes: dict[PersonId, Wish]
    told: list[tuple[int, PersonId, State, datetime | None]] = field(default_factory=list)
    at_once: dict[PersonId, str] = field(default_factory=dict)
    """Whom to write, and the key of the message."""

    def wish(self, person: PersonId) -> Wish:
        """What somebody wants."""
        return self.wishes.get(person, DEFAULT)


DEFAULT = Wish()


class News:
    """Compares cases with what their people were told, and writes to those who want it."""

    def __init__(
        self, database: Database, clock: Clock, *, cases: Cases, people: People, notifications: Notifications,
        office: Office, base_url: str, access_log: AccessLog,
    ) -> None:
        self._database, self._clock, self._cases, self._people = database, clock, cases, people
        self._log = access_log
        self._notifications, self._office, self._page = notifications, office, base_url + PAGE

    @staticmethod
    def messages_start(person: PersonId) -> str:
        """How the keys of the messages about somebody's applications begin."""
        return f'news:{person}:'

    def wish_of(self, person: PersonId) -> Wish:
        """What somebody wants to be told."""
        found = self._database.ask(WISH_OF, person=person)
        return wish_in(found[0]) if found else DEFAULT

    def keep_wish(self, person: PersonId, wish: Wish, *, look: Look) -> None:
        """Keep what somebody wants to be told from now on; `look` is the line of the access log that says so."""
        with self._database.transaction() as session:
            self._log.note(look)
            NewsStore(session).keep_wish(person, wish)

    def tell_changes(self) -> int:
        """Look at the cases that were imported since the last time; how many messages were kept."""
        count, newest = 0, self._cases.learning.newest()
        while (kept := self._tell_some_changes(newest)) is not None:
            count += kept
        return count

    def _tell_some_changes(self, newest: Newest) -> int | None:
        with self._database.transaction() as session:
            store = NewsStore(session)
            found = store.changed_since(store.lock(), BATCH)
            if not found:
                return None
            came = {one.number: one.imported_at for one in found}
            pairs = store.people_of(came)
            this = self._round(store, {person for _, person in pairs})
            pairs = [pair for pair in pairs if pair[1] in this.reach]
            self._compare_changes(session, this, pairs, newest=newest)
            self._end(store, this)
            store.move_mark(imported_at=found[-1].imported_at, case_number=found[-1].number)
        return len(this.at_once)

    def _compare_changes(
        self, session: Work, this: Round, pairs: Sequence[tuple[int, PersonId]], *, newest: Newest,
    ) -> None:
        cases = cases_numbered(session, {number for number, _ in pairs})
        told, states = NewsStore(session).told(pairs), self._states(cases, newest)
        for number, person in pairs:
            now = states[number]
            if now is None:
                continue
            before, waits = told.get((number, person), (None, None))
            known = before or self._state_before(cases[number]) or now
            if changed(known, now, this.wish(person)):
                waits = self._note(this, person, f'{number}:{cases[number].imported_at.isoformat()}', waits)
            elif before:
                now = without_news(before, now)
            this.told.append((number, person, now, waits))

    def tell_forecasts(self) -> int:
        """Look once a day whether forecasts have moved, for who wants to hear that; how many messages were kept."""
        today, count, after = dutch_day(self._clock.now()), 0, ''
        newest = self._cases.learning.newest()
        while True:
            with self._database.transaction() as session:
                store = NewsStore(session)
                if store.lock().forecasts_on == today:
                    return count
                people = store.who_watch_forecasts(after, BATCH)
                if not people:
                    store.move_mark(forecasts_on=today)
                    return count
                count, after = count + self._tell_some_forecasts(session, people, newest=newest), people[-1]

    def _tell_some_forecasts(self, session: Work, people: Sequence[PersonId], *, newest: Newest) -> int:
        store = NewsStore(session)
        this = self._round(store, people)
        pairs = [pair for pair in store.open_cases_of(people) if pair[1] in this.reach]
        told, states = store.told(pairs), self._states(cases_numbered(session, {number for number, _ in pairs}), newest)
        for number, person in pairs:
            now = states[number]
            if now is None:
                continue
            before, waits = told.get((number, person), (now, None))
            if moved(before, now, this.wish(person)):
                waits = self._note(this, person, f'forecast:{dutch_day(self._clock.now())}', waits)
                this.told.append((number, person, now, waits))
            elif (number, person) not in told:
                this.told.append((number, person, now, waits))
        self._end(store, this)
        return len(this.at_once)

    def tell_week(self) -> int:
        """Write on Monday to who wants one message a week and for whom there was news; how many were kept."""
        week, count = week_of(self._clock.now()), 0
        while True:
            with self._database.transaction() as session:
                store = NewsStore(session)
                if store.lock().week == week:
                    return count
                people = store.who_wait_for_monday(BATCH)
                if not people:
                    store.move_mark(week=week)
                    return count
                this = self._round(store, people)
                those = [one for one in people if one in this.reach and this.wish(one).when is not When.NEVER]
                self._write(WeeklyNews, dict.fromkeys(those, f'week:{week}'), this.reach)
                store.had_their_monday(people)
                count += len(those)

    def _round(self, store: NewsStore, people: Collection[PersonId]) -> Round:
        reach = self._people.reach_of(people)
        return Round(reach, store.wishes(list(reach)))

    def _note(self, this: Round, person: PersonId, key: str, waits: datetime | None) -> datetime | None:
        """Write to somebody, or let the news wait for Monday; since when it waits."""
        if this.wish(person).when is When.WEEKLY:
            return waits or self._clock.now()
        this.at_once.setdefault(person, key)
        return waits

    def _end(self, store: NewsStore, this: Round) -> None:
        store.keep_told(this.told)
        self._write(CaseNews, this.at_once, this.reach)

    def _write(
        self, kind: type[CaseNews], keys: dict[PersonId, str], reach: dict[PersonId, Reach],
    ) -> None:
        letter = kind(
            office=self._office, written_on=dutch_day(self._clock.now()), service=ABOUT, page=self._page,
        )
        for person, key in keys.items():
            self._notifications.put(Message(
                to=reach[person].email, language=reach[person].language, letter=letter,
                dedupe_key=f'{self.messages_start(person)}{key}',
            ))

    def _states(self, cases: Mapping[int, KeptCase], newest: Newest) -> dict[int, State | None]:
        """What of each case can be news, whoever may see it; None for a procedure that is not known."""
        return {number: self._state(kept, newest.get(kept.queue, NOT_LEARNT)) for number, kept in cases.items()}

    def _state(self, kept: KeptCase, learnt: Learnt) -> State | None:
        try:
            return state_of(self._cases.judge(kept), self._cases.forecast(kept, learnt))
        except ProcedureUnknown:
            return None

    def _state_before(self, kept: KeptCase) -> State | None:
        """What somebody could know who was never told anything; None when that is long ago."""
        earlier = before_last_change(kept.case, dutch_day(self._clock.now()))
        return state_of(self._cases.judge_case(earlier)) if earlier else None
