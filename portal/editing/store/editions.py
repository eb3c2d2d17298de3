"""The versions of texts: kept for good; only a draft is ever written over."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, Index, RowMapping, String, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work, table_of
from portal.editing.errors import JustSaved
from portal.editing.model import Editor, State, TextKey, Texts, Version
from portal.letters.model.wording import SHARED


class EditionRow(Row):
    """One version of the text of a kind of letter, or of the text that letters share, in a language."""

    __tablename__ = 'letter_edition'
    __table_args__ = (Index('ix_letter_edition_in_use', 'kind', 'language', 'state', 'valid_from'),)
    kind: Mapped[str] = mapped_column(String(40), primary_key=True)
    language: Mapped[str] = mapped_column(String(5), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    texts: Mapped[dict] = mapped_column(JSON)
    state: Mapped[str] = mapped_column(String(10))
    author: Mapped[str] = mapped_column(String(200))
    author_name: Mapped[str] = mapped_column(String(200))
    reviewer: Mapped[str] = mapped_column(String(200))
    """Empty until somebody reviewed it."""
    reviewer_name: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date | None] = mapped_column(Date)
    made_at: Mapped[datetime] = mapped_column(Instant)
    saved_at: Mapped[datetime] = mapped_column(Instant)
    reviewed_at: Mapped[datetime | None] = mapped_column(Instant)
    released_at: Mapped[datetime | None] = mapped_column(Instant)
    withdrawn_at: Mapped[datetime | None] = mapped_column(Instant)
    note: Mapped[str] = mapped_column(String(300))


EDITIONS = table_of(EditionRow)
SAME = ('kind', 'language', 'number', 'texts', 'valid_from', 'made_at', 'saved_at', 'reviewed_at', 'released_at',
        'withdrawn_at', 'note')
"""Columns that a version has by the same name."""


class EditionStore:
    """Over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def add(self, version: Version) -> None:
        """Keep a new version; raises `JustSaved` when its number was taken meanwhile."""
        try:
            self._session.execute(insert(EDITIONS).values(_values(version)))
        except IntegrityError as error:
            raise JustSaved from error

    def write_over(self, draft: Version, texts: Texts, *, note: str, now: datetime) -> None:
        """Put other words into a draft."""
        self._change(draft, texts=dict(texts), note=note, saved_at=now)

    def move(self, version: Version, state: State, **values: Any) -> None:
        """Bring a version to another state."""
        self._change(version, state=state.value, **values)

    def lock(self, key: TextKey, number: int) -> Version | None:
        """A version that nobody else changes until the transaction ends."""
        row = self._session.execute(_of(key).where(EDITIONS.c.number == number).with_for_update()).mappings().first()
        return _version(row) if row else None

    def find(self, key: TextKey, number: int) -> Version | None:
        """A version, if it is there."""
        row = self._session.execute(_of(key).where(EDITIONS.c.number == number)).mappings().first()
        return _version(row) if row else None

    def of(self, key: TextKey) -> tuple[Version, ...]:
        """All versions of a text, the latest first."""
        rows = self._session.execute(_of(key).order_by(EDITIONS.c.number.desc())).mappings()
        return tuple(map(_version, rows))

    def everything(self) -> tuple[Version, ...]:
        """All versions of all texts, the latest of each first."""
        rows = self._session.execute(select(EDITIONS).order_by(EDITIONS.c.number.desc())).mappings()
        return tuple(map(_version, rows))

    def said_in(self, language: str) -> tuple[Version, ...]:
        """All versions of all texts in a language: letters say them together."""
        mine = select(EDITIONS).where(EDITIONS.c.language == language).order_by(EDITIONS.c.number.desc())
        return tuple(map(_version, self._session.execute(mine).mappings()))

    def hold(self, language: str) -> None:
        """Let nobody else bring a text in this language to another state until the transaction ends."""
        self._session.execute(_of(TextKey(SHARED, language)).order_by(EDITIONS.c.number).with_for_update()).all()

    def valid_on(self, key: TextKey, day: date) -> Version | None:
        """The released version with which letters of that day are said."""
        query = _of(key).where(EDITIONS.c.state == State.RELEASED.value, EDITIONS.c.valid_from <= day)
        query = query.order_by(EDITIONS.c.valid_from.desc(), EDITIONS.c.number.desc()).limit(1)
        row = self._session.execute(query).mappings().first()
        return _version(row) if row else None

    def highest(self, key: TextKey) -> int:
        """The number of the latest version; 0 when there is none."""
        mine = (EDITIONS.c.kind == key.kind) & (EDITIONS.c.language == key.language)
        return self._session.scalar(select(func.max(EDITIONS.c.number)).where(mine)) or 0

    def _change(self, version: Version, **values: Any) -> None:
        mine = (EDITIONS.c.kind == version.kind) & (EDITIONS.c.language == version.language)
        self._session.execute(update(EDITIONS).where(mine, EDITIONS.c.number == version.number).values(**values))


def _of(key: TextKey):  # type: ignore[no-untyped-def]
    return select(EDITIONS).where(EDITIONS.c.kind == key.kind, EDITIONS.c.language == key.language)


def _values(version: Version) -> dict[str, Any]:
    reviewer = asdict(version.reviewer) if version.reviewer else {'key': '', 'name': ''}
    return {
        **{name: getattr(version, name) for name in SAME}, 'texts': dict(version.texts), 'state': version.state.value,
        'author': version.author.key, 'author_name': version.author.name,
        'reviewer': reviewer['key'], 'reviewer_name': reviewer['name'],
    }


def _version(row: RowMapping) -> Version:
    return Version(
        **{name: row[name] for name in SAME}, state=State(row['state']),
        author=Editor(row['author'], row['author_name']),
        reviewer=Editor(row['reviewer'], row['reviewer_name']) if row['reviewer'] else None,
    )
