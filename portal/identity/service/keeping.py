"""What log-in keeps of a person, and removing what was kept long enough."""

from datetime import datetime

from portal.database import Database
from portal.identity.model import PersonId
from portal.identity.model.keeping import KeptOfPerson, KindKept
from portal.identity.store.keeping import InUse, KeepingStore
from portal.kernel.retention import Stock

MOST_COUNTED = 1_000
"""So many people who can go are counted: other rooms are asked about each."""


class Keeping:
    """Shows what is kept, and forgets.

    Each removal takes the moment before which something is over, and how much to remove at once: one transaction,
    which can be asked for again until it answers 0.
    """

    def __init__(self, database: Database, kinds: tuple[KindKept, ...]) -> None:
        self._database, self.kinds = database, kinds

    def data_of(self, person: PersonId) -> KeptOfPerson:
        """Everything that log-in keeps of somebody; raises `PersonUnknown`."""
        with self._database.reading() as session:
            return KeepingStore(session).of(person)

    def sessions_before(self, moment: datetime) -> Stock:
        """How many log-ins are kept, and how many of them ended before that moment."""
        with self._database.reading() as session:
            return KeepingStore(session).sessions_before(moment)

    def typed_before(self, moment: datetime) -> Stock:
        """How many forms are kept, and how many of them should have gone by that moment."""
        with self._database.reading() as session:
            return KeepingStore(session).typed_before(moment)

    def codes_before(self, moment: datetime) -> Stock:
        """How many codes and phrases are kept, and how many of them ended before that moment."""
        with self._database.reading() as session:
            return KeepingStore(session).codes_before(moment)

    def looks_before(self, moment: datetime) -> Stock:
        """How many lines the access log has, and how many of them are older than that moment."""
        with self._database.reading() as session:
            return KeepingStore(session).looks_before(moment)

    def people_before(self, moment: datetime, in_use: InUse) -> Stock:
        """How many people are kept, and how many of them can go: last here before that moment, and not in use."""
        with self._database.reading() as session:
            return KeepingStore(session).people_before(moment, in_use, most=MOST_COUNTED)

    def remove_sessions(self, moment: datetime, most: int) -> int:
        """Forget so many log-ins that ended before; returns how many."""
        with self._database.transaction() as session:
            return KeepingStore(session).remove_sessions(moment, most)

    def remove_typed(self, moment: datetime, most: int) -> int:
        """Forget what was kept of so many forms until then; returns of how many."""
        with self._database.transaction() as session:
            return KeepingStore(session).remove_typed(moment, most)

    def remove_codes(self, moment: datetime, most: int) -> int:
        """Forget so many codes and phrases that ended before; returns how many."""
        with self._database.transaction() as session:
            return KeepingStore(session).remove_codes(moment, most)

    def remove_people(self, moment: datetime, most: int, in_use: InUse) -> int:
        """Forget so many people who were last here before and whom nothing needs; returns how many."""
        with self._database.transaction() as session:
            return KeepingStore(session).remove_people(moment, in_use, most)
