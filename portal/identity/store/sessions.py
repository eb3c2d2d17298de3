"""Who is logged in, in which browser; and what they had typed when their session ended."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ColumnElement, String, Text, bindparam, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Instant, Row, Work, table_of
from portal.identity.errors import SessionUnknown
from portal.identity.model import Account, Company, Level, LoggedIn, PersonId, Role, Way


class SessionRow(Row):
    """One log-in in one browser; a row stays a while after its end, to say that it ended."""

    __tablename__ = 'login_session'
    token: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The hash of what the cookie says."""
    number: Mapped[str] = mapped_column(String(32), unique=True)
    key: Mapped[str] = mapped_column(String(200), index=True)
    person: Mapped[str | None] = mapped_column(String(32), index=True)
    account: Mapped[dict] = mapped_column(JSON)
    issuer: Mapped[str] = mapped_column(String(200))
    subject: Mapped[str] = mapped_column(String(255))
    provider_session: Mapped[str] = mapped_column(String(255))
    id_token: Mapped[str] = mapped_column(Text)
    shared: Mapped[bool]
    began: Mapped[datetime] = mapped_column(Instant)
    seen: Mapped[datetime] = mapped_column(Instant)
    ends: Mapped[datetime] = mapped_column(Instant, index=True)
    last: Mapped[datetime] = mapped_column(Instant)
    closed: Mapped[bool]
    """Ended by somebody's act: nothing of it comes back."""


class TypedRow(Row):
    """What somebody had typed when their session ended."""

    __tablename__ = 'typed_before'
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    address: Mapped[str] = mapped_column(String(200), primary_key=True)
    level: Mapped[int]
    values: Mapped[list] = mapped_column(JSON)
    expires_at: Mapped[datetime] = mapped_column(Instant, index=True)


SESSIONS, TYPED = table_of(SessionRow), table_of(TypedRow)
BY_TOKEN = select(SESSIONS).where(SESSIONS.c.token == bindparam('token'))
NAMES = tuple(SESSIONS.columns.keys())


def session_of(found: tuple) -> tuple[LoggedIn, bool]:
    """A session as `BY_TOKEN` finds it, and whether somebody closed it."""
    row = dict(zip(NAMES, found, strict=True))
    return logged_in_of(row), row['closed']


