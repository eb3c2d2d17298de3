"""Loading planner files and opening days."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from pydantic import TypeAdapter
from sqlalchemy import case, delete, exists, func, insert, select, update

from portal.appointments.model import Change, Hours, Window
from portal.appointments.planner_file import DeskFacts, PlannerFile, ProductFacts, ResourceFacts
from portal.appointments.store.rows import (
    ClaimRow,
    DeskDayRow,
    DeskRow,
    ImportRow,
    OpeningRow,
    ProductRow,
    ResourceRow,
    ShiftRow,
    VisitEventRow,
    VisitRow,
)
from portal.database import Work

HOURS = TypeAdapter(Hours)


class OpeningStore:
    """What can be visited and when, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def add_import(self, now: datetime) -> int:
        """Begin a new state of the catalogue; returns its number."""
        row = ImportRow(at=now)
        self._session.add(row)
        self._session.flush()
        return row.number

    def load(self, planner: PlannerFile) -> None:
        """Write down products, desks and resources; what a loaded desk no longer names stops working."""
        for product in planner.products:
            self._load_product(product)
        for desk in planner.desks:
            self._load_desk(desk)
            self._load_resources(desk)

    def _load_product(self, product: ProductFacts) -> None:
        known = self._session.scalar(select(ProductRow).where(ProductRow.key == product.key))
        row = known or ProductRow(key=product.key)
        row.facts = product.model_dump(mode='json')
        self._session.add(row)

    def _load_desk(self, desk: DeskFacts) -> None:
        row = self._session.scalar(select(DeskRow).where(DeskRow.key == desk.key)) or DeskRow(key=desk.key, version=0)
        row.facts, row.version = desk.model_dump(mode='json', exclude={'resources'}), row.version + 1
        self._session.add(row)
        self._session.flush()

    def _load_resources(self, desk: DeskFacts) -> None:
        known = {row.key: row for row in self._session.scalars(select(ResourceRow).where(ResourceRow.desk == desk.key))}
        for row in known.values():
            row.works = False
        for resource in desk.resources:
            self._session.add(_resource_row(known.get(resource.key), desk.key, resource))
        self._session.flush()

    def hours(self, desk: str) -> Hours:
        """Rosters, extras and closures of a desk."""
        facts = self._session.scalars(select(DeskRow.facts).where(DeskRow.key == desk)).one()
        return HOURS.validate_python({name: facts[name] for name in ('rosters', 'extras', 'closures', 'holidays')})

    def lock_all(self, since: date) -> list[tuple[str, date]]:
        """All opened days from `since` on, locked in the order in which every change locks them."""
        query = select(DeskDayRow.desk, DeskDayRow.day).where(DeskDayRow.day >= since)
        rows = self._session.execute(query.order_by(DeskDayRow.desk, DeskDayRow.day).with_for_update(key_share=True))
        return [(desk, day) for desk, day in rows]

    def renew(self, since: date, catalogue: int) -> None:
        """Tell every reader that all days from `since` on may have changed."""
        query = update(DeskDayRow).where(DeskDayRow.day >= since)
        self._session.execute(query.values(version=DeskDayRow.version + 1, catalogue=catalogue))

    def set_windows(self, desk: str, day: date, windows: Iterable[Window]) -> None:
        """Replace when the resources of a desk work on a day."""
        self._session.execute(delete(ShiftRow).where(ShiftRow.desk == desk, ShiftRow.day == day))
        rows = [
            {'desk': desk, 'day': day, 'resource_id': window.resource, 'starts': window.starts, 'ends': window.ends}
            for window in windows
        ]
        if rows:
            self._session.execute(insert(ShiftRow), rows)

    def lock_desk(self, desk: str) -> date | None:
        """Keep everybody else from opening days here; the last day that is open, or None."""
        query = select(DeskRow.opened_until).where(DeskRow.key == desk).with_for_update(key_share=True)
        return self._session.scalar(query)

    def open_days(self, desk: str, days: Sequence[date], *, catalogue: int, places: int, now: datetime) -> None:
        """Let these days of a desk be booked."""
        self._session.execute(insert(DeskDayRow), [
            {'desk': desk, 'day': day, 'version': 1, 'catalogue': catalogue} for day in days
        ])
        self._session.execute(update(DeskRow).where(DeskRow.key == desk).values(opened_until=max(days)))
        self._session.add(OpeningRow(desk=desk, at=now, places=places))

    def outside(self, first_tick: int) -> list[str]:
        """Codes of booked visits that now lie, wholly or partly, outside working hours."""
        works = exists().where(
            ShiftRow.resource_id == ClaimRow.resource_id,
            ShiftRow.starts <= ClaimRow.tick, ShiftRow.ends > ClaimRow.tick,
        )
        query = select(VisitRow.code).join(ClaimRow, ClaimRow.visit_id == VisitRow.id).where(
            ClaimRow.tick >= first_tick, VisitRow.state == 'booked', ~works,
        )
        return sorted(set(self._session.scalars(query)))

    def traffic(self, desk: str, since: datetime) -> Mapping[str, int]:
        """How many places opened, were given back and were taken at a desk since a moment."""
        opened = select(func.coalesce(func.sum(OpeningRow.places), 0)).where(
            OpeningRow.desk == desk, OpeningRow.at >= since,
        )
        persons = case((VisitEventRow.change == Change.PERSON_OFF.value, 1), else_=VisitEventRow.persons)
        changes = select(VisitEventRow.change, func.sum(persons)).where(
            VisitEventRow.desk == desk, VisitEventRow.at >= since,
        ).group_by(VisitEventRow.change)
        counted = {change: int(count or 0) for change, count in self._session.execute(changes)}
        return counted | {'opened': int(self._session.scalar(opened) or 0)}


def _resource_row(row: ResourceRow | None, desk: str, resource: ResourceFacts) -> ResourceRow:
    row = row or ResourceRow(key=resource.key)
    row.desk, row.kind, row.skills, row.works = desk, resource.kind, list(resource.skills), True
    return row
