"""Who somebody is to the portal, and how surely."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum
from typing import NewType

PersonId = NewType('PersonId', str)
"""Stands for a person in addresses, logs and tables; says nothing about them."""


class Level(IntEnum):
    """How surely we know who somebody is; the four steps of DigiD and eHerkenning, three of which eIDAS knows."""

    LOW = 1
    MIDDLE = 2
    SUBSTANTIAL = 3
    HIGH = 4


class Role(StrEnum):
    """What somebody is here for. A visitor is whoever has not logged in."""

    VISITOR = 'visitor'
    APPLICANT = 'applicant'
    SPONSOR_READER = 'sponsor_reader'
    SPONSOR_EDITOR = 'sponsor_editor'
    SPONSOR_OWNER = 'sponsor_owner'
    CLERK = 'clerk'
    PLANNER = 'planner'
    LETTER_EDITOR = 'letter_editor'
    AUDITOR = 'auditor'


STAFF = frozenset({Role.CLERK, Role.PLANNER, Role.LETTER_EDITOR, Role.AUDITOR})
SPONSOR = frozenset({Role.SPONSOR_READER, Role.SPONSOR_EDITOR, Role.SPONSOR_OWNER})


class Way(StrEnum):
    """How somebody logged in."""

    CODE = 'code'
    """With the code of a letter."""
    PHRASE = 'phrase'
    """With the words that came in place of the code."""
    CITIZEN = 'citizen'
    COMPANY = 'company'
    STAFF = 'staff'
    EMERGENCY = 'emergency'
    """By a link that an operator made on the command line."""


WITH_LETTER = frozenset({Way.CODE, Way.PHRASE})


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody whom the service knows by a V-number."""

    id: PersonId
    v_number: str
    birth_date: date
    name: str = ''
    language: str = 'nl'
    email: str = ''
    phone: str = ''
    abroad: bool = False
    """Letters take longer: a code lives thirty days."""
    seen_on: date | None = None
    """The day on which somebody at a counter last saw who this is; opens nothing by itself."""


@dataclass(frozen=True, kw_only=True)
class Company:
    """The organisation for which somebody acts."""

    kind: str
    """`kvk` or `rsin`, or `eidas` for one from another country."""
    number: str
    branch: str = ''
    """The branch (vestiging) to which the person is limited."""


@dataclass(frozen=True, kw_only=True)
class Account:
    """What a log-in leads to. `key` is the same each time that the same one logs in in whichever way."""

    key: str
    roles: frozenset[Role]
    level: Level
    way: Way
    name: str = ''
    person: PersonId | None = None
    """The applicant whose things are shown."""
    helper: bool = False
    """Somebody else acts for the applicant, by a mandate."""
    company: Company | None = None
    through: tuple[Company, ...] = ()
    """The intermediaries through which the company is served, the acting one first."""
    issuer: str = ''
    subject: str = ''
    provider_session: str = ''
    """The `sid` of the provider, by which it ends this session from afar."""
    id_token: str = ''
    """Kept for logging out at the provider."""


@dataclass(frozen=True, kw_only=True)
class LoggedIn:
    """Somebody who is logged in, in one browser."""

    number: str
    """Names the session in lists; opens nothing."""
    account: Account
    began: datetime
    seen: datetime
    ends: datetime
    """When it ends unless something is done before."""
    last: datetime
    """When it ends whatever is done."""
    shared: bool = False
    """On a computer that others use too."""

    @property
    def person(self) -> PersonId | None:
        """The applicant whose things are shown."""
        return self.account.person

    @property
    def idle(self) -> timedelta:
        """How long nothing may be done."""
        return self.ends - self.seen

    @property
    def is_staff(self) -> bool:
        """Works for the service."""
        return bool(self.account.roles & STAFF)

    def reaches(self, level: Level) -> bool:
        """Is known as surely as that, by what they logged in with."""
        return self.account.level >= level
