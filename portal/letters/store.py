"""The archive of what was sent: lines that the database refuses to change, and the files, each under its own hash."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, bindparam, delete, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.bulk import members
from portal.database import Instant, Row, Work, table_of
from portal.kernel.retention import Stock
from portal.letters.model.sent import Confirmed, SentLetter
from portal.statements import insert_into

HASH = 64


class FileRow(Row):
    """A file, under the SHA-256 of what is in it."""

    __tablename__ = 'letter_file'
    hash: Mapped[str] = mapped_column(String(HASH), primary_key=True)
    bytes: Mapped[bytes] = mapped_column(LargeBinary)


class SentRow(Row):
    """A letter that was sent."""

    __tablename__ = 'sent_letter'
    __table_args__ = (Index('ix_sent_letter_owner', 'owner', 'made_at'),)
    reference: Mapped[str] = mapped_column(String(60), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    language: Mapped[str] = mapped_column(String(5))
    owner: Mapped[str] = mapped_column(String(80))
    written_on: Mapped[date]
    made_at: Mapped[datetime] = mapped_column(Instant, index=True)
    made_by: Mapped[str] = mapped_column(String(200))
    edition: Mapped[int]
    shared_edition: Mapped[int] = mapped_column(server_default='0')
    values: Mapped[Any] = mapped_column(JSON)
    hash: Mapped[str] = mapped_column(ForeignKey('letter_file.hash'), index=True)
    page_hash: Mapped[str] = mapped_column(ForeignKey('letter_file.hash'), index=True)
    mark: Mapped[str] = mapped_column(String(HASH), unique=True)
    """A keyed hash of the code that stands on it."""


FILES, SENT = table_of(FileRow), table_of(SentRow)
COLUMNS = [column for column in SENT.columns if column.name != 'mark']
OF_ANYBODY = select(*COLUMNS).order_by(SENT.c.made_at.desc(), SENT.c.reference.desc())
OF_OWNER = OF_ANYBODY.where(SENT.c.owner == bindparam('owner'))


def sent_letter_of(row: Sequence[Any]) -> SentLetter:
    """The letter of a row of `COLUMNS`."""
    return SentLetter(**{column.name: value for column, value in zip(COLUMNS, row, strict=True)})


class LetterStore:
    """Every query of the archive."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def find(self, reference: str) -> SentLetter | None:
        """The letter that was sent under this reference."""
        row = self._session.execute(select(*COLUMNS).where(SENT.c.reference == reference)).mappings().one_or_none()
        return SentLetter(**row) if row else None

    def of(self, owners: Collection[str]) -> list[SentLetter]:
        """The letters of these owners, the latest first."""
        theirs = OF_ANYBODY.where(SENT.c.owner.in_(members(self._session, owners)))
        return [SentLetter(**row) for row in self._session.execute(theirs).mappings()]

    def owning(self, owners: Iterable[str]) -> set[str]:
        """Those of these owners who have a letter."""
        return set(self._session.scalars(select(SENT.c.owner).where(SENT.c.owner.in_(list(owners))).distinct()))

    def add(self, letter: SentLetter, mark: str, files: Mapping[str, bytes]) -> bool:
        """Keep a letter with its files; False when one was sent under its reference before: nothing is kept then."""
        for name, content in files.items():
            self._insert(FILES, hash=name, bytes=content)
        if self._insert(SENT, **vars(letter), mark=mark):
            return True
        self._remove_unused(list(files))
        return False

    def _insert(self, table: Any, **values: Any) -> bool:
        adding = insert_into(self._session.dialect, table).values(**values)
        adding = adding.on_conflict_do_nothing(index_elements=list(table.primary_key.columns))
        return bool(self._session.execute(adding.returning(*table.primary_key.columns)).all())

    def file(self, name: str) -> bytes | None:
        """The file under this hash."""
        return self._session.scalar(select(FILES.c.bytes).where(FILES.c.hash == name))

    def confirmed(self, marks: Sequence[str]) -> Confirmed | None:
        """What may be told of the letter with one of these marks."""
        query = select(SENT.c.kind, SENT.c.written_on, SENT.c.hash).where(SENT.c.mark.in_(marks))
        row = self._session.execute(query).one_or_none()
        return Confirmed(kind=row.kind, date=row.written_on, hash=row.hash) if row else None

    def made_before(self, moment: datetime) -> Stock:
        """How many letters are kept, and how many of them were made before that moment."""
        count, oldest = self._session.execute(select(func.count(), func.min(SENT.c.made_at))).one()
        overdue = self._session.scalar(select(func.count()).select_from(SENT).where(SENT.c.made_at < moment)) or 0
        return Stock(count=count, oldest=oldest, overdue=overdue)

    def remove_before(self, moment: datetime, most: int) -> int:
        """Forget so many letters that were made before, with their files."""
        old = select(SENT.c.reference, SENT.c.hash, SENT.c.page_hash).where(SENT.c.made_at < moment)
        rows = self._session.execute(old.limit(most).with_for_update(skip_locked=True)).all()
        self._session.execute(delete(SENT).where(SENT.c.reference.in_([row.reference for row in rows])))
        self._remove_unused([name for row in rows for name in (row.hash, row.page_hash)])
        return len(rows)

    def _remove_unused(self, names: list[str]) -> None:
        used = select(SENT.c.reference).where(or_(SENT.c.hash == FILES.c.hash, SENT.c.page_hash == FILES.c.hash))
        self._session.execute(delete(FILES).where(FILES.c.hash.in_(names), ~used.exists()))
