"""The people whom the service knows."""

import hmac
import secrets
from collections.abc import Collection, Sequence
from datetime import date

from portal.clock import Clock
from portal.database import Database
from portal.identity.errors import PersonUnknown
from portal.identity.model import Person, PersonId
from portal.identity.model.keeping import Reach
from portal.identity.service.seeing import keep_seen
from portal.identity.store.people import PersonStore
from portal.kernel.dutch_time import dutch_day


class People:
    """Finds and keeps people; citizen service numbers are kept as keyed hashes only."""

    def __init__(self, database: Database, clock: Clock, *, secret_keys: Sequence[str]) -> None:
        """`secret_keys` are the portal's key and those before it: numbers hashed with an older one are still known."""
        self._database, self._clock, self._secret_keys = database, clock, secret_keys

    def add(self, v_number: str, birth_date: date, *, bsn: str = '', **known: object) -> Person:
        """Keep somebody, or change what is kept of them; `known` are further fields of `Person`."""
        with self._database.transaction() as session:
            store = PersonStore(session)
            try:
                old = store.get_by_v_number(v_number)
            except PersonUnknown:
                person = Person(
                    id=PersonId(secrets.token_hex(16)), v_number=v_number, birth_date=birth_date, **known,  # type: ignore[arg-type]
                )
                store.add(person, self._clock.now(), bsn=self.hash_of(bsn) if bsn else None)
                return person
            values = {'birth_date': birth_date, **known} | ({'bsn': self.hash_of(bsn)} if bsn else {})
            store.change(old.id, active_on=dutch_day(self._clock.now()), **values)
            return store.get(old.id)

    def get(self, number: PersonId) -> Person:
        """Somebody by what stands for them; raises `PersonUnknown`."""
        with self._database.reading() as session:
            return PersonStore(session).get(number)

    def get_by_v_number(self, v_number: str) -> Person:
        """Somebody by their V-number; raises `PersonUnknown`."""
        with self._database.reading() as session:
            return PersonStore(session).get_by_v_number(v_number)

    def get_by_bsn(self, bsn: str) -> Person:
        """Somebody by their citizen service number; raises `PersonUnknown`."""
        with self._database.reading() as session:
            return PersonStore(session).get_by_bsn([_hashed(bsn, key) for key in self._secret_keys])

    def reach(self, number: PersonId, *, email: str, phone: str, language: str) -> None:
        """Keep how somebody wants to be reached."""
        with self._database.transaction() as session:
            PersonStore(session).change(number, email=email, phone=phone, language=language)

    def has_bsn(self, number: PersonId) -> bool:
        """Whether we know somebody's citizen service number."""
        with self._database.reading() as session:
            return PersonStore(session).has_bsn(number)

    def reach_of(self, numbers: Collection[PersonId]) -> dict[PersonId, Reach]:
        """How these people are reached, of those who have an e-mail address."""
        with self._database.transaction() as session:
            return PersonStore(session).reach_of(numbers)

    def seen(self, number: PersonId) -> None:
        """Somebody at a counter saw today who this is; whoever is logged in as them no longer is."""
        today = dutch_day(self._clock.now())
        with self._database.transaction() as session:
            keep_seen(session, number, today)

    def hash_of(self, number: str) -> str:
        """What is kept of a citizen service number."""
        return _hashed(number, self._secret_keys[0])


def _hashed(number: str, key: str) -> str:
    return hmac.digest(key.encode(), b'bsn ' + number.encode(), 'sha256').hex()
