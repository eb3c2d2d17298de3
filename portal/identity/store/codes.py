"""Codes and phrases as they are kept: hashes, found by person and never by what somebody typed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Index, String, bindparam, delete, func, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work, table_of
from portal.identity.model import Level, PersonId
from portal.identity.model.codes import Ended, Hashed, How, Kind, Paper, Secret, Waiting
from portal.statements import Asked, insert_into


class SecretRow(Row):
    """A code or a phrase of somebody."""

    __tablename__ = 'login_secret'
    __table_args__ = (Index(None, 'person', 'kind', 'made_at'),)
    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    person: Mapped[str] = mapped_column(String(32))
    kind: Mapped[str] = mapped_column(String(10))
    hash: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(16))
    how: Mapped[str] = mapped_column(String(10))
    made_at: Mapped[datetime] = mapped_column(Instant)
    level: Mapped[int]
    works_until: Mapped[datetime | None] = mapped_column(Instant)
    ended: Mapped[str | None] = mapped_column(String(10))
    ended_at: Mapped[datetime | None] = mapped_column(Instant)
    failures: Mapped[int]
    proof: Mapped[str] = mapped_column(String(80))


class PaperRow(Row):
    """A letter about log-in that has yet to be printed."""

    __tablename__ = 'login_paper'
    __table_args__ = (Index('uq_login_paper_person_paper', 'person', 'paper', unique=True),)
    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(String(32))
    paper: Mapped[str] = mapped_column(String(12))
    asked_at: Mapped[datetime] = mapped_column(Instant)


SECRETS, PAPERS = table_of(SecretRow), table_of(PaperRow)
LATEST = SECRETS.c.ended.is_not(None), SECRETS.c.made_at.desc(), SECRETS.c.id
FIND = select(SECRETS).where(
    SECRETS.c.person == bindparam('of_person'), SECRETS.c.kind == bindparam('of_kind'), SECRETS.c.proof == '',
    func.coalesce(SECRETS.c.ended, Ended.USED) == Ended.USED,
).order_by(*LATEST).limit(1)
COUNT = update(SECRETS).where(SECRETS.c.id == bindparam('of_id')).values(
    failures=SECRETS.c.failures + 1,
).returning(SECRETS.c.failures)


class SecretStore:
    """Secrets, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def add(self, secret: Secret) -> None:
        """Keep a new one."""
        values = {name: getattr(secret, name) for name in Secret.__dataclass_fields__ if name != 'hashed'}
        self._session.execute(insert(SECRETS).values(**values, hash=secret.hashed.hash, key=secret.hashed.key))

    def find(self, person: PersonId, kind: Kind) -> Secret | None:
        """The latest of a person that was not put out of use: one that was used or is too old is still known."""
        rows = self._session.run(FIND, of_person=person, of_kind=kind.value).rows()
        return _secret(dict(zip(SECRETS.columns.keys(), rows[0], strict=True))) if rows else None

    def find_unconfirmed(self, person: PersonId) -> Secret | None:
        """The latest phrase that a person has yet to confirm."""
        return self._first(SECRETS.c.person == person, SECRETS.c.proof != '', SECRETS.c.ended.is_(None))

    def last_letter(self, person: PersonId) -> datetime | None:
        """When the latest code was sent to a person by post."""
        query = select(func.max(SECRETS.c.made_at)).where(
            SECRETS.c.person == person, SECRETS.c.kind == Kind.CODE, SECRETS.c.how == How.POST,
        )
        return self._session.execute(query).scalar_one()

    def _first(self, *which: ColumnElement[bool]) -> Secret | None:
        query = select(SECRETS).where(*which).order_by(*LATEST).limit(1)
        row = self._session.execute(query).mappings().one_or_none()
        return _secret(row) if row else None

    def count_failure(self, number: str) -> Asked:
        """One more wrong try; the answer is how many there are now. Nobody else counts in between."""
        return self._session.run(COUNT, of_id=number)

    def forgive(self, number: str) -> None:
        """The right secret was given: wrong tries before it count no more."""
        self._session.execute(update(SECRETS).where(SECRETS.c.id == number).values(failures=0))

    def make_again(self, number: str, hashed: Hashed) -> None:
        """Keep the same secret with a newer key."""
        self._session.execute(
            update(SECRETS).where(SECRETS.c.id == number).values(hash=hashed.hash, key=hashed.key),
        )

    def confirm(self, number: str) -> None:
        """The person has written it down: it opens from now on."""
        self._session.execute(update(SECRETS).where(SECRETS.c.id == number).values(proof=''))

    def end(self, number: str, why: Ended, now: datetime) -> bool:
        """Put one out of use; False when somebody did so before."""
        return self._end(SECRETS.c.id == number, why, now) == 1

    def end_open(self, person: PersonId, kind: Kind, why: Ended, now: datetime, *, but: str = '') -> int:
        """Put all of a kind out of use that a person has open, but for one; returns how many."""
        which = (SECRETS.c.person == person) & (SECRETS.c.kind == kind) & (SECRETS.c.id != but)
        return self._end(which, why, now)

    def _end(self, which: ColumnElement[bool], why: Ended, now: datetime) -> int:
        query = update(SECRETS).where(which, SECRETS.c.ended.is_(None)).values(ended=why, ended_at=now)
        return len(self._session.execute(query.returning(SECRETS.c.id)).all())

    def remove(self, *, ended_before: datetime, unconfirmed_before: datetime) -> int:
        """Remove what nobody can use any more; returns how many."""
        over = func.coalesce(SECRETS.c.ended_at, SECRETS.c.works_until) < ended_before
        unconfirmed = (SECRETS.c.proof != '') & (SECRETS.c.made_at < unconfirmed_before)
        query = delete(SECRETS).where(over | unconfirmed).returning(SECRETS.c.id)
        return len(self._session.execute(query).all())


