"""From the claims of a provider to who somebody is and for whom they act.

OpenID NL GOV 1.0.1: `sub` is the human who is there; `represents` is nested, and the deepest one is the one served, so
that a reader who stops too early shows too little and not too much. Brokers in use send older names instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.identity.errors import ClaimMissing, MandateElsewhere, SubjectRefused
from portal.identity.model.identity import ORGANISATIONS, ClaimNames, Identity, Kind, Mandate, Subject
from portal.identity.model.who import Level, Way
from portal.kernel.numbers import is_bsn

LONGEST = 255
"""Signs of a number or a name."""
NAME_SIGNS = 200
"""Of a longer name only the beginning is kept."""
BRANCH_DIGITS = 12
DEEPEST = 5
"""So many one after the other may act for each other."""


@dataclass(frozen=True, kw_only=True)
class Agreed:
    """What was agreed with a provider about its claims."""

    source: Way
    issuer: str
    names: ClaimNames
    strict: bool
    service: str
    """The number of our own service; a mandate for another one does not count."""


def identity_from(claims: Mapping[str, Any], agreed: Agreed, level: Level) -> Identity:
    """Who somebody is; raises `ClaimMissing`, `MandateElsewhere` or `SubjectRefused`."""
    found = Found(claims, agreed.names)
    legal, acting, through = _parties(found, claims, agreed)
    _check_fits(legal, agreed.source)
    helps = agreed.source is Way.CITIZEN and acting is not None
    return Identity(
        source=agreed.source, level=level, issuer=agreed.issuer, subject=claims['sub'], legal=legal, acting=acting,
        through=through, mandate=_mandate(found, agreed, needed=helps), name=_name(found),
        given_name=found.text('given_name'), family_name=found.text('family_name'), birth_date=_birth_date(found),
        groups=frozenset(found.texts('groups')), provider_session=_plain(claims.get('sid')),
    )


class Found:
    """What a provider's claims say, by meaning."""

    def __init__(self, claims: Mapping[str, Any], names: ClaimNames) -> None:
        self._claims, self._names = claims, names

    def any(self, meaning: str) -> Any:
        """Whatever stands there first, or None."""
        values = (_at(self._claims, path) for path in self._names.claims[meaning])
        return next((value for value in values if value not in (None, '')), None)

    def text(self, meaning: str) -> str:
        """The first text that stands there, or an empty one."""
        texts = (_plain(_at(self._claims, path)) for path in self._names.claims[meaning])
        return next((text for text in texts if text), '')

    def told(self, meaning: str) -> str:
        """The text that stands there, or an empty one when nothing does.

        Raises `ClaimMissing` for what is there and cannot be read: passing over it could show more than it allows.
        """
        text = self.text(meaning)
        if not text and self.any(meaning) is not None:
            raise ClaimMissing(meaning)
        return text

    def all(self, meaning: str) -> list:
        """What stands there, be it one or a list."""
        value = self.any(meaning)
        return value if isinstance(value, list) else [value] if value is not None else []

    def texts(self, meaning: str) -> tuple[str, ...]:
        """The texts among what stands there."""
        return tuple(text for one in self.all(meaning) if (text := _plain(one)))

    def kind(self, said: object) -> Kind | None:
        """Which kind of number a provider's word stands for."""
        return self._names.types.get(said) if isinstance(said, str) else None


def _at(claims: Any, path: tuple[str, ...]) -> Any:
    for key in path:
        claims = claims.get(key) if isinstance(claims, Mapping) else None
    return claims


def _plain(value: object) -> str:
    """A text as it may be used; what is too long or no text at all is not there."""
    text = value.strip() if isinstance(value, str) else ''
    return text if len(text) <= LONGEST and text.isprintable() else ''


Parties = tuple[Subject, Subject | None, tuple[Subject, ...]]
"""The one served, the human who acts for them, and whom it went through."""


def _parties(found: Found, claims: Mapping[str, Any], agreed: Agreed) -> Parties:
    if agreed.source is Way.STAFF:
        return Subject(kind=Kind.PSEUDONYM, identifier=claims['sub']), None, ()
    if found.any('represents') is not None:
        return _represented(found, claims)
    return _company(found, claims, agreed) if agreed.source is Way.COMPANY else _citizen(found, claims, agreed)


def _represented(found: Found, claims: Mapping[str, Any]) -> Parties:
    """The words of the profile: the deepest is served, `sub` acts, and whoever stands between passed it on."""
    chain = [_numbered(found, one) for one in _nested(found.any('represents'))]
    if any(one.kind not in ORGANISATIONS for one in chain[:-1]):
        raise SubjectRefused('represents')
    return chain[-1], _subject(Kind.PSEUDONYM, claims['sub']), tuple(chain[:-1])


