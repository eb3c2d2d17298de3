"""Opened days: reading them, and locking one before it changes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Integer,
    and_,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    null,
    select,
    union_all,
    update,
)

from portal.appointments.errors import SlotUnknown
from portal.appointments.model import Held, Window
from portal.appointments.store.bits import AllBits
from portal.appointments.store.rows import ClaimRow, DeskDayRow, ShiftRow, VisitRow
from portal.database import Work, table_of
from portal.statements import Asked

CLAIMS, KEPT = table_of(ClaimRow), table_of(VisitRow)
AT_DESK: BindParameter[str] = bindparam('at_desk')
FROM: BindParameter[int] = bindparam('from_tick', type_=Integer)
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
WORD = 60
"""So many ticks are read as one number: all their bits fit into what a database calls a whole number."""
OFFSET = CLAIMS.c.tick - FROM
WORD_OF = (OFFSET // literal_column(str(WORD), Integer)).label('word')

BITS = AllBits(literal(1, BigInteger).bitwise_lshift(OFFSET % literal_column(str(WORD), Integer))).label('bits')
BETWEEN = and_(CLAIMS.c.tick >= FROM, CLAIMS.c.tick < bindparam('to_tick', type_=Integer))
HELD = KEPT.c.id, KEPT.c.held_until, KEPT.c.holder, KEPT.c.starts, KEPT.c.ticks, KEPT.c.product
# First what few visits keep for a while; then all claims, for which one stretch of an index suffices.
USED = union_all(
    select(CLAIMS.c.resource_id, WORD_OF, BITS, *HELD).join(KEPT, KEPT.c.id == CLAIMS.c.visit_id).where(
        KEPT.c.held_until.is_not(None), KEPT.c.desk == AT_DESK, BETWEEN,
    ).group_by(CLAIMS.c.resource_id, 'word', KEPT.c.id),
    select(CLAIMS.c.resource_id, WORD_OF, BITS, *(cast(null(), one.type) for one in HELD)).where(
        CLAIMS.c.desk == AT_DESK, BETWEEN,
    ).group_by(CLAIMS.c.resource_id, 'word'),
)
WINDOWS = select(ShiftRow.day, ShiftRow.resource_id, ShiftRow.starts, ShiftRow.ends).where(
    ShiftRow.desk == AT_DESK, ShiftRow.day.in_(DAYS),
)

Claims = tuple[int, int, int, int]
"""A resource, a tick, a bit set counted from it, and the visit that keeps these ticks for a while; 0: used for good."""


class DayStore:
    """The days of desks, over an open session."""

    def __init__(self, session: Work) -> None:
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

    def ask_to_lock(self, desk: str, day: date, *, starts: int, ends: int) -> tuple[Asked, Asked]:
        """`lock` one day and see what is `used` there; `locked` tells it once both are answered."""
        return (
            self._session.run(LOCK, at_desk=desk, on_day=day),
            self._session.run(USED, at_desk=desk, from_tick=starts, to_tick=ends),
        )

    @staticmethod
    def locked(asked: tuple[Asked, Asked], starts: int) -> tuple[int, list[Claims], list[Held]]:
        """What `lock` and `used` return, or `SlotUnknown`."""
        catalogues, used = (one.rows() for one in asked)
        if not catalogues:
            raise SlotUnknown
        return catalogues[0][0], *_claims(used, starts)

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

    def used(self, desk: str, starts: int, ends: int) -> tuple[list[Claims], list[Held]]:
        """The claims on a desk's resources from `starts` up to `ends`, and the visits that keep theirs for a while."""
        rows = self._session.execute(USED, {'at_desk': desk, 'from_tick': starts, 'to_tick': ends}).all()
        return _claims(rows, starts)


def _claims(rows: Iterable[Any], starts: int) -> tuple[list[Claims], list[Held]]:
    """Each row is a resource, a word of bits, and the visit that keeps these ticks for a while; without a visit the
    bits are of all claims.
    """
    claims, held = [], {}
    words: dict[tuple[int, int], int] = {}
    spared: dict[tuple[int, int], int] = defaultdict(int)
    for resource, word, bits, visit, *kept in rows:
        if visit is None:
            words[resource, word] = bits
            continue
        until, holder, first, ticks, product = kept
        held[visit] = Held(visit=visit, holder=holder, until=until, starts=first, ticks=ticks, product=product)
        claims.append((resource, starts + word * WORD, bits, visit))
        spared[resource, word] |= bits
    for (resource, word), bits in words.items():
        claims.append((resource, starts + word * WORD, bits & ~spared.get((resource, word), 0), 0))
    return claims, list(held.values())
