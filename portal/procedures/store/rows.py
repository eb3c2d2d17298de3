"""The tables of cases.

Rows of one case hang together by `case_number`, without foreign keys: they are only ever written by an import, which
writes or replaces a case as a whole, and checking two million keys would double its time.
"""

from datetime import date, datetime

from sqlalchemy import BigInteger, Date, Index, SmallInteger, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, table_of


class CaseRow(Row):
    """One application, objection or notice, as its source told it last."""

    __tablename__ = 'procedure_case'
    __table_args__ = (Index(None, 'procedure', 'track', 'queue'),)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """Ties rows together; never leaves the store."""
    id: Mapped[str] = mapped_column(String(32), unique=True)
    """Stands in addresses; says nothing about the case."""
    reference: Mapped[str] = mapped_column(String(64), unique=True)
    """What the source calls it."""
    procedure: Mapped[str] = mapped_column(String(60))
    track: Mapped[str] = mapped_column(String(60))
    queue: Mapped[str] = mapped_column(String(60))
    received: Mapped[date] = mapped_column(Date)
    priority: Mapped[bool]
    started: Mapped[date | None] = mapped_column(Date)
    """These three stand in the events as well; here the forecast finds them without reading any event."""
    decided: Mapped[date | None] = mapped_column(Date)
    withdrawn: Mapped[date | None] = mapped_column(Date)
    as_of: Mapped[datetime] = mapped_column(Instant)
    """The moment at which the source knew what is told here."""
    digest: Mapped[str] = mapped_column(String(32))
    """Of what was told: the same line again changes nothing."""
    imported_at: Mapped[datetime] = mapped_column(Instant, index=True)


class CasePersonRow(Row):
    """Who a case is about: who stands here may see it."""

    __tablename__ = 'case_person'
    case_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    person: Mapped[str] = mapped_column(String(32), primary_key=True, index=True)
    place: Mapped[int] = mapped_column(SmallInteger)
    part: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))


class CaseEventRow(Row):
    """Something that happened to a case."""

    __tablename__ = 'case_event'
    case_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    """The order in which the source tells them."""
    kind: Mapped[str] = mapped_column(String(20))
    day: Mapped[date] = mapped_column(Date)
    what: Mapped[str] = mapped_column(String(60))
    until: Mapped[date | None] = mapped_column(Date)
    told: Mapped[date | None] = mapped_column(Date)


class CaseSourceRow(Row):
    """How old what we know is: one row, number 1, which every batch of an import locks first."""

    __tablename__ = 'case_source'
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    as_of: Mapped[datetime | None] = mapped_column(Instant)
    """The latest moment that a source told about."""
    imported_at: Mapped[datetime | None] = mapped_column(Instant)
    """When a line was last read without a mistake, whether it changed anything or not."""


class CaseImportRow(Row):
    """A file of cases that was read, or is being read."""

    __tablename__ = 'case_import'
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    digest: Mapped[str] = mapped_column(String(64), index=True)
    line: Mapped[int]
    """The last line that is done."""
    reached: Mapped[int] = mapped_column(BigInteger)
    """The byte at which the next line begins."""
    added: Mapped[int]
    changed: Mapped[int]
    same: Mapped[int]
    older: Mapped[int]
    wrong: Mapped[int]
    began: Mapped[datetime] = mapped_column(Instant)
    ended: Mapped[datetime | None] = mapped_column(Instant)


class CaseMistakeRow(Row):
    """What was wrong with a line, kept in the transaction of its batch so that a report is whole after a power cut."""

    __tablename__ = 'case_mistake'
    case_import: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    line: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    place: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    field: Mapped[str] = mapped_column(String(200))
    says: Mapped[str] = mapped_column(Text)


class QueueModelRow(Row):
    """What was learnt of one queue, and whether its cases have changed since."""

    __tablename__ = 'queue_model'
    procedure: Mapped[str] = mapped_column(String(60), primary_key=True)
    track: Mapped[str] = mapped_column(String(60), primary_key=True)
    queue: Mapped[str] = mapped_column(String(60), primary_key=True)
    changes: Mapped[int] = mapped_column(BigInteger)
    """Goes up with every batch that changes a case of this queue."""
    learned_changes: Mapped[int] = mapped_column(BigInteger)
    """What `changes` was when the model was learnt; -1 before."""
    learned_on: Mapped[date | None] = mapped_column(Date)
    model: Mapped[str] = mapped_column(Text)
    """JSON, as `portal.procedures.forecast` writes it."""
    waiting: Mapped[int]
    """Cases that wait for their start."""
    treated: Mapped[int]
    """Cases that were started and have no decision."""


CASES, PEOPLE, EVENTS = table_of(CaseRow), table_of(CasePersonRow), table_of(CaseEventRow)
SOURCE, IMPORTS, MISTAKES = table_of(CaseSourceRow), table_of(CaseImportRow), table_of(CaseMistakeRow)
QUEUES = table_of(QueueModelRow)