def _nested(represents: object) -> Iterator[Mapping[str, Any]]:
    for _ in range(DEEPEST):
        if not isinstance(represents, Mapping):
            raise ClaimMissing('represents')
        yield represents
        if 'represents' not in represents:
            return
        represents = represents['represents']
    raise SubjectRefused('represents')


def _numbered(found: Found, one: Mapping[str, Any]) -> Subject:
    kind = found.kind(one.get('sub_id_type'))
    if kind is None:
        raise ClaimMissing('sub_id_type')
    return _subject(kind, one.get('sub'))


def _citizen(found: Found, claims: Mapping[str, Any], agreed: Agreed) -> Parties:
    """Somebody for themselves, or for the person who gave them a mandate."""
    legal, acting = _person(found, claims, agreed), found.told('acting')
    helps = acting and acting != legal.identifier
    return legal, _subject(Kind.PSEUDONYM, acting) if helps else None, ()


def _person(found: Found, claims: Mapping[str, Any], agreed: Agreed) -> Subject:
    """By their citizen service number where there is one; else by what the provider alone calls them."""
    kind = found.kind(found.any('subject_type'))
    if found.any('bsn') is not None:
        return _subject(Kind.BSN, found.any('bsn'))
    if kind is Kind.BSN:
        return _subject(Kind.BSN, claims['sub'])
    if found.any('pseudonym') is not None:
        return _subject(Kind.PSEUDONYM, found.any('pseudonym'))
    if kind is None and agreed.strict:
        raise ClaimMissing('bsn')
    return _subject(kind or Kind.PSEUDONYM, claims['sub'])


def _company(found: Found, claims: Mapping[str, Any], agreed: Agreed) -> Parties:
    acting = found.told('acting')
    european = found.any('european_company')
    if not acting and european is None and agreed.strict:
        raise ClaimMissing('acting')
    legal = _subject(Kind.EIDAS, european) if european is not None else _dutch_company(found)
    through = tuple(_subject(Kind.KVK, number) for number in found.all('through'))
    return legal, _subject(Kind.PSEUDONYM, acting or claims['sub']), through


def _dutch_company(found: Found) -> Subject:
    """A number without a word about its kind is one of the chamber of commerce (KvK)."""
    said, number = found.any('company_type'), found.any('company')
    kind = Kind.KVK if said is None else found.kind(said)
    if number is None:
        raise ClaimMissing('company')
    if kind is None:
        raise SubjectRefused('company_type')
    return _subject(kind, number, branch=_branch(found))


def _branch(found: Found) -> str:
    """Twelve digits, or none for somebody who may see the whole company."""
    branch = found.told('branch')
    if branch and not (branch.isascii() and branch.isdigit() and len(branch) == BRANCH_DIGITS):
        raise SubjectRefused('branch')
    return branch


def _subject(kind: Kind, number: object, *, branch: str = '') -> Subject:
    text = _plain(number)
    if not text:
        raise ClaimMissing(kind.value)
    check_number(kind, text)
    return Subject(kind=kind, identifier=text, branch=branch)


def check_number(kind: Kind, number: str) -> None:
    """Raises `SubjectRefused` for a number that cannot be one of its kind; the eleven-test finds typing faults."""
    wrong = {
        Kind.BSN: not is_bsn(number), Kind.RSIN: not is_bsn(number),
        Kind.KVK: not (number.isascii() and number.isdigit() and len(number) == 8),
    }
    if wrong.get(kind, False):
        raise SubjectRefused(kind.value)


def _check_fits(legal: Subject, source: Way) -> None:
    """People come by the way for people, companies by the one for companies."""
    if (legal.kind in ORGANISATIONS) != (source is Way.COMPANY):
        raise SubjectRefused(legal.kind.value)


def _mandate(found: Found, agreed: Agreed, *, needed: bool) -> Mandate | None:
    """A mandate is for named services; one for another service is none here."""
    services = frozenset(text.lower() for text in found.texts('services'))
    if needed or found.any('services') is not None:
        check_service(services, agreed.service, needed=needed)
    return Mandate(services=services, role=found.text('mandate_role')) if services else None


def check_service(services: frozenset[str], ours: str, *, needed: bool) -> None:
    """Raises `MandateElsewhere` for a mandate that does not name our service; `needed` when there must be one."""
    named = ours in services if ours else not needed
    if not named:
        raise MandateElsewhere('services')


def _name(found: Found) -> str:
    full = ' '.join(part for part in (found.text('given_name'), found.text('family_name')) if part)
    return (found.text('company_name') or found.text('name') or full)[:NAME_SIGNS]


def _birth_date(found: Found) -> date | None:
    try:
        return date.fromisoformat(found.text('birth_date'))
    except ValueError:
        return None
