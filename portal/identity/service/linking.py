"""From who logged in at a provider to an account here; somebody who is new says once which V-number is theirs."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.clock import Clock
from portal.database import Database
from portal.identity.errors import HelpedUnknown, LinkRefused, NotLinked, PersonUnknown
from portal.identity.model import Account, Level, Person, Way
from portal.identity.model.codes import Paper
from portal.identity.model.identity import Identity, Kind, Subject
from portal.identity.rules.accounts import account_of_company, account_of_person, account_of_staff, same_account
from portal.identity.rules.linking import TIME_TO_LINK, TRIES, is_same_person
from portal.identity.service.codes import Codes
from portal.identity.service.people import People
from portal.identity.store.links import LinkStore
from portal.identity.store.people import hashed_token

TOKEN_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Unlinked:
    """Somebody whose V-number is not known yet."""

    identity: Identity
    subject: str
    """The keyed hash of what the provider calls them."""
    has_bsn: bool
    """They logged in with a citizen service number, which is nobody's whom we know."""

    @property
    def vouched(self) -> bool:
        """The provider says by itself what they can be recognised by."""
        return self.identity.birth_date is not None and bool(self.identity.family_name)


class Linking:
    """Finds the account of whoever logged in; keeps which person somebody at a provider is."""

    def __init__(self, database: Database, clock: Clock, people: People, codes: Codes) -> None:
        self._database, self._clock, self._people, self._codes = database, clock, people, codes

    def account_for(self, identity: Identity, roles: Mapping[str, str]) -> Account:
        """What this log-in leads to; raises `TaskMissing`, `NotLinked`, or `HelpedUnknown`.

        `roles` tells which role a group stands for.
        """
        if identity.source is Way.STAFF:
            return account_of_staff(identity, roles)
        if identity.source is Way.COMPANY:
            return account_of_company(identity, roles)
        try:
            return account_of_person(identity, self._person(identity))
        except NotLinked:
            if identity.acting:
                raise HelpedUnknown from None
            raise

    def keep(self, identity: Identity) -> str:
        """Remember somebody who is to be linked, for a quarter of an hour; returns a token for their browser."""
        token, now = secrets.token_urlsafe(TOKEN_BYTES), self._clock.now()
        with self._database.transaction() as session:
            LinkStore(session).add_unlinked(hashed_token(token), self._written(identity), now + TIME_TO_LINK)
        return token

    def get(self, token: str) -> Unlinked:
        """Who is to be linked; raises `LinkOver`."""
        with self._database.reading() as session:
            return _read(LinkStore(session).get_unlinked(hashed_token(token), self._clock.now(), tries=TRIES))

    def link(self, token: str, v_number: str) -> Account:
        """Link by what the provider vouches for; raises `LinkOver`, or `LinkRefused` whatever the reason is."""
        unlinked = self._tried(token)
        try:
            person = self._people.get_by_v_number(v_number)
        except PersonUnknown:
            raise LinkRefused from None
        if not is_same_person(unlinked.identity, person):
            raise LinkRefused
        return self._linked(token, unlinked, person)

    def link_with_code(self, token: str, given: tuple[str, date, str], network: str) -> Account:
        """Link by a V-number, a birth date and the code of a letter.

        Raises `LinkOver`, `LinkRefused`, and what `try_code` raises.
        """
        unlinked = self.get(token)
        # Not in one transaction: a wrong try must stay counted.
        return self._linked(token, unlinked, self._codes.try_code(*given, network).person)

    def tidy(self) -> int:
        """Forget who took too long; returns how many."""
        with self._database.transaction() as session:
            return LinkStore(session).remove_old(self._clock.now())

    def _person(self, identity: Identity) -> Person:
        """By the citizen service number that we know, else by the link that was made once."""
        legal = identity.legal
        if legal.kind is Kind.BSN:
            try:
                return self._people.get_by_bsn(legal.identifier)
            except PersonUnknown:
                pass
        with self._database.reading() as session:
            number = LinkStore(session).get(identity.issuer, self._subject(identity))
        return self._people.get(number)

    def _subject(self, identity: Identity) -> str:
        return self._people.hash_of('\n'.join(same_account(identity.legal, identity.issuer)))

    def _tried(self, token: str) -> Unlinked:
        """Who is to be linked, with one more try counted whatever comes of it."""
        with self._database.transaction() as session:
            return _read(LinkStore(session).take_try(hashed_token(token), self._clock.now(), tries=TRIES))

    def _linked(self, token: str, unlinked: Unlinked, person: Person) -> Account:
        if unlinked.has_bsn and self._people.has_bsn(person.id):
            raise LinkRefused  # we know the person's own number, and it is another one
        now = self._clock.now()
        with self._database.transaction() as session:
            store = LinkStore(session)
            store.remove_unlinked(hashed_token(token))
            store.put(unlinked.identity.issuer, unlinked.subject, person.id, now)
            self._codes.telling.tell_of_link(session, person, Paper.LINKED, now)
        return account_of_person(unlinked.identity, person)

    def _written(self, identity: Identity) -> dict[str, Any]:
        """What is needed to link somebody; their number itself is not kept."""
        return {
            'issuer': identity.issuer, 'user': identity.subject, 'level': int(identity.level),
            'sid': identity.provider_session, 'subject': self._subject(identity), 'name': identity.name,
            'given_name': identity.given_name, 'family_name': identity.family_name,
            'birth_date': identity.birth_date.isoformat() if identity.birth_date else None,
            'has_bsn': identity.legal.kind is Kind.BSN,
        }


def _read(found: Mapping[str, Any]) -> Unlinked:
    identity = Identity(
        source=Way.CITIZEN, level=Level(found['level']), issuer=found['issuer'], subject=found['user'],
        legal=Subject(kind=Kind.PSEUDONYM, identifier=found['subject']), name=found['name'],
        given_name=found['given_name'], family_name=found['family_name'], provider_session=found['sid'],
        birth_date=date.fromisoformat(found['birth_date']) if found['birth_date'] else None,
    )
    return Unlinked(identity=identity, subject=found['subject'], has_bsn=found.get('has_bsn', False))
