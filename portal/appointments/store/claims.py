"""What visits use up: ticks of resources, and each person's one visit for a product.

The primary keys of both tables are the planner's last guard: whatever else fails, the database refuses
to let one tick, or one person, be used twice.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from portal.appointments.errors import SlotTaken
from portal.appointments.model import Person, Slot
from portal.appointments.store.rows import ClaimRow, PersonClaimRow, VisitRow
from portal.database import table_of

VISITS, CLAIMS, PERSON_CLAIMS = table_of(VisitRow), table_of(ClaimRow), table_of(PersonClaimRow)
SIMILAR = select(PERSON_CLAIMS.c.visit_id, VISITS.c.starts + VISITS.c.ticks).join(
    VISITS, VISITS.c.id == PERSON_CLAIMS.c.visit_id,
).where(
    PERSON_CLAIMS.c.product == bindparam('of_product'),
    PERSON_CLAIMS.c.identity.in_(bindparam('identities', expanding=True)),
)
BIND = {
    dialect.name: insert_of(PERSON_CLAIMS).on_conflict_do_nothing().returning(PERSON_CLAIMS.c.identity)
    for dialect, insert_of in ((sqlite.dialect, sqlite.insert), (postgresql.dialect, postgresql.insert))
}


class ClaimStore:
    """The claims of visits, over an open session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def claim(self, visit: int, resources: Iterable[int], slot: Slot) -> None:
        """Use up the slot's ticks of these resources; raises `SlotTaken` when the database sees one in use."""
        rows = [
            {'resource_id': resource, 'tick': tick, 'visit_id': visit}
            for resource in resources for tick in range(slot.starts, slot.starts + slot.ticks)
        ]
        try:
            self._session.execute(insert(CLAIMS), rows)
        except IntegrityError as error:
            raise SlotTaken from error

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

    def similar(self, product: str, persons: Iterable[Person]) -> list[tuple[int, int]]:
        """Visits that these persons have for the product: number, and the tick at which it ends."""
        identities = [identity for person in persons for identity in person.identities]
        rows = self._session.execute(SIMILAR, {'of_product': product, 'identities': identities})
        return list({(visit, end) for visit, end in rows})

    def claim_persons(self, visit: int, product: str, persons: Iterable[Person]) -> bool:
        """Bind the persons to their one visit for the product; False when one of them has another."""
        identities = {identity for person in persons for identity in person.identities}
        rows = [{'product': product, 'identity': identity, 'visit_id': visit} for identity in sorted(identities)]
        bound = self._session.execute(BIND[self._session.get_bind().dialect.name], rows)
        return len(bound.all()) == len(rows)

    def free_persons(self, visits: Sequence[int], identities: Sequence[str] = ()) -> None:
        """Let all persons of these visits, or only those named, have another visit for its product."""
        query = delete(PERSON_CLAIMS).where(PERSON_CLAIMS.c.visit_id.in_(visits))
        if identities:
            query = query.where(PERSON_CLAIMS.c.identity.in_(identities))
        self._session.execute(query)
