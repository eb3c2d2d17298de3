"""The words of log-in: people, accounts, sessions, doors."""

from portal.identity.model.doors import Door
from portal.identity.model.who import (
    SPONSOR,
    STAFF,
    WITH_LETTER,
    Account,
    Company,
    Level,
    LoggedIn,
    Person,
    PersonId,
    Role,
    Way,
)

__all__ = [
    'SPONSOR', 'STAFF', 'WITH_LETTER', 'Account', 'Company', 'Door', 'Level', 'LoggedIn', 'Person', 'PersonId', 'Role',
    'Way',
]
