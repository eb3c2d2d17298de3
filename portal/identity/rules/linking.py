"""Whether a person at a provider is a person whom we know."""

import re
import unicodedata
from datetime import timedelta

from portal.identity.model.identity import Identity
from portal.identity.model.who import Person

TIME_TO_LINK = timedelta(minutes=15)
TRIES = 5
"""So many numbers may be tried with one log-in."""


def is_same_person(identity: Identity, person: Person) -> bool:
    """The birth date and the family name that a provider vouches for are those of the person.

    Twins have both in common, so a first name that the provider gives must be one of the person's too.
    """
    known, family, given = words(person.name), words(identity.family_name), words(identity.given_name)
    if not family or identity.birth_date is None or identity.birth_date != person.birth_date:
        return False
    return known[-len(family):] == family and (not given or bool(set(given) & set(known[:-len(family)])))


def words(name: str) -> list[str]:
    """The words of a name, without capitals, accents and hyphens: passports of two countries differ in these."""
    plain = ''.join(sign for sign in unicodedata.normalize('NFKD', name) if not unicodedata.combining(sign))
    return re.findall(r'\w+', plain.casefold())
