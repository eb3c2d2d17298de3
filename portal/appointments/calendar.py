"""The free places of every desk: exact at the moment of answering, cheap when nothing has changed.

What was computed is kept in this process under the version of each desk's day, which every change of
the day raises in its own transaction. One question to the database tells whether the versions still
hold; only changed days are read again. Nothing is ever sold from here: a booking reads its day anew
under that day's lock.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from portal.appointments.errors import SlotUnknown
from portal.appointments.model import Catalogue, DayBook, Desk, FreeDay, FreePlaces, Masks, Slot
from portal.appointments.rules import places
from portal.appointments.rules.visits import first_bookable
from portal.appointments.store.catalogue import NEWEST, CatalogueStore
from portal.appointments.store.days import STAMP, STAMPS, DayStore
from portal.clock import Clock
from portal.database import Database, Work
from portal.kernel.ticks import day_bounds, moment_of

Stamp = tuple[int, int]
NEVER = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer to one question, and until when it holds if the desk does not change."""

    stamp: Stamp
    until: datetime
    places: FreePlaces


@dataclass(eq=False)
class KeptDay:
    """A day's book and what was derived from it."""

    book: DayBook
    free: dict = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Question:
    """Where, for what and for how many persons somebody seeks a place, and from which day on."""

    desk: str
    product: str
    persons: int
    since: date


class Calendar:
    """Answers what is free; threads may share it, since what it keeps is replaced and never changed."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._catalogue = Catalogue(number=0, products={}, desks={}, resources={})
        self._days: dict[tuple[str, date], KeptDay] = {}
        self._answers: dict[Question, Answer] = {}
        self._working: dict[tuple[str, date, int], Masks] = {}

    def catalogue(self) -> Catalogue:
        """All that can be visited, as the last import left it."""
        newest = self._database.ask(NEWEST)[0][0] or 0
        if self._catalogue.number < newest:
            with self._database.reading() as session:
                return self.catalogue_since(newest, session)
        return self._catalogue

    def known(self) -> Catalogue:
        """The catalogue as this process last saw it: every answer about free places renews it, so who asks for
        those need not ask for it first.
        """
        return self._catalogue if self._catalogue.number else self.catalogue()

    def catalogue_since(self, number: int, session: Work) -> Catalogue:
        """The catalogue of this import or a newer one; read only when the one we have is older."""
        if self._catalogue.number < number:
            self._catalogue = CatalogueStore(session).load()
        return self._catalogue

    def free(self, desk: str, product: str, persons: int) -> FreePlaces:
        """The free places; raises `SlotUnknown` for what the desk does not offer."""
        if desk not in self.known().desks and desk not in self.catalogue().desks:
            raise SlotUnknown
        now = self._clock.now()
        question = Question(desk=desk, product=product, persons=persons, since=_since(now))
        [(total, newest)] = self._database.ask(STAMP, at_desk=desk, since=question.since)
        return self._answer(question, (int(total or 0), newest or 0), now)

    def free_at(self, desks: Iterable[str], product: str, persons: int) -> dict[str, FreePlaces]:
        """`free` of several desks, with one question to the database when nothing has changed."""
        now = self._clock.now()
        since = _since(now)
        stamps = {desk: (int(total), newest) for desk, total, newest in self._database.ask(STAMPS, since=since)}
        return {
            desk: self._answer(
                Question(desk=desk, product=product, persons=persons, since=since), stamps.get(desk, (0, 0)), now,
            )
            for desk in desks
        }

    def working(self, desk: str, day: date, number: int, store: DayStore, base: int) -> Masks:
        """When the resources of a desk work on a day, as the import with this number says; bits count from `base`."""
        question = desk, day, number
        if question not in self._working:
            self._working[question] = places.working_masks(store.windows(desk, [day]).get(day, ()), base)
        return self._working[question]

    def _answer(self, question: Question, stamp: Stamp, now: datetime) -> FreePlaces:
        kept = self._answers.get(question)
        if kept is None or kept.stamp != stamp or now >= kept.until:
            with self._database.reading() as session:
                kept = self._renew(question, stamp, session, now)
            self._keep(question, kept)
        return kept.places

    def _keep(self, question: Question, answer: Answer) -> None:
        if question not in self._answers:
            self._answers = {one: kept for one, kept in self._answers.items() if one.since == question.since}
        self._answers[question] = answer

    def _renew(self, question: Question, stamp: Stamp, session: Work, now: datetime) -> Answer:
        catalogue = self.catalogue_since(stamp[1] or 1, session)
        desk, product = catalogue.desks.get(question.desk), catalogue.products.get(question.product)
        if desk is None or product is None or not 1 <= question.persons <= product.persons_max:
            raise SlotUnknown
        days = self._books(desk, question.since, catalogue.number, session)
        earliest = first_bookable(desk, now)
        found = tuple(_free_day(day, question, catalogue, earliest=earliest, now=now) for day in days)
        found = tuple(free for free in found if free.starts)
        like = Slot(
            starts=0, ticks=product.ticks(question.persons), desk=desk.key, product=product.key,
            persons=question.persons,
        )
        return Answer(
            stamp=stamp, until=_until(found, days, desk, now), places=FreePlaces(like=like, days=found),
        )

    def _books(self, desk: Desk, since: date, number: int, session: Work) -> list[KeptDay]:
        """The books of the desk's opened days; only those whose version was raised are read again."""
        store = DayStore(session)
        versions = store.versions(desk.key, since)
        changed = [day for day, version in versions.items() if not self._has(desk.key, day, version)]
        if changed:
            windows = store.windows(desk.key, changed)
            for day in changed:
                bounds = day_bounds(day, desk.zone)
                working = places.working_masks(windows.get(day, ()), bounds[0])
                claims, held = store.used(desk.key, *bounds)
                self._working[desk.key, day, number] = working
                self._days[desk.key, day] = KeptDay(places.day_book(
                    desk.key, day, version=versions[day], bounds=bounds, claims=claims, held=held, working=working,
                ))
        return [self._days[desk.key, day] for day in versions]

    def _has(self, desk: str, day: date, version: int) -> bool:
        kept = self._days.get((desk, day))
        return kept is not None and kept.book.version >= version


def _since(now: datetime) -> date:
    """The earliest local date that any zone's calendar shows at `now`."""
    return (now - timedelta(hours=12)).date()


def _free_day(
    day: KeptDay, question: Question, catalogue: Catalogue, *, earliest: int, now: datetime,
) -> FreeDay:
    book = day.book
    live = tuple(held.visit for held, _ in book.kept if held.until > now)
    past = min(max(earliest - book.base, 0), book.length)
    derived = (question.product, question.persons, catalogue.number, live, past)
    if derived not in day.free:
        possible = places.starts(
            book, catalogue.able(book.desk, question.product),
            product=catalogue.products[question.product], persons=question.persons, now=now,
        )
        day.free[derived] = FreeDay(book.day, tuple(book.base + bit for bit in places.bits(possible >> past << past)))
    return day.free[derived]


def _until(found: tuple[FreeDay, ...], days: list[KeptDay], desk: Desk, now: datetime) -> datetime:
    """When the answer changes by the passing of time: a kept place is given back, or the first start is too near."""
    moments = [moment for day in days if (moment := day.book.next_expiry(now))]
    if found:
        moments.append(moment_of(found[0].starts[0]) - desk.lead + timedelta(microseconds=1))
    return min(moments, default=now + NEVER)
