"""The people whom the service knows."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from hashlib import sha256

from sqlalchemy import Date, String, bindparam, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.bulk import members
from portal.database import Instant, Row, Work, table_of
from portal.identity.errors import PersonUnknown
from portal.identity.model import Person, PersonId
from portal.identity.model.keeping import Reach
from portal.kernel.dutch_time import dutch_day


class PersonRow(Row):
    """Somebody with a V-number."""

    __tablename__ = 'person'
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    v_number: Mapped[str] = mapped_column(String(10), unique=True)
    birth_date: Mapped[date] = mapped_column(Date)
    bsn: Mapped[str | None] = mapped_column(String(64), unique=True)
    """A keyed hash: enough to recognise a citizen service number, not to read it."""
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(5))
    email: Mapped[str] = mapped_column(String(254))
    phone: Mapped[str] = mapped_column(String(20))
    abroad: Mapped[bool]
    seen_on: Mapped[date | None] = mapped_column(Date)
    created_at: Mapped[datetime] = mapped_column(Instant)
    active_on: Mapped[date] = mapped_column(Date, index=True)
    """The last day on which they were here, or something was kept of them."""


PEOPLE = table_of(PersonRow)
BY_ID = select(PEOPLE).where(PEOPLE.c.id == bindparam('person'))
FIELDS = tuple(Person.__dataclass_fields__)
BY_V_NUMBER = select(*(PEOPLE.c[name] for name in FIELDS)).where(PEOPLE.c.v_number == bindparam('v_number'))


class PersonStore:
    """People, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def add(self, person: Person, now: datetime, *, bsn: str | None = None) -> None:
        """Keep a new person."""
        values = {name: getattr(person, name) for name in FIELDS}
        self._session.execute(insert(PEOPLE).values(**values, bsn=bsn, created_at=now, active_on=dutch_day(now)))

    def get(self, number: PersonId) -> Person:
        """Somebody by what stands for them; raises `PersonUnknown`."""
        return self._one(PEOPLE.c.id == number)

    def get_to_change(self, number: PersonId) -> Person:
        """The same, kept from anybody else's change until the transaction ends."""
        self._session.execute(select(PEOPLE.c.id).where(PEOPLE.c.id == number).with_for_update(key_share=True))
        return self.get(number)

    def get_by_v_number(self, v_number: str) -> Person:
        """Somebody by their V-number; raises `PersonUnknown`."""
        rows = self._session.run(BY_V_NUMBER, v_number=v_number).rows()
        if not rows:
            raise PersonUnknown
        return Person(**dict(zip(FIELDS, rows[0], strict=True)))

    def get_by_bsn(self, hashed: Sequence[str]) -> Person:
        """Somebody by one of the keyed hashes of their citizen service number; raises `PersonUnknown`."""
        return self._one(PEOPLE.c.bsn.in_(hashed))

    def has_bsn(self, number: PersonId) -> bool:
        """Whether a citizen service number of somebody is known."""
        query = select(PEOPLE.c.id).where(PEOPLE.c.id == number, PEOPLE.c.bsn.is_not(None))
        return self._session.execute(query).first() is not None

    def reach_of(self, numbers: Collection[PersonId]) -> dict[PersonId, Reach]:
        """How these people are reached, of those who have an e-mail address."""
        columns = PEOPLE.c.id, PEOPLE.c.email, PEOPLE.c.phone, PEOPLE.c.language
        query = select(*columns).where(PEOPLE.c.id.in_(members(self._session, numbers)), PEOPLE.c.email != '')
        return {
            row.id: Reach(email=row.email, phone=row.phone, language=row.language)
            for row in self._session.execute(query)
        }

    def change(self, number: PersonId, **values: object) -> None:
        """Change what is kept of somebody."""
        self._session.execute(update(PEOPLE).where(PEOPLE.c.id == number).values(**values))

    def _one(self, which) -> Person:  # type: ignore[no-untyped-def]
        row = self._session.execute(select(PEOPLE).where(which)).mappings().one_or_none()
        if row is None:
            raise PersonUnknown
        return Person(**{name: row[name] for name in FIELDS})


def hashed_token(token: str) -> str:
    """What stands in the database for a secret of 128 random bits or more, which cannot be guessed from it."""
    return sha256(token.encode()).hexdigest()
