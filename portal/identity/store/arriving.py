"""Very many people at once."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select

from portal.bulk import add_rows, members
from portal.database import Work
from portal.identity.model import Person, PersonId
from portal.identity.store.people import PEOPLE
from portal.kernel.dutch_time import dutch_day

COLUMNS = tuple(PEOPLE.columns.keys())


class ArrivingStore:
    """People by the thousand, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def find(self, v_numbers: Collection[str]) -> dict[str, tuple[PersonId, date]]:
        """Those of them who are known, by V-number: what stands for them, and their day of birth."""
        asked = select(PEOPLE.c.v_number, PEOPLE.c.id, PEOPLE.c.birth_date)
        found = self._session.execute(asked.where(PEOPLE.c.v_number.in_(members(self._session, v_numbers))))
        return {v_number: (PersonId(number), birth_date) for v_number, number, birth_date in found}

    def add(self, people: Sequence[Person], now: datetime) -> None:
        """Keep people who are new."""
        kept = {'bsn': None, 'created_at': now, 'active_on': dutch_day(now)}
        add_rows(self._session, PEOPLE, COLUMNS, (
            tuple(kept[name] if name in kept else getattr(person, name) for name in COLUMNS) for person in people
        ))