class SessionStore:
    """Sessions, over an open database session."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def add(self, token: str, logged_in: LoggedIn) -> None:
        """Keep a new one under the hash of its token."""
        account = logged_in.account
        self._session.execute(insert(SESSIONS).values(
            token=token, number=logged_in.number, key=account.key, person=account.person, account=written(account),
            issuer=account.issuer, subject=account.subject, provider_session=account.provider_session,
            id_token=account.id_token, shared=logged_in.shared, began=logged_in.began, seen=logged_in.seen,
            ends=logged_in.ends, last=logged_in.last, closed=False,
        ))

    def touch(self, token: str, *, seen: datetime, ends: datetime) -> None:
        """Something was done: it lasts until `ends`. One that has ended does not come back."""
        self._session.execute(
            update(SESSIONS).where(SESSIONS.c.token == token, SESSIONS.c.closed.is_(False), SESSIONS.c.ends > seen)
            .values(seen=seen, ends=ends),
        )

    def of(self, key: str, now: datetime) -> list[LoggedIn]:
        """The open ones of an account, the latest first."""
        query = select(SESSIONS).where(
            SESSIONS.c.key == key, SESSIONS.c.closed.is_(False), SESSIONS.c.ends > now,
        ).order_by(SESSIONS.c.began.desc())
        return [logged_in_of(dict(row)) for row in self._session.execute(query).mappings()]

    def close(self, *which: ColumnElement[bool]) -> int:
        """End those that are meant; returns how many were open."""
        query = update(SESSIONS).where(SESSIONS.c.closed.is_(False), *which).values(closed=True, id_token='')
        return len(self._session.execute(query.returning(SESSIONS.c.token)).all())

    def close_token(self, token: str) -> None:
        """End one by the hash of its token."""
        self.close(SESSIONS.c.token == token)

    def close_number(self, key: str, number: str) -> None:
        """End one of an account; raises `SessionUnknown`."""
        if not self.close(SESSIONS.c.key == key, SESSIONS.c.number == number):
            raise SessionUnknown

    def close_all(self, key: str) -> int:
        """End all of an account; returns how many."""
        return self.close(SESSIONS.c.key == key)

    def close_from_afar(self, issuer: str, *, subject: str, provider_session: str) -> int:
        """End what a provider says has ended: one of its sessions, or all of a subject's."""
        which = [SESSIONS.c.issuer == issuer]
        which += [SESSIONS.c.subject == subject] if subject else []
        which += [SESSIONS.c.provider_session == provider_session] if provider_session else []
        return self.close(*which)

    def close_from(self, person: str, issuer: str) -> int:
        """End all that show somebody's things and came by one provider, also of who helps; returns how many."""
        return self.close(SESSIONS.c.person == person, SESSIONS.c.issuer == issuer)

    def remove_ended(self, before: datetime) -> int:
        """Remove what ended before that; returns how many."""
        query = delete(SESSIONS).where(SESSIONS.c.ends < before).returning(SESSIONS.c.token)
        return len(self._session.execute(query).all())

    def keep_typed(self, key: str, address: str, *, level: int, values: list, expires_at: datetime) -> None:
        """Keep what was typed on a page, in place of what was kept before."""
        self.drop_typed(key, address)
        self._session.execute(insert(TYPED).values(
            key=key, address=address, level=level, values=values, expires_at=expires_at,
        ))

    def find_typed(self, key: str, address: str, *, level: int, now: datetime) -> list | None:
        """What this account had typed there, at this level or a lower one."""
        query = select(TYPED.c['values']).where(
            TYPED.c.key == key, TYPED.c.address == address, TYPED.c.level <= level, TYPED.c.expires_at > now,
        )
        return self._session.execute(query).scalar_one_or_none()

    def drop_typed(self, key: str, address: str) -> None:
        """Forget what was typed on a page."""
        self._session.execute(delete(TYPED).where(TYPED.c.key == key, TYPED.c.address == address))

    def drop_all_typed(self, key: str) -> None:
        """Forget all that an account had typed."""
        self._session.execute(delete(TYPED).where(TYPED.c.key == key))

    def remove_typed(self, now: datetime) -> int:
        """Remove what was kept until now; returns how much."""
        return len(self._session.execute(delete(TYPED).where(TYPED.c.expires_at <= now).returning(TYPED.c.key)).all())


def written(account: Account) -> dict[str, Any]:
    """The parts of an account that have no column of their own, as JSON."""
    companies = [vars(company) for company in (account.company, *account.through) if company]
    return {
        'roles': sorted(account.roles), 'level': int(account.level), 'way': account.way.value, 'name': account.name,
        'helper': account.helper, 'companies': companies,
    }


def logged_in_of(row: Mapping[str, Any]) -> LoggedIn:
    """A session from its row."""
    kept = row['account']
    companies = tuple(Company(**company) for company in kept['companies'])
    account = Account(
        key=row['key'], roles=frozenset(map(Role, kept['roles'])), level=Level(kept['level']), way=Way(kept['way']),
        name=kept['name'], person=PersonId(row['person']) if row['person'] else None, helper=kept['helper'],
        company=companies[0] if companies else None, through=companies[1:], issuer=row['issuer'],
        subject=row['subject'], provider_session=row['provider_session'], id_token=row['id_token'],
    )
    return LoggedIn(
        number=row['number'], account=account, began=row['began'], seen=row['seen'], ends=row['ends'],
        last=row['last'], shared=row['shared'],
    )

