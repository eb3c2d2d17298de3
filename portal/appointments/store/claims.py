"""What visits use up: ticks of resources, and each person's one visit for a product.

The primary keys of both tables are the planner's last guard: whatever else fails, the database refuses
to let one tick, or one person, be used twice.
"""

from collections.abc import Iterable, Sequence
from functools import cache

from sqlalchemy import Select, String, bindparam, delete, select, update

from portal.appointments.model import Person, Slot
from portal.appointments.store.rows import ClaimRow, PersonClaimRow, VisitRow
from portal.database import AlreadyThere, Work, table_of
from portal.statements import Asked, adding_rows, numbered

VISITS, CLAIMS, PERSON_CLAIMS = table_of(VisitRow), table_of(ClaimRow), table_of(PersonClaimRow)
Similar = tuple[int, int]
"""A visit that somebody has for a product: its number, and the tick at which it ends."""


class ClaimStore:
    """The claims of visits, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def claim(self, visit: int, resources: Iterable[int], slot: Slot) -> None:
        """Use up the slot's ticks of these resources, of which the database lets each be used once."""
        ticks = [
            {'resource_id': resource, 'tick': tick, 'visit_id': visit, 'desk': slot.desk}
            for resource in resources for tick in range(slot.starts, slot.starts + slot.ticks)
        ]
        self._session.run(adding_rows(CLAIMS, tuple(ticks[0]), len(ticks)), **numbered(ticks))

    def free(self, visits: Sequence[int], from_tick: int = 0) -> None:
        """Give back the ticks of these visits, or those from `from_tick` on."""
        self._session.execute(delete(CLAIMS).where(CLAIMS.c.visit_id.in_(visits), CLAIMS.c.tick >= from_tick))

    def hand_over(self, giver: int, taker: int) -> None:
        """Let one visit have the ticks of another."""
        self._session.execute(update(CLAIMS).where(CLAIMS.c.visit_id == giver).values(visit_id=taker))

    def resources(self, visit: int) -> tuple[int, ...]:
        """What the visit uses up."""
        query = select(CLAIMS.c.resource_id).where(CLAIMS.c.visit_id == visit).distinct()
        return tuple(self._session.execute(query.order_by(CLAIMS.c.resource_id)).scalars())

    def similar(self, product: str, persons: Iterable[Person]) -> list[Similar]:
        """The visits that these persons have for the product."""
        return self.ask_similar(product, persons).rows()

    def ask_similar(self, product: str, persons: Iterable[Person]) -> Asked:
        """`similar`, whose answer may come later with others."""
        identities = [{'identity': identity} for identity in _identities(persons)]
        return self._session.run(_similar(len(identities)), of_product=product, **numbered(identities))

    def take_persons(self, visit: int, product: str, persons: Iterable[Person]) -> None:
        """Bind the persons to their one visit for the product, of which the database lets each have one."""
        rows = [{'product': product, 'identity': identity, 'visit_id': visit} for identity in _identities(persons)]
        self._session.run(adding_rows(PERSON_CLAIMS, tuple(rows[0]), len(rows)), **numbered(rows))

    def free_persons(self, visits: Sequence[int], identities: Sequence[str] = ()) -> None:
        """Let all persons of these visits, or only those named, have another visit for its product."""
        query = delete(PERSON_CLAIMS).where(PERSON_CLAIMS.c.visit_id.in_(visits))
        if identities:
            query = query.where(PERSON_CLAIMS.c.identity.in_(identities))
        self._session.execute(query)


def is_person(refusal: AlreadyThere) -> bool:
    """A person has another visit for the product; otherwise a tick is used, or a visit's number, key or code."""
    return refusal.table == PERSON_CLAIMS.name


@cache
def _similar(count: int) -> Select:
    known_by = [bindparam(f'identity_{number}', type_=String()) for number in range(count)]
    return select(VISITS.c.id, VISITS.c.starts + VISITS.c.ticks).distinct().join(
        PERSON_CLAIMS, VISITS.c.id == PERSON_CLAIMS.c.visit_id,
    ).where(PERSON_CLAIMS.c.product == bindparam('of_product'), PERSON_CLAIMS.c.identity.in_(known_by))


def _identities(persons: Iterable[Person]) -> list[str]:
    """The numbers by which these persons are known, each once."""
    return sorted({identity for person in persons for identity in person.identities})
