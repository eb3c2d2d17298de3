"""From who logged in to what they may do here."""

from collections.abc import Mapping
from hashlib import sha256

from portal.identity.errors import TaskMissing
from portal.identity.model.identity import Identity, Kind, Subject
from portal.identity.model.who import Account, Company, Person, PersonId, Role

KEY_SIGNS = 40
COMPANY_KINDS = {Kind.KVK: 'kvk', Kind.RSIN: 'rsin', Kind.EIDAS: 'eidas'}
SPONSOR_ROLES = (Role.SPONSOR_OWNER, Role.SPONSOR_EDITOR, Role.SPONSOR_READER)
"""From the one who may do most to the one who may do least."""


def own_key(person: PersonId) -> str:
    """The key of the person themselves, in whichever way they log in."""
    return f'person:{person}'


def account_of_person(identity: Identity, person: Person) -> Account:
    """The applicant themselves, or somebody who helps them with a mandate."""
    helper = identity.acting is not None
    key = f'helper:{digest(identity.issuer, identity.acting.identifier, person.id)}' if identity.acting else ''
    return _account(
        identity, key or own_key(person.id), {Role.APPLICANT}, person=person.id, helper=helper,
        name=identity.name if helper else person.name, through=tuple(map(_company, identity.through)),
    )


def account_of_company(identity: Identity, roles: Mapping[str, str]) -> Account:
    """Somebody who acts for a company; who is in no group may read only."""
    company = _company(identity.legal)
    acting = identity.acting.identifier if identity.acting else identity.subject
    found = {Role(roles[group]) for group in identity.groups if group in roles}
    role = next((role for role in SPONSOR_ROLES if role in found), Role.SPONSOR_READER)
    number = digest(company.number) if company.kind == 'eidas' else company.number
    parts = ('company', company.kind, number, company.branch, digest(identity.issuer, acting))
    return _account(
        identity, ':'.join(part for part in parts if part), {role}, name=identity.name, company=company,
        through=tuple(map(_company, identity.through)),
    )


def account_of_staff(identity: Identity, roles: Mapping[str, str]) -> Account:
    """Somebody who works for the service; raises `TaskMissing` when no group of theirs has a task here."""
    found = {Role(roles[group]) for group in identity.groups if group in roles}
    if not found:
        raise TaskMissing('groups')
    return _account(identity, f'staff:{digest(identity.issuer, identity.subject)}', found, name=identity.name)


def same_account(legal: Subject, issuer: str) -> tuple[str, ...]:
    """What tells a person by their number at a provider from every other."""
    return issuer, legal.kind.value, legal.identifier


def digest(*parts: str) -> str:
    """Forty hex signs that stand for these parts."""
    return sha256('\n'.join(parts).encode()).hexdigest()[:KEY_SIGNS]


def _company(subject: Subject) -> Company:
    return Company(kind=COMPANY_KINDS[subject.kind], number=subject.identifier, branch=subject.branch)


def _account(identity: Identity, key: str, roles: set[Role], **more: object) -> Account:
    return Account(
        key=key, roles=frozenset(roles), level=identity.level, way=identity.source, issuer=identity.issuer,
        subject=identity.subject, provider_session=identity.provider_session, id_token=identity.id_token,
        **more,  # type: ignore[arg-type]
    )
