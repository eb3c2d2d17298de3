"""Opened days: reading them, and locking one before it changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

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
# A number that grows with every change of a desk's days, and the newest import that they come from.
STAMP = select(func.sum(DeskDayRow.version), func.max(DeskDayRow.catalogue)).where(DeskDayRow.desk == AT_DESK, SINCE)
STAMPS = select(
    DeskDayRow.desk, func.sum(DeskDayRow.version), func.max(DeskDayRow.catalogue),
).where(SINCE).group_by(DeskDayRow.desk)
VERSIONS = select(DeskDayRow.day, DeskDayRow.version).where(DeskDayRow.desk == AT_DESK, SINCE).order_by(DeskDayRow.day)
USED = select(
    ClaimRow.resource_id, ClaimRow.tick, ClaimRow.visit_id,
    VisitRow.held_until, VisitRow.holder, VisitRow.starts, VisitRow.ticks, VisitRow.product,
).join(ResourceRow, ResourceRow.id == ClaimRow.resource_id).join(VisitRow, VisitRow.id == ClaimRow.visit_id).where(
    ResourceRow.desk == AT_DESK, ClaimRow.tick >= bindparam('from_tick'), ClaimRow.tick < bindparam('to_tick'),
)
WINDOWS = select(ShiftRow.day, ShiftRow.resource_id, ShiftRow.starts, ShiftRow.ends).where(
    ShiftRow.desk == AT_DESK, ShiftRow.day.in_(DAYS),
)

Claim = tuple[int, int, int]
"""Resource, tick and visit."""


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

    def versions(self, desk: str, since: date) -> dict[date, int]:
        """The opened days of a desk, ascending, and their versions."""
        rows = self._session.execute(VERSIONS, {'at_desk': desk, 'since': since})
        return {row.day: row.version for row in rows}

    def windows(self, desk: str, days: Iterable[date]) -> Mapping[date, list[Window]]:
        """When the resources of a desk work on these days."""
        found: dict[date, list[Window]] = defaultdict(list)
        for day, resource, starts, ends in self._session.execute(WINDOWS, {'at_desk': desk, 'days': list(days)}):
            found[day].append(Window(resource=resource, starts=starts, ends=ends))
        return found

    def used(self, desk: str, starts: int, ends: int) -> tuple[list[Claim], list[Held]]:
        """The claims on a desk's resources from `starts` up to `ends`, and the visits that keep theirs for a while."""
        rows = self._session.execute(USED, {'at_desk': desk, 'from_tick': starts, 'to_tick': ends}).all()
        held = {row.visit_id: _held(row) for row in rows if row.held_until is not None}
        return [(row.resource_id, row.tick, row.visit_id) for row in rows], list(held.values())


def _held(row: Any) -> Held:
    return Held(
        visit=row.visit_id, holder=row.holder, until=row.held_until, starts=row.starts, ticks=row.ticks,
        product=row.product,
    )
