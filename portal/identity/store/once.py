"""What counts once only: tokens that a provider sent, and links for an emergency."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import JSON, String, delete, insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work, table_of
from portal.identity.errors import AnswerRefused, EmergencyOver


class SeenTokenRow(Row):
    """A token that was taken, until it would not be taken any more anyway."""

    __tablename__ = 'seen_token'
    number: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The hash of its issuer and its number."""
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)


class EmergencyLinkRow(Row):
    """A link that an operator made on the command line."""

    __tablename__ = 'emergency_link'
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    roles: Mapped[list] = mapped_column(JSON)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)


SEEN, EMERGENCIES = table_of(SeenTokenRow), table_of(EmergencyLinkRow)


class OnceStore:
    """What counts once, over an open session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def take_token(self, number: str, expires_at: datetime) -> None:
        """Note a token; the database itself refuses it a second time: raises `AnswerRefused`."""
        try:
            self._session.execute(insert(SEEN).values(number=number, expires_at=expires_at))
        except IntegrityError as error:
            raise AnswerRefused('jti') from error

    def add_emergency(self, token: str, roles: Sequence[str], expires_at: datetime) -> None:
        """Keep a link."""
        self._session.execute(insert(EMERGENCIES).values(token=token, roles=list(roles), expires_at=expires_at))

    def take_emergency(self, token: str, now: datetime) -> list[str]:
        """The roles that a link gives, once; raises `EmergencyOver`."""
        query = delete(EMERGENCIES).where(EMERGENCIES.c.token == token, EMERGENCIES.c.expires_at > now)
        roles = self._session.execute(query.returning(EMERGENCIES.c.roles)).scalar_one_or_none()
        if roles is None:
            raise EmergencyOver
        return list(roles)

    def remove_old(self, now: datetime) -> int:
        """Forget what is of no use any more; returns how much."""
        queries = [
            delete(table).where(table.c.expires_at <= now).returning(table.c.expires_at)
            for table in (SEEN, EMERGENCIES)
        ]
        return sum(len(self._session.execute(query).all()) for query in queries)
