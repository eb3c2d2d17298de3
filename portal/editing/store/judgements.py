"""What was found in letters that say a shared text: kept under the words that were judged; and the rounds under way."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, String, delete, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work, table_of
from portal.editing.model import TextKey, Words
from portal.letters.model.trying import Tried
from portal.letters.model.wording import SHARED
from portal.statements import insert_into

HASH = 64


class JudgementRow(Row):
    """What came of the samples of a kind of letter, said with certain words."""

    __tablename__ = 'letter_judgement'
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    tried: Mapped[list] = mapped_column(JSON)
    judged_at: Mapped[datetime] = mapped_column(Instant)


class RoundRow(Row):
    """A shared text with which every letter is to be judged."""

    __tablename__ = 'letter_round'
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    taken_until: Mapped[datetime | None] = mapped_column(Instant)
    """Until then a worker is busy with it; later, that worker is taken to be dead."""


JUDGEMENTS, ROUNDS = table_of(JudgementRow), table_of(RoundRow)
TRIED = TypeAdapter(tuple[Tried, ...])


class JudgementStore:
    """Over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def of(self, wanted: Iterable[Words]) -> dict[str, tuple[Tried, ...]]:
        """What was found, by the hash of the words; those that were not judged are left out."""
        mine = JUDGEMENTS.c.hash.in_([words.hash for words in wanted])
        rows = self._session.execute(select(JUDGEMENTS.c.hash, JUDGEMENTS.c.tried).where(mine))
        return {row.hash: TRIED.validate_python(row.tried) for row in rows}

    def keep(self, words: Words, tried: tuple[Tried, ...], *, now: datetime) -> None:
        """Keep what was found; what was found in the same words before stays."""
        self._add(
            JUDGEMENTS, kind=words.key.kind, language=words.key.language, hash=words.hash,
            tried=TRIED.dump_python(tried, mode='json'), judged_at=now,
        )

    def ask(self, key: TextKey, number: int, *, now: datetime) -> None:
        """Let a round begin; one that has begun goes on."""
        self._add(ROUNDS, language=key.language, number=number, asked_at=now)

    def is_asked(self, key: TextKey, number: int) -> bool:
        """A round waits or is under way."""
        return bool(self._session.execute(select(ROUNDS.c.number).where(*_round(key, number))).all())

    def end(self, key: TextKey, number: int) -> None:
        """The round is over."""
        self._session.execute(delete(ROUNDS).where(*_round(key, number)))

    def take(self, *, now: datetime, until: datetime) -> tuple[TextKey, int] | None:
        """The oldest round at which nobody is busy; nobody else gets it before `until`."""
        free = select(ROUNDS.c.language, ROUNDS.c.number).where(
            ROUNDS.c.taken_until.is_(None) | (ROUNDS.c.taken_until <= now),
        ).order_by(ROUNDS.c.asked_at).limit(1).with_for_update(skip_locked=True)
        found = self._session.execute(free).first()
        if found is None:
            return None
        key = TextKey(SHARED, found.language)
        self.go_on(key, found.number, until=until)
        return key, found.number

    def go_on(self, key: TextKey, number: int, *, until: datetime | None) -> bool:
        """Stay busy with a round, or with None let go of it; False when somebody ended it meanwhile."""
        held = update(ROUNDS).where(*_round(key, number)).values(taken_until=until)
        return bool(self._session.execute(held.returning(ROUNDS.c.number)).all())

    def _add(self, table: Any, **values: Any) -> None:
        adding = insert_into(self._session.dialect, table).values(**values)
        self._session.execute(adding.on_conflict_do_nothing(index_elements=list(table.primary_key.columns)))


def _round(key: TextKey, number: int) -> tuple[Any, ...]:
    return ROUNDS.c.language == key.language, ROUNDS.c.number == number
