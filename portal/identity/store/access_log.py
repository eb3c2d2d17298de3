"""The access log: lines are only ever added. Triggers of the database refuse to change one or to remove a young one."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Index, Integer, RowMapping, String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work, table_of
from portal.identity.model.looking import COUNTER_VIEW, Actor, Look, LookSearch, NotedLook, Outcome
from portal.statements import adding, filled

Number = BigInteger().with_variant(Integer, 'sqlite')
"""SQLite counts up by itself only in a column of plain INTEGER."""


class LookRow(Row):
    """One look at somebody's data."""

    __tablename__ = 'access_log'
    __table_args__ = (
        Index('ix_access_log_subject', 'subject', 'id'), Index('ix_access_log_actor', 'actor', 'started'),
        Index('ix_access_log_started', 'started'), {'sqlite_autoincrement': True},
    )
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    activity: Mapped[str] = mapped_column(String(40))
    subject: Mapped[str] = mapped_column(String(64))
    """A keyed hash that stands for the person; empty when nobody was found."""
    room: Mapped[str] = mapped_column(String(30))
    actor: Mapped[str] = mapped_column(String(200))
    actor_name: Mapped[str] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    session: Mapped[str] = mapped_column(String(32))
    reason: Mapped[str] = mapped_column(String(20))
    words: Mapped[str] = mapped_column(String(300))
    had_visit: Mapped[bool | None]
    started: Mapped[datetime] = mapped_column(Instant)
    ended: Mapped[datetime] = mapped_column(Instant)
    outcome: Mapped[str] = mapped_column(String(5))
    trace_id: Mapped[str] = mapped_column(String(32))
    span_id: Mapped[str] = mapped_column(String(16))
    parent: Mapped[str] = mapped_column(String(16))


LOG = table_of(LookRow)
STEP = 1000
"""Rows that are read at once."""
ADD = adding(LOG, *filled(LOG)).returning(LOG.c.id)
GRANT = (
    select(LOG).where(
        LOG.c.subject == bindparam('whose'), LOG.c.actor == bindparam('by'), LOG.c.session == bindparam('during'),
        LOG.c.activity == COUNTER_VIEW, LOG.c.parent == '', LOG.c.outcome == Outcome.OK.value,
        LOG.c.started > bindparam('after'), LOG.c.started <= bindparam('until'),
    ).order_by(LOG.c.id.desc()).limit(1)
)
"""The look by which an employee opened somebody's page."""


def values_of(look: Look, subject: str) -> dict[str, Any]:
    """A look as a line of the log has it."""
    return {
        'activity': look.activity, 'subject': subject, 'room': look.room, 'actor': look.actor.key,
        'actor_name': look.actor.name, 'role': look.actor.role, 'session': look.actor.session, 'reason': look.reason,
        'words': look.words, 'had_visit': look.had_visit, 'started': look.started, 'ended': look.ended,
        'outcome': look.outcome.value, 'trace_id': look.trace_id.hex(), 'span_id': look.span_id.hex(),
        'parent': look.parent.hex(),
    }


def noted(row: Sequence[Any]) -> NotedLook:
    """A line of the log, from all its columns."""
    return _noted(dict(zip(LOG.columns.keys(), row, strict=True)))


def _noted(row: Mapping[str, Any] | RowMapping) -> NotedLook:
    actor = Actor(key=row['actor'], name=row['actor_name'], role=row['role'], session=row['session'])
    names = ('id', 'activity', 'subject', 'room', 'reason', 'words', 'had_visit', 'started', 'ended', 'trace_id',
             'span_id', 'parent')
    return NotedLook(actor=actor, outcome=Outcome(row['outcome']), **{name: row[name] for name in names})


class LookStore:
    """The lines of the log, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def of(self, subjects: Iterable[str], *, before: int, count: int) -> list[NotedLook]:
        """So many lines about somebody with a number below `before`, the latest first; 0 is no limit in both."""
        return self._latest([LOG.c.subject.in_(list(subjects)), *_before(before)], count)

    def search(self, asked: LookSearch, subjects: Iterable[str], count: int) -> list[NotedLook]:
        """So many lines that are meant, the latest first."""
        which = list(_before(asked.before))
        which += [LOG.c.subject.in_(list(subjects))] if asked.person else []
        which += [LOG.c.actor_name.icontains(asked.employee, autoescape=True)] if asked.employee else []
        which += [LOG.c.activity == asked.activity] if asked.activity else []
        which += [LOG.c.started >= asked.since] if asked.since else []
        which += [LOG.c.started < asked.until] if asked.until else []
        return self._latest(which, count)

    def between(self, since: datetime, until: datetime) -> Iterator[NotedLook]:
        """All lines of a period, in the order in which they were written."""
        query = select(LOG).where(LOG.c.started >= since, LOG.c.started < until).order_by(LOG.c.id).limit(STEP)
        after = 0
        while rows := self._session.execute(query.where(LOG.c.id > after)).mappings().all():
            yield from map(_noted, rows)
            after = rows[-1]['id']

    def _latest(self, which: list[ColumnElement[bool]], count: int) -> list[NotedLook]:
        query = select(LOG).where(*which).order_by(LOG.c.id.desc()).limit(count or None)
        return [_noted(row) for row in self._session.execute(query).mappings()]


def _before(number: int) -> list[ColumnElement[bool]]:
    return [LOG.c.id < number] if number else []
