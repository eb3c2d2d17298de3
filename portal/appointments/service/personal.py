"""What the planner keeps of one person, and removing what was kept long enough."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from portal.appointments.messages import Messages
from portal.appointments.model import Change, Offer, Visit, VisitState, Wish
from portal.appointments.model.personal import MyVisit, MyVisits, MyWish
from portal.appointments.store.personal import COMES, PersonalStore
from portal.appointments.store.waiting import WaitingStore
from portal.database import Database
from portal.kernel.retention import Stock

ANY_ZONE = timedelta(days=1)
"""So far the day at a desk may be behind that in UTC."""


class Personal:
    """Shows somebody what is kept of them, and forgets what nobody needs any more.

    Each removal takes the moment before which something is over, and how much to remove at once: one transaction,
    which can be asked for again until it answers 0.
    """

    def __init__(self, database: Database, messages: Messages) -> None:
        self._database, self._messages = database, messages

    def comes(self, v_number: str, now: datetime) -> bool:
        """Whether somebody may have a visit that is still to come; cheaper to ask than which."""
        return bool(self._database.ask(COMES, v_number=v_number, day=now.date() - ANY_ZONE))

    def visits_of(self, v_number: str, now: datetime) -> MyVisits:
        """The visits that are still to come of somebody, and what they wait for."""
        with self._database.reading() as session:
            store = PersonalStore(session)
            booked = [
                _my_visit(store, visit, v_number) for visit in store.visits(v_number)
                if visit.state is VisitState.BOOKED and visit.slot.ends_at > now
            ]
            wishes = [_my_wish(wish, v_number) for wish in store.wishes(v_number)]
        return MyVisits(visits=tuple(booked), wishes=tuple(wishes))

    def data_of(self, v_number: str) -> MyVisits:
        """Everything that the planner keeps of somebody."""
        with self._database.reading() as session:
            store, waiting = PersonalStore(session), WaitingStore(session)
            visits = store.visits(v_number)
            wishes = store.wishes(v_number) + store.ended_wishes(v_number)
            mine = tuple(_my_visit(store, visit, v_number) for visit in visits)
            offers = {wish.key: waiting.offers(wish.id) for wish in wishes}
        return MyVisits(
            visits=mine, wishes=tuple(_my_wish(wish, v_number) for wish in wishes),
            messages=self._about(zip(visits, mine, strict=True), wishes, offers),
        )

    def _about(
        self, visits: Iterable[tuple[Visit, MyVisit]], wishes: list[Wish], offers: dict[str, list[Offer]],
    ) -> dict[str, bool]:
        """The keys of all messages about these, and whether they are about nobody else."""
        about = {key: mine.alone for visit, mine in visits for key in self._messages.keys_of_visit(visit)}
        return about | {
            key: len(wish.terms.persons) == 1
            for wish in wishes for key in self._messages.keys_of_wish(wish, offers[wish.key])
        }

    def in_use(self, v_numbers: Sequence[str]) -> set[str]:
        """Those of these persons of whom the planner keeps something that is not over."""
        with self._database.reading() as session:
            return PersonalStore(session).in_use(v_numbers)

    def visits_before(self, moment: datetime) -> Stock:
        """How many visits are kept, and how many of them are of days before that moment."""
        with self._database.reading() as session:
            return PersonalStore(session).visits_before(moment)

    def wishes_before(self, moment: datetime) -> Stock:
        """How many wishes are kept, and how many of them ended before that moment."""
        with self._database.reading() as session:
            return PersonalStore(session).wishes_before(moment)

    def plans_before(self, moment: datetime) -> Stock:
        """How many plans are kept, and how many of them nobody touched since that moment."""
        with self._database.reading() as session:
            return PersonalStore(session).plans_before(moment)

    def remove_visits(self, moment: datetime, most: int) -> int:
        """Forget so many visits of days before; returns how many. One for which somebody still waits stays."""
        with self._database.transaction() as session:
            return PersonalStore(session).remove_visits(moment, most)

    def remove_wishes(self, moment: datetime, most: int) -> int:
        """Forget so many wishes that ended before; returns how many."""
        with self._database.transaction() as session:
            return PersonalStore(session).remove_wishes(moment, most)


def _my_visit(store: PersonalStore, visit: Visit, v_number: str) -> MyVisit:
    """What somebody may see of a visit on which they come; see `model.personal` for why that is less in a family."""
    history = store.history(visit.id)
    me = next(person for person in visit.persons if person.v_number == v_number)
    alone = len(visit.persons) == 1 and Change.PERSON_OFF not in {change for _, change in history}
    mine = MyVisit(
        slot=visit.slot, day=store.day(visit.id), state=visit.state, me=me, history=history, alone=alone,
    )
    return replace(mine, key=visit.key, code=visit.code, contact=visit.contact) if alone else mine


def _my_wish(wish: Wish, v_number: str) -> MyWish:
    persons = wish.terms.persons
    me = next(person for person in persons if person.v_number == v_number)
    mine = MyWish(
        product=wish.product, me=me, count=len(persons), asked_at=wish.asked_at, ended_at=wish.ended_at,
        before=wish.before,
    )
    return replace(mine, key=wish.key, terms=wish.terms) if mine.alone else mine
