"""Which person stands behind somebody whom a provider knows, and who is finding that out."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, String, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work, table_of
from portal.identity.errors import LinkOver, NotLinked
from portal.identity.model import PersonId
from portal.identity.model.identity import Link


class LoginLinkRow(Row):
    """Somebody at a provider is this person."""

    __tablename__ = 'login_link'
    issuer: Mapped[str] = mapped_column(String(200), primary_key=True)
    subject: Mapped[str] = mapped_column(String(64), primary_key=True)
    """A keyed hash of what the provider calls them."""
    person: Mapped[str] = mapped_column(String(32), index=True)
    linked_at: Mapped[datetime] = mapped_column(Instant)


class UnlinkedLoginRow(Row):
    """Somebody who logged in at a provider and whose V-number we do not know yet."""

    __tablename__ = 'unlinked_login'
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The hash of what the browser's cookie says."""
    identity: Mapped[dict] = mapped_column(JSON)
    tries: Mapped[int]
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)


LINKS, UNLINKED = table_of(LoginLinkRow), table_of(UnlinkedLoginRow)


class LinkStore:
    """Links, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def get(self, issuer: str, subject: str) -> PersonId:
        """The person behind somebody at a provider; raises `NotLinked`."""
        query = select(LINKS.c.person).where(LINKS.c.issuer == issuer, LINKS.c.subject == subject)
        person = self._session.execute(query).scalar_one_or_none()
        if person is None:
            raise NotLinked
        return PersonId(person)

    def put(self, issuer: str, subject: str, person: PersonId, now: datetime) -> None:
        """Keep a link, in place of the one that was there."""
        self._session.execute(delete(LINKS).where(LINKS.c.issuer == issuer, LINKS.c.subject == subject))
        self._session.execute(insert(LINKS).values(issuer=issuer, subject=subject, person=person, linked_at=now))

    def of(self, person: PersonId) -> list[Link]:
        """What belongs to somebody, the oldest first."""
        query = select(LINKS).where(LINKS.c.person == person).order_by(LINKS.c.linked_at, LINKS.c.subject)
        return [
            Link(issuer=row['issuer'], subject=row['subject'], linked_at=row['linked_at'])
            for row in self._session.execute(query).mappings()
        ]

    def remove(self, link: Link) -> None:
        """Forget a link."""
        self._session.execute(delete(LINKS).where(LINKS.c.issuer == link.issuer, LINKS.c.subject == link.subject))

    def add_unlinked(self, token: str, identity: dict[str, Any], expires_at: datetime) -> None:
        """Keep who is about to be linked."""
        self._session.execute(insert(UNLINKED).values(token=token, identity=identity, tries=0, expires_at=expires_at))

    def get_unlinked(self, token: str, now: datetime, *, tries: int) -> dict[str, Any]:
        """Who is about to be linked; raises `LinkOver` when there is nobody, or they tried so often."""
        query = select(UNLINKED.c.identity).where(*_open(token, now, tries))
        return _found(self._session.execute(query).scalar_one_or_none())

    def take_try(self, token: str, now: datetime, *, tries: int) -> dict[str, Any]:
        """The same, with one more number tried; many at once count as many. Raises `LinkOver`."""
        query = update(UNLINKED).where(*_open(token, now, tries)).values(tries=UNLINKED.c.tries + 1)
        return _found(self._session.execute(query.returning(UNLINKED.c.identity)).scalar_one_or_none())

    def remove_unlinked(self, token: str) -> None:
        """They are linked now, or gave up."""
        self._session.execute(delete(UNLINKED).where(UNLINKED.c.token == token))

    def remove_old(self, now: datetime) -> int:
        """Forget who took too long; returns how many."""
        query = delete(UNLINKED).where(UNLINKED.c.expires_at <= now).returning(UNLINKED.c.token)
        return len(self._session.execute(query).all())


def _open(token: str, now: datetime, tries: int) -> list[ColumnElement[bool]]:
    """There is still time, and not every try is used."""
    return [UNLINKED.c.token == token, UNLINKED.c.expires_at > now, UNLINKED.c.tries < tries]


def _found(identity: dict[str, Any] | None) -> dict[str, Any]:
    if identity is None:
        raise LinkOver
    return identity