class PaperStore:
    """Letters to be printed, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def add(self, person: PersonId, paper: Paper, now: datetime) -> None:
        """Have a letter printed; one that waits already is enough, also when two ask at once."""
        new = insert_into(self._session.dialect, PAPERS).values(person=person, paper=paper, asked_at=now)
        self._session.execute(new.on_conflict_do_nothing(index_elements=['person', 'paper']))

    def of(self, person: PersonId) -> list[Waiting]:
        """What waits for a person."""
        return self._all(PAPERS.c.person == person)

    def all(self) -> list[Waiting]:
        """Everything that waits, the oldest first."""
        return self._all(PAPERS.c.id.is_not(None))

    def _all(self, which: ColumnElement[bool]) -> list[Waiting]:
        rows = self._session.execute(select(PAPERS).where(which).order_by(PAPERS.c.id)).mappings()
        return [
            Waiting(id=row['id'], person=PersonId(row['person']), paper=Paper(row['paper']), asked_at=row['asked_at'])
            for row in rows
        ]

    def remove(self, number: int) -> bool:
        """It is printed; False when it was not waiting any more."""
        query = delete(PAPERS).where(PAPERS.c.id == number).returning(PAPERS.c.id)
        return bool(self._session.execute(query).all())

    def remove_codes(self, person: PersonId) -> None:
        """A code that waits is not needed any more: the person got one in another way."""
        self._session.execute(delete(PAPERS).where(PAPERS.c.person == person, PAPERS.c.paper == Paper.CODE))


def _secret(row: Mapping[Any, Any]) -> Secret:
    return Secret(
        id=row['id'], person=PersonId(row['person']), kind=Kind(row['kind']), how=How(row['how']),
        hashed=Hashed(hash=row['hash'], key=row['key']), made_at=row['made_at'], level=Level(row['level']),
        works_until=row['works_until'], ended=Ended(row['ended']) if row['ended'] else None, ended_at=row['ended_at'],
        failures=row['failures'], proof=row['proof'],
    )
