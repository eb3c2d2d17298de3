"""Accounts as log-ins make them, for tests that begin after the log-in."""

from portal.identity.model import Account, Company, Level, Person, Role, Way


def applicant(person: Person, *, level: Level = Level.LOW, way: Way = Way.PHRASE, helper: bool = False) -> Account:
    """Somebody for themselves, or somebody else with a mandate."""
    key = f'helper:{person.id[:8]}' if helper else f'person:{person.id}'
    return Account(
        key=key, roles=frozenset({Role.APPLICANT}), level=level, way=way, name=person.name, person=person.id,
        helper=helper,
    )


def sponsors_user(role: Role = Role.SPONSOR_OWNER, *, number: str = '90000001') -> Account:
    """Somebody who acts for an invented company."""
    return Account(
        key=f'company:kvk:{number}:invented', roles=frozenset({role}), level=Level.SUBSTANTIAL, way=Way.COMPANY,
        name='Sam Voorbeeld', company=Company(kind='kvk', number=number),
    )


def employee(*roles: Role, name: str = 'Kim Voorbeeld') -> Account:
    """Somebody who works for the service."""
    return Account(
        key=f'staff:{name.lower().replace(" ", "-")}', roles=frozenset(roles or {Role.CLERK}), level=Level.SUBSTANTIAL,
        way=Way.STAFF, name=name, issuer='https://staff.example', subject=name,
    )
