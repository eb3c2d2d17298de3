"""Puts together what each room keeps of one person; the rooms do not know of each other."""

from collections.abc import Iterator, Mapping

from portal.appointments.service import Planner
from portal.clock import Clock
from portal.delivery.service import Delivery
from portal.identity.model import PersonId
from portal.identity.model.keeping import KindKept
from portal.identity.model.looking import NotedLook
from portal.identity.service.keeping import Keeping
from portal.identity.service.looking import AccessLog
from portal.letters.model.base import Letter
from portal.letters.service.archive import Archive
from portal.notifications.model import KeptMessage
from portal.notifications.service import Notifications
from portal.overview.model import MyData, MyMessage
from portal.procedures.model.writing import owner_of
from portal.procedures.service import Cases
from portal.procedures.service.news import News

AT_ONCE = 500


class Gathering:
    """Asks every room what it keeps of somebody."""

    def __init__(
        self, clock: Clock, *, planner: Planner, cases: Cases, news: News, keeping: Keeping,
        notifications: Notifications, archive: Archive, delivery: Delivery,
        access_log: AccessLog,
    ) -> None:
        self._clock, self._planner, self._cases, self._keeping = clock, planner, cases, keeping
        self._news, self._archive, self._delivery = news, archive, delivery
        self._notifications, self._access_log = notifications, access_log

    @property
    def kinds(self) -> tuple[KindKept, ...]:
        """The kinds of data that there are."""
        return self._keeping.kinds

    def of(self, person: PersonId, *, surely: bool) -> MyData:
        """Everything that is kept of somebody; raises `PersonUnknown`.

        What happened in an application is only told to somebody who is `surely` known.
        """
        known = self._keeping.data_of(person)
        planner = self._planner.personal.data_of(known.person.v_number)
        mine = planner.messages | dict.fromkeys(known.messages, True)
        letters = self._archive.of(owner_of(person))
        starts = (*known.messages_starts, self._news.messages_start(person))
        kept = self._notifications.about(list(mine), prefixes=starts)
        return MyData(
            made_at=self._clock.now(), known=known, planner=planner, surely=surely,
            cases=tuple(self._cases.cases_of(person)), wish=self._news.wish_of(person),
            letters=letters, ways=self._delivery.of([one.reference for one in letters]),
            looks=tuple(self._looks(person)), messages=tuple(self._message(one, mine) for one in kept),
        )

    def _message(self, kept: KeptMessage, mine: Mapping[str, bool]) -> MyMessage:
        letter = self._notifications.letter_of(kept) if mine.get(kept.dedupe_key, True) else None
        return MyMessage(kept=kept, letter=letter if letter and not _names_others(letter) else None)

    def _looks(self, person: PersonId) -> Iterator[NotedLook]:
        before = 0
        while page := self._access_log.looks_at(person, before=before, count=AT_ONCE):
            yield from page
            if len(page) <= AT_ONCE:
                return
            before = page[-1].id


def _names_others(letter: Letter) -> bool:
    """Whether a letter tells of more than one person."""
    return len(getattr(letter, 'persons', ())) > 1 or bool(getattr(letter, 'person_off', ''))
