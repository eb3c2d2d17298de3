"""The door for whoever brings very many people at once, such as an import of cases."""

import secrets
from collections.abc import Collection, Iterable
from datetime import date

from portal.clock import Clock
from portal.database import Database
from portal.identity.model import Person, PersonId
from portal.identity.store.arriving import ArrivingStore


class Arriving:
    """Finds and keeps people by the thousand; joins the transaction that is open."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    def find(self, v_numbers: Collection[str]) -> dict[str, tuple[PersonId, date]]:
        """Those of them who are known, by V-number: what stands for them, and their day of birth."""
        with self._database.transaction() as session:
            return ArrivingStore(session).find(v_numbers)

    def add(self, people: Iterable[Person]) -> None:
        """Keep people who are new; whoever brings them has looked with `find` in the same transaction."""
        with self._database.transaction() as session:
            ArrivingStore(session).add(list(people), self._clock.now())


def new_person_id() -> PersonId:
    """What will stand for somebody new."""
    return PersonId(secrets.token_hex(16))
