"""What people were told, what they want to be told, and how far telling has come."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Date, RowMapping, SmallInteger, String, Text, bindparam, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.bulk import members
from portal.database import Instant, Row, Work, table_of
from portal.identity.model import PersonId
from portal.procedures.model.news import State, When, Wish
from portal.procedures.store.rows import CASES, PEOPLE


class ToldRow(Row):
    """What somebody was last told of a case, or saw of it."""

    __tablename__ = 'case_told'
    case_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
    step: Mapped[str] = mapped_column(String(60))
    turns: Mapped[str] = mapped_column(Text)
    earliest: Mapped[date | None] = mapped_column(Date)
    latest: Mapped[date | None] = mapped_column(Date)
    news_at: Mapped[datetime | None] = mapped_column(Instant, index=True)
    """Since when there is news that waits for Monday."""


class WishRow(Row):
    """What somebody wants to be told; without a row, what `Wish` says by itself."""

    __tablename__ = 'news_wish'
    person: Mapped[str] = mapped_column(String(32), primary_key=True)
    when: Mapped[str] = mapped_column(String(10))
    step: Mapped[bool]
    asked: Mapped[bool]
    weeks: Mapped[int] = mapped_column(SmallInteger, index=True)


class NewsMarkRow(Row):
    """How far telling has come: one row, number 1, which whoever tells locks first."""

    __tablename__ = 'news_mark'
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    imported_at: Mapped[datetime | None] = mapped_column(Instant)
    """Cases that were imported until then were looked at; of that moment itself, up to `case_number`."""
    case_number: Mapped[int]
    forecasts_on: Mapped[date | None] = mapped_column(Date)
    week: Mapped[date | None] = mapped_column(Date)
    """The Monday of the last digest."""


TOLD, WISHES, MARK = table_of(ToldRow), table_of(WishRow), table_of(NewsMarkRow)
ONLY = MARK.c.number == 1
FORGET = delete(TOLD).where(TOLD.c.case_number == bindparam('number'), TOLD.c.person == bindparam('who'))
WISH_OF = select(WISHES).where(WISHES.c.person == bindparam('person'))


class Mark(NamedTuple):
    """How far telling has come."""

    imported_at: datetime | None
    case_number: int
    forecasts_on: date | None
    week: date | None


class Changed(NamedTuple):
    """A case that was imported since."""

    number: int
    imported_at: datetime


class NewsStore:
    """Over an open session; call `lock` before telling anybody."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def lock(self) -> Mark:
        """Wait until nobody else tells; it lasts until the transaction ends."""
        row = self._session.execute(select(MARK).where(ONLY).with_for_update()).one()
        return Mark(row.imported_at, row.case_number, row.forecasts_on, row.week)

    def move_mark(self, **values: object) -> None:
        """Remember how far telling has come."""
        self._session.execute(update(MARK).where(ONLY).values(**values))

    def changed_since(self, mark: Mark, most: int) -> list[Changed]:
        """So many of the cases that were imported since, in that order."""
        query = select(CASES.c.number, CASES.c.imported_at).order_by(CASES.c.imported_at, CASES.c.number).limit(most)
        if mark.imported_at is not None:
            later = CASES.c.imported_at > mark.imported_at
            same = (CASES.c.imported_at == mark.imported_at) & (CASES.c.number > mark.case_number)
            query = query.where(CASES.c.imported_at >= mark.imported_at, later | same)
        return [Changed(*row) for row in self._session.execute(query)]

    def people_of(self, numbers: Collection[int]) -> list[tuple[int, PersonId]]:
        """Whose these cases are."""
        which = PEOPLE.c.case_number.in_(members(self._session, numbers))
        query = select(PEOPLE.c.case_number, PEOPLE.c.person).where(which)
        return [(number, PersonId(person)) for number, person in self._session.execute(query)]

    def who_watch_forecasts(self, after: str, most: int) -> list[PersonId]:
        """So many of those who want to hear when a forecast moves, after one of them."""
        query = select(WISHES.c.person).where(
            WISHES.c.weeks > 0, WISHES.c.when != When.NEVER.value, WISHES.c.person > after,
        )
        return list(self._session.scalars(query.order_by(WISHES.c.person).limit(most)))

    def open_cases_of(self, people: Collection[PersonId]) -> list[tuple[int, PersonId]]:
        """The cases of these people in which nothing was decided yet."""
        query = select(PEOPLE.c.case_number, PEOPLE.c.person).join(CASES, CASES.c.number == PEOPLE.c.case_number).where(
            PEOPLE.c.person.in_(members(self._session, people)), CASES.c.decided.is_(None), CASES.c.withdrawn.is_(None),
        )
        return [(number, PersonId(person)) for number, person in self._session.execute(query)]

    def who_wait_for_monday(self, most: int) -> list[PersonId]:
        """So many of those for whom there was news since the last digest."""
        query = select(TOLD.c.person).where(TOLD.c.news_at.is_not(None)).distinct().limit(most)
        return list(self._session.scalars(query))

    def had_their_monday(self, people: Collection[PersonId]) -> None:
        """There is no news any more for these people."""
        which = TOLD.c.person.in_(members(self._session, people))
        self._session.execute(update(TOLD).where(which, TOLD.c.news_at.is_not(None)).values(news_at=None))

    def wishes(self, people: Collection[PersonId]) -> dict[PersonId, Wish]:
        """What these people want to be told, of those who ever said so."""
        query = select(WISHES).where(WISHES.c.person.in_(members(self._session, people)))
        return {row['person']: _wish(row) for row in self._session.execute(query).mappings()}

    def keep_wish(self, person: PersonId, wish: Wish) -> None:
        """Keep what somebody wants to be told."""
        self._session.execute(delete(WISHES).where(WISHES.c.person == person))
        self._session.execute(insert(WISHES).values(
            person=person, when=wish.when.value, step=wish.step, asked=wish.asked, weeks=wish.weeks,
        ))

    def told(self, pairs: Sequence[tuple[int, PersonId]]) -> dict[tuple[int, PersonId], tuple[State, datetime | None]]:
        """What was told to whom of which case, and since when news of it waits for Monday."""
        if not pairs:
            return {}
        numbers = {number for number, _ in pairs}
        query = select(TOLD).where(TOLD.c.case_number.in_(members(self._session, numbers)))
        return {
            (row['case_number'], row['person']): (_state(row), row['news_at'])
            for row in self._session.execute(query).mappings()
        }

    def keep_told(self, states: Iterable[tuple[int, PersonId, State, datetime | None]]) -> None:
        """Keep what was told, in place of what was told before."""
        rows = [
            {
                'case_number': number, 'person': person, 'step': state.step, 'turns': ' '.join(sorted(state.turns)),
                'earliest': state.earliest, 'latest': state.latest, 'news_at': news_at,
            }
            for number, person, state, news_at in states
        ]
        if not rows:
            return
        # One by one: all keys in one question would be more parameters than a database takes.
        self._session.execute(FORGET, [{'number': row['case_number'], 'who': row['person']} for row in rows])
        self._session.execute(insert(TOLD), rows)


def wish_in(row: Sequence[Any]) -> Wish:
    """A wish from all columns of its row."""
    return _wish(dict(zip(WISHES.columns.keys(), row, strict=True)))


def _wish(row: Mapping[str, Any] | RowMapping) -> Wish:
    return Wish(when=When(row['when']), step=row['step'], asked=row['asked'], weeks=row['weeks'])


def _state(row: Mapping[str, Any] | RowMapping) -> State:
    return State(
        step=row['step'], turns=frozenset(row['turns'].split()), earliest=row['earliest'], latest=row['latest'],
    )
