"""When somebody at a provider is somebody whom we know."""

from dataclasses import replace
from datetime import date

import pytest

from portal.identity.model import Level, Person, PersonId, Way
from portal.identity.model.identity import Identity, Kind, Subject
from portal.identity.rules.linking import is_same_person

PERSON = Person(id=PersonId('p'), v_number='1000000004', birth_date=date(1994, 7, 15), name='Elena María Müller-Ejemplo')
THEM = Identity(
    source=Way.CITIZEN, level=Level.HIGH, issuer='i', subject='s', legal=Subject(kind=Kind.PSEUDONYM, identifier='x'),
    given_name='Elena', family_name='Müller Ejemplo', birth_date=date(1994, 7, 15),
)


@pytest.mark.parametrize(('changes', 'same'), [
    ({}, True),
    ({'family_name': 'MULLER-EJEMPLO'}, True),
    ({'family_name': 'Ejemplo'}, True),
    ({'given_name': ''}, True),
    ({'given_name': 'Maria Elena'}, True),
    ({'birth_date': date(1994, 7, 16)}, False),
    ({'birth_date': None}, False),
    ({'family_name': ''}, False),
    ({'family_name': '-'}, False),
    ({'family_name': 'Elena'}, False),
    ({'family_name': 'jemplo'}, False),
    ({'given_name': 'Sofia'}, False),
    ({'given_name': 'Ejemplo'}, False),
])
def test_birth_date_and_names_must_be_those_of_the_person(changes, same):
    assert is_same_person(replace(THEM, **changes), PERSON) is same


def test_a_twin_is_somebody_else():
    assert not is_same_person(replace(THEM, given_name='Lucia'), PERSON)


def test_nobody_is_the_same_as_a_person_without_a_name():
    assert not is_same_person(THEM, replace(PERSON, name=''))
