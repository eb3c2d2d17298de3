"""Products, desks and resources as the last import left them."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import func, select

from portal.appointments.model import Catalogue, Desk, Need, Product, Release, Resource
from portal.appointments.store.rows import DeskRow, ImportRow, ProductRow, ResourceRow
from portal.database import Work, table_of

NEWEST = select(func.max(ImportRow.number))


class CatalogueStore:
    """The catalogue, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def newest(self) -> int:
        """The number of the last import; 0 before the first."""
        return self._session.execute(NEWEST).scalar() or 0

    def load(self) -> Catalogue:
        """The catalogue; empty, with number 0, when no planner file was loaded yet."""
        tables = table_of(ProductRow), table_of(DeskRow), table_of(ResourceRow)
        products, desks, resources = (
            self._session.execute(select(table).order_by(next(iter(table.primary_key)))).mappings() for table in tables
        )
        by_desk: dict[str, list[Resource]] = defaultdict(list)
        for row in resources:
            if row['works']:
                by_desk[row['desk']].append(_resource(row))
        return Catalogue(
            number=self.newest(),
            products={row['key']: _product(row) for row in products},
            desks={row['key']: _desk(row) for row in desks},
            resources={desk: tuple(found) for desk, found in by_desk.items()},
        )


def _resource(row: Mapping) -> Resource:
    return Resource(
        id=row['id'], desk=row['desk'], key=row['key'], kind=row['kind'], skills=frozenset(row['skills']),
    )


def _product(row: Mapping) -> Product:
    facts = row['facts']
    return Product(
        number=row['number'], key=row['key'], name=facts['name'], explanation=facts['explanation'],
        bring=tuple(facts['bring']), minutes_per_person=facts['minutes_per_person'],
        minutes_extra=facts['minutes_extra'], step_minutes=facts['step_minutes'], persons_max=facts['persons_max'],
        change_notice=timedelta(hours=facts['change_notice_hours']),
        needs=tuple(Need(kind=need['kind'], skills=frozenset(need['skills'])) for need in facts['needs']),
    )


def _desk(row: Mapping) -> Desk:
    facts = row['facts']
    release = facts['release']
    return Desk(
        number=row['number'], key=row['key'], version=row['version'], name=facts['name'],
        address=tuple(facts['address']), directions=facts['directions'], zone=ZoneInfo(facts['zone']),
        phone=facts['phone'], lead=timedelta(minutes=facts['lead_minutes']),
        release=Release(
            weekday=release['weekday'], at=time.fromisoformat(release['at']), horizon_days=release['horizon_days'],
        ),
    )


