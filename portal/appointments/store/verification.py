"""Reading all the books for the proof, a few thousand visits at a time.

Each page is one statement, so that it shows one moment even while people book: a visit and what stands
in its name always change in the same transaction.
"""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from sqlalchemy import BindParameter, ColumnElement, FromClause, Select, and_, bindparam, func, literal, or_, select

from portal.appointments.model import VisitState
from portal.appointments.model.ledger import Entry, Finding, Owned
from portal.appointments.store.rows import ClaimRow, PersonClaimRow, VisitorRow, VisitRow
from portal.appointments.store.visits import build_slot
from portal.database import Work, table_of

VISITS, VISITORS = table_of(VisitRow), table_of(VisitorRow)
CLAIMS, BOUND = table_of(ClaimRow), table_of(PersonClaimRow)
PAGE = 2_000
MOST = 100
"""So many wrong rows of one kind are read; they are all counted."""
AFTER: BindParameter[int] = bindparam('after')
UP_TO: BindParameter[int] = bindparam('up_to')


def _in_page(column: ColumnElement[int]) -> ColumnElement[bool]:
    return and_(column > AFTER, column <= UP_TO)


def _count(table: FromClause, *which: ColumnElement[bool]) -> ColumnElement[int]:
    """How many rows of `table` belong to the visit and are `which`."""
    query = select(func.count()).select_from(table).where(table.c.visit_id == VISITS.c.id, *which)
    return query.correlate(VISITS).scalar_subquery()


def _unbound(kind: str, number: ColumnElement[str]) -> ColumnElement[int]:
    """How many persons' numbers of this kind are not bound to the visit."""
    bound = select(BOUND.c.visit_id).where(
        BOUND.c.product == VISITS.c.product, BOUND.c.identity == literal(kind) + number,
        BOUND.c.visit_id == VISITS.c.id,
    ).correlate(VISITS, VISITORS)
    return _count(VISITORS, number != '', ~bound.exists())


def _pages() -> Select:
    """The entries of a page, one row for each resource that a visit has."""
    named = select(VISITORS.c.id).where(
        VISITORS.c.visit_id == VISITS.c.id,
        or_(
            BOUND.c.identity == literal('v:') + VISITORS.c.v_number, BOUND.c.identity == literal('b:') + VISITORS.c.bsn,
        ),
    ).correlate(VISITS, BOUND)
    owned = select(
        CLAIMS.c.visit_id, CLAIMS.c.resource_id, func.count().label('count'),
        func.min(CLAIMS.c.tick).label('first'), func.max(CLAIMS.c.tick).label('last'),
    ).where(_in_page(CLAIMS.c.visit_id)).group_by(CLAIMS.c.visit_id, CLAIMS.c.resource_id).subquery()
    return select(
        VISITS, owned.c.resource_id, owned.c.count, owned.c.first, owned.c.last,
        _count(VISITORS).label('visitors'), _count(BOUND).label('bound'),
        (_unbound('v:', VISITORS.c.v_number) + _unbound('b:', VISITORS.c.bsn)).label('unbound'),
        _count(BOUND, or_(BOUND.c.product != VISITS.c.product, ~named.exists())).label('stray'),
    ).outerjoin(owned, owned.c.visit_id == VISITS.c.id).where(_in_page(VISITS.c.id)).order_by(VISITS.c.id)


PAGES = _pages()


class VerificationStore:
    """All the books, over an open session for reading."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def pages(self) -> Iterator[list[Entry]]:
        """All visits, page by page."""
        after = 0
        while up_to := self._end_of_page(after):
            rows = self._session.execute(PAGES, {'after': after, 'up_to': up_to}).mappings()
            yield [_entry(list(found)) for _, found in groupby(rows, itemgetter('id'))]
            after = up_to

    def _end_of_page(self, after: int) -> int | None:
        page = select(VISITS.c.id).where(VISITS.c.id > after).order_by(VISITS.c.id).limit(PAGE).subquery()
        return self._session.scalar(select(func.max(page.c.id)))

    def orphans(self) -> Iterator[Finding]:
        """What is claimed in the name of visits that are not there."""
        for table, what in ((CLAIMS, 'ticks'), (BOUND, 'numbers of persons')):
            known = select(VISITS.c.id).where(VISITS.c.id == table.c.visit_id).exists()
            query = select(table.c.visit_id, func.count()).where(~known).group_by(table.c.visit_id).limit(MOST)
            for visit, count in self._session.execute(query):
                says = f'is not there, but {count} {what} are claimed for it'
                yield Finding(about=f'The visit with number {visit}', says=says)

    def twice(self) -> Iterator[Finding]:
        """Ticks that two visits claim; impossible while the table has its primary key."""
        query = select(CLAIMS.c.resource_id, CLAIMS.c.tick, func.count()).group_by(
            CLAIMS.c.resource_id, CLAIMS.c.tick,
        ).having(func.count() > 1).limit(MOST)
        for resource, tick, count in self._session.execute(query):
            yield Finding(about=f'Tick {tick} of resource {resource}', says=f'is claimed {count} times')


def _entry(rows: list[Mapping]) -> Entry:
    row = rows[0]
    return Entry(
        number=row['id'], key=row['key'], code=row['code'], state=VisitState(row['state']), slot=build_slot(row),
        day=row['day'], has_email=row['email'] != '', visitors=row['visitors'], bound=row['bound'],
        unbound=row['unbound'], stray=row['stray'], owned=tuple(
            Owned(resource=one['resource_id'], count=one['count'], first=one['first'], last=one['last'])
            for one in rows if one['resource_id'] is not None
        ),
    )
