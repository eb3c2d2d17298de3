"""What watching over the access log needs: declared relatives, what was reported, and how much looking is usual."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from statistics import median

from sqlalchemy import Date, Float, String, Text, UniqueConstraint, cast, delete, distinct, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work, table_of
from portal.identity.model.looking import Outcome, Reason
from portal.identity.model.watching import Glance, Habits, Rule, Unusual
from portal.identity.store.access_log import LOG, Number


class RelationRow(Row):
    """An employee said that this is a relative of theirs; the relative stands here as in the log."""

    __tablename__ = 'staff_relation'
    actor: Mapped[str] = mapped_column(String(200), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)


class NoticeRow(Row):
    """Unusual reading that was reported to the auditor."""

    __tablename__ = 'access_notice'
    __table_args__ = (UniqueConstraint('day', 'rule', 'actor', 'subject', name='uq_access_notice_day'),)
    id: Mapped[int] = mapped_column(Number, primary_key=True)
    day: Mapped[date] = mapped_column(Date)
    rule: Mapped[str] = mapped_column(String(20))
    actor: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(200))
    count: Mapped[int]
    usual: Mapped[float] = mapped_column(Float)
    subject: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(Instant)


RELATIONS, NOTICES = table_of(RelationRow), table_of(NoticeRow)
HOUR_SIGNS, DAY_SIGNS = 13, 10
"""Of a moment as text: 2026-12-03 09."""
STAFF_LOOKS = LOG.c.role.in_(('clerk', 'planner', 'letter_editor', 'auditor'))


class WatchStore:
    """Reading of the log as a whole, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def glances(self, since: datetime, until: datetime) -> list[Glance]:
        """What employees looked at in a period."""
        columns = (LOG.c.actor, LOG.c.actor_name, LOG.c.subject, LOG.c.started, LOG.c.trace_id, LOG.c.reason,
                   LOG.c.had_visit, LOG.c.outcome)
        query = select(*columns).where(STAFF_LOOKS, LOG.c.started >= since, LOG.c.started < until).order_by(LOG.c.id)
        return [
            Glance(
                actor=actor, name=name, subject=subject, at=at, trace_id=trace, says_visit=reason == Reason.VISIT.value,
                had_visit=had_visit, found=outcome != Outcome.ERROR.value,
            )
            for actor, name, subject, at, trace, reason, had_visit, outcome in self._session.execute(query)
        ]

    def habits(self, since: datetime, until: datetime) -> dict[str, Habits]:
        """How many people each employee looked at in the hours and days of a period in which they looked at all."""
        hours, days = self._counts(since, until, HOUR_SIGNS), self._counts(since, until, DAY_SIGNS)
        return {actor: Habits(an_hour=median(hours[actor]), a_day=median(days[actor])) for actor in days}

    def _counts(self, since: datetime, until: datetime, signs: int) -> dict[str, list[int]]:
        # Both engines write a moment in UTC as 2026-12-03 09:15…, so its first signs name the hour or the day.
        bucket = func.substr(cast(LOG.c.started, Text), 1, signs)
        query = select(LOG.c.actor, func.count(distinct(LOG.c.subject))).where(
            STAFF_LOOKS, LOG.c.subject != '', LOG.c.started >= since, LOG.c.started < until,
        ).group_by(LOG.c.actor, bucket)
        found: dict[str, list[int]] = {}
        for actor, count in self._session.execute(query):
            found.setdefault(actor, []).append(count)
        return found

    def relations(self) -> set[tuple[str, str]]:
        """Who is whose relative."""
        return {(actor, subject) for actor, subject in self._session.execute(select(RELATIONS))}

    def replace_relations(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Keep these relatives, and no others."""
        self._session.execute(delete(RELATIONS))
        rows = [{'actor': actor, 'subject': subject} for actor, subject in sorted(set(pairs))]
        if rows:
            self._session.execute(insert(RELATIONS), rows)

    def add_notices(self, found: Sequence[Unusual], now: datetime) -> list[Unusual]:
        """Report what was not reported yet; returns that."""
        known = {
            (row.day, row.rule, row.actor, row.subject)
            for row in self._session.execute(select(NOTICES).where(NOTICES.c.day.in_({one.day for one in found})))
        }
        new = [one for one in found if (one.day, one.rule.value, one.actor, one.subject) not in known]
        if new:
            rows = [{**vars(one), 'rule': one.rule.value, 'made_at': now} for one in new]
            self._session.execute(insert(NOTICES), rows)
        return new

    def notices(self, count: int) -> list[Unusual]:
        """What was reported, the latest first."""
        query = select(NOTICES).order_by(NOTICES.c.day.desc(), NOTICES.c.id.desc()).limit(count)
        names = ('day', 'actor', 'name', 'count', 'usual', 'subject')
        return [
            Unusual(rule=Rule(row['rule']), **{name: row[name] for name in names})
            for row in self._session.execute(query).mappings()
        ]

    def remove_notices(self, before: date) -> int:
        """Remove what was reported of earlier days; returns how much."""
        query = delete(NOTICES).where(NOTICES.c.day < before).returning(NOTICES.c.id)
        return len(self._session.execute(query).all())


