"""Opened days: reading them, and locking one before it changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import cast

from sqlalchemy import BindParameter, and_, bindparam, func, select, update
from sqlalchemy.orm import Session

from portal.appointments.errors import SlotUnknown
from portal.appointments.model import Held, Window
from portal.appointments.store.rows import ClaimRow, DeskDayRow, ResourceRow, ShiftRow, VisitRow
from portal.database import table_of

AT_DESK: BindParameter[str] = bindparam('at_desk')
SINCE = DeskDayRow.day >= bindparam('since')
DAYS: BindParameter[date] = bindparam('days', expanding=True)
LOCK = update(table_of(DeskDayRow)).where(
    and_(DeskDayRow.desk == AT_DESK, DeskDayRow.day == bindparam('on_day')),
).values(version=DeskDayRow.version + 1).returning(DeskDayRow.catalogue)
STAMP = select(func.sum(DeskDayRow.version), func.max(DeskDayRow.catalogue)).where(DeskDayRow.desk == AT_DESK, SINCE)
STAMPS = select(
    DeskDayRow.desk, func.sum(DeskDayRow.version), func.max(DeskDayRow.catalogue),
).where(SINCE).group_by(DeskDayRow.desk)
VERSIONS = select(DeskDayRow.day, DeskDayRow.version).where(DeskDayRow.desk == AT_DESK, SINCE).order_by(DeskDayRow.day)
CLAIMS = select(ClaimRow.resource_id, ClaimRow.tick, ClaimRow.visit_id).join(
    ResourceRow, ResourceRow.id == ClaimRow.resource_id,
).where(
    ResourceRow.desk == AT_DESK, ClaimRow.tick >= bindparam('from_tick'), ClaimRow.tick < bindparam('to_tick'),
)
HELD = select(
    VisitRow.day, VisitRow.id, VisitRow.holder, VisitRow.held_until, VisitRow.starts, VisitRow.ticks, VisitRow.product,
).where(VisitRow.held_until.is_not(None), VisitRow.desk == AT_DESK, VisitRow.day.in_(DAYS))
WINDOWS = select(ShiftRow.day, ShiftRow.resource_id, ShiftRow.starts, ShiftRow.ends).where(
    ShiftRow.desk == AT_DESK, ShiftRow.day.in_(DAYS),
)


class DayStore:
    """The days of desks, over an open session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, desk: str, day: date) -> int:
        """Keep everybody else from changing this day; returns the import that its shifts come from.

        Whoever needs two days locks them in ascending order of desk and day. Raises `SlotUnknown`
        when the day is not open.
        """
        catalogue = self._session.execute(LOCK, {'at_desk': desk, 'on_day': day}).scalar_one_or_none()
        if catalogue is None:
            raise SlotUnknown
        return catalogue

    def stamp(self, desk: str, since: date) -> tuple[int, int]:
        """A number that grows with every change of the desk from `since` on, and its newest import."""
        total, newest = self._session.execute(STAMP, {'at_desk': desk, 'since': since}).one()
        return int(total or 0), newest or 0

    def stamps(self, since: date) -> dict[str, tuple[int, int]]:
        """`stamp` of every desk that has opened days."""
        return {desk: (int(total), newest) for desk, total, newest in self._session.execute(STAMPS, {'since': since})}

    def versions(self, desk: str, since: date) -> dict[date, int]:
        """The opened days of a desk, ascending, and their versions."""
        rows = self._session.execute(VERSIONS, {'at_desk': desk, 'since': since})
        return dict(rows.tuples().all())

    def windows(self, desk: str, days: Iterable[date]) -> Mapping[date, list[Window]]:
        """When the resources of a desk work on these days."""
        found: dict[date, list[Window]] = defaultdict(list)
        for day, resource, starts, ends in self._session.execute(WINDOWS, {'at_desk': desk, 'days': list(days)}):
            found[day].append(Window(resource=resource, starts=starts, ends=ends))
        return found

    def claims(self, desk: str, starts: int, ends: int) -> Sequence[tuple[int, int, int]]:
        """Claimed ticks of a desk's resources from `starts` up to `ends`: resource, tick and visit."""
        values = {'at_desk': desk, 'from_tick': starts, 'to_tick': ends}
        return [(resource, tick, visit) for resource, tick, visit in self._session.execute(CLAIMS, values)]

    def held(self, desk: str, days: Iterable[date]) -> Mapping[date, list[Held]]:
        """Who keeps places for a while on these days."""
        found: dict[date, list[Held]] = defaultdict(list)
        for day, visit, holder, until, starts, ticks, product in self._session.execute(
            HELD, {'at_desk': desk, 'days': list(days)},
        ):
            found[day].append(Held(
                visit=visit, holder=holder, until=cast(datetime, until), starts=starts, ticks=ticks, product=product,
            ))
        return found
