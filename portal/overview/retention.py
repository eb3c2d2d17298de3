"""Removing what was kept long enough, in all rooms: each offers a count and a removal, and the period is a setting."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from portal.appointments.service import Planner
from portal.checklist.service import Checklist
from portal.clock import Clock
from portal.database import Database
from portal.identity.model import PersonId
from portal.identity.model.keeping import Known
from portal.identity.service.keeping import Keeping
from portal.identity.service.sealing import Sealing
from portal.kernel.retention import Stock
from portal.letters.service.archive import Archive
from portal.notifications.service import Notifications
from portal.periods import Periods
from portal.procedures.model.writing import owner_of
from portal.procedures.service import Cases
from portal.web.counting import expired_counts, remove_counts

AT_ONCE = 500
"""So many rows in one transaction: others wait a moment, not a minute."""
NOTHING = timedelta()


@dataclass(frozen=True, kw_only=True)
class Keeper:
    """One kind of data: how long it is kept, how much of it there is, and how it is removed."""

    kind: str
    period: timedelta
    """How long it is kept after it is over; nothing for what carries its own end."""
    stock: Callable[[datetime], Stock]
    """What there is, and how much of it was over before a moment."""
    remove: Callable[[datetime, int], int]
    """Removes so much at most of what was over before a moment, in one transaction; returns how much."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept of one kind, and what should have gone."""

    kind: str
    period: timedelta
    stock: Stock


@dataclass(frozen=True, kw_only=True)
class Removed:
    """How much of one kind was removed, or would be, because it was over before that moment."""

    kind: str
    count: int
    before: datetime


class Retention:
    """Says what is kept, and removes what was kept long enough.

    It can be stopped at any moment and run again, and several may run at once: each step is one transaction.
    """

    def __init__(self, clock: Clock, keepers: Sequence[Keeper]) -> None:
        self._clock, self.keepers = clock, keepers

    def report(self) -> Iterator[Kept]:
        """What is kept of each kind."""
        now = self._clock.now()
        for keeper in self.keepers:
            yield Kept(kind=keeper.kind, period=keeper.period, stock=keeper.stock(now - keeper.period))

    def would_remove(self) -> Iterator[Removed]:
        """What `remove` would remove now; nothing is changed."""
        now = self._clock.now()
        for keeper in self.keepers:
            before = now - keeper.period
            yield Removed(kind=keeper.kind, count=keeper.stock(before).overdue, before=before)

    def remove(self, told: Callable[[str, int], None] = lambda kind, count: None) -> Iterator[Removed]:
        """Remove what is over, kind by kind; `told` hears of each step how much of a kind is gone by then."""
        now = self._clock.now()
        for keeper in self.keepers:
            before, count = now - keeper.period, 0
            while found := keeper.remove(before, AT_ONCE):
                count += found
                told(keeper.kind, count)
            yield Removed(kind=keeper.kind, count=count, before=before)

    def remove_all(self) -> int:
        """What a job does every night; returns how much was removed."""
        return sum(one.count for one in self.remove())


@dataclass(frozen=True, kw_only=True)
class Rooms:
    """Where data is kept."""

    database: Database
    planner: Planner
    checklist: Checklist
    notifications: Notifications
    keeping: Keeping
    sealing: Sealing
    cases: Cases
    archive: Archive

    def in_use(self, people: Sequence[Known]) -> set[PersonId]:
        """Those of these people of whom another room than log-in still keeps something."""
        coming = self.planner.personal.in_use([one.v_number for one in people])
        owning = self.archive.owning([owner_of(one.id) for one in people])
        return {
            one.id for one in people
            if one.v_number in coming or owner_of(one.id) in owning or self.cases.cases_of(one.id)
        }


def keepers_of(rooms: Rooms, periods: Periods) -> tuple[Keeper, ...]:
    """All kinds of data; people come last, when what needs them is gone."""
    archive = rooms.archive
    personal, keeping, notifications = rooms.planner.personal, rooms.keeping, rooms.notifications
    return (
        Keeper(kind='visits', period=periods.visits, stock=personal.visits_before, remove=personal.remove_visits),
        Keeper(kind='wishes', period=periods.wishes, stock=personal.wishes_before, remove=personal.remove_wishes),
        Keeper(
            kind='plans', period=periods.plans, stock=personal.plans_before,
            remove=lambda before, _most: rooms.planner.plans.forget_before(before),
        ),
        Keeper(
            kind='messages', period=periods.messages, stock=notifications.over_before, remove=notifications.remove_over,
        ),
        Keeper(kind='letters', period=periods.letters, stock=archive.made_before, remove=archive.remove_before),
        Keeper(
            kind='lists', period=NOTHING, stock=rooms.checklist.expired,
            remove=lambda _before, _most: rooms.checklist.forget(),
        ),
        Keeper(
            kind='counts', period=NOTHING, stock=partial(expired_counts, rooms.database),
            remove=partial(remove_counts, rooms.database),
        ),
        Keeper(kind='sessions', period=periods.sessions, stock=keeping.sessions_before, remove=keeping.remove_sessions),
        Keeper(kind='typed', period=NOTHING, stock=keeping.typed_before, remove=keeping.remove_typed),
        Keeper(kind='codes', period=periods.codes, stock=keeping.codes_before, remove=keeping.remove_codes),
        Keeper(
            kind='looks', period=periods.looks, stock=keeping.looks_before,
            remove=lambda _before, _most: rooms.sealing.remove_old(),
        ),
        Keeper(
            kind='people', period=periods.people, stock=partial(keeping.people_before, in_use=rooms.in_use),
            remove=partial(keeping.remove_people, in_use=rooms.in_use),
        ),
    )
