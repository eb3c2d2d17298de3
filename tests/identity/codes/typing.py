"""What people type to log in."""

from datetime import date

from portal.identity.errors import WrongDetails
from portal.identity.model import Person
from portal.identity.rules.codes import new_code
from portal.identity.service.codes import Codes

HERE, THERE = 'a' * 20, 'b' * 20
"""Two networks."""
NOBODYS = '1999999999'
OTHER_DAY = date(1991, 3, 27)
WRONG_WORDS = 'abacus abacus abacus abacus abacus abacus'


def network(number: int) -> str:
    """One of many networks."""
    return f'{number:020}'


def with_code(codes: Codes, person: Person, code: str, network: str = HERE) -> Person:
    """Log in with a code: who is let in."""
    return codes.try_code(person.v_number, person.birth_date, code, network).person


def with_words(codes: Codes, person: Person, words: str, network: str = HERE) -> Person:
    """Log in with words: who is let in."""
    return codes.try_phrase(person.v_number, person.birth_date, words, network).person


def fail(codes: Codes, person: Person, times: int, network: str = HERE) -> None:
    """Type a wrong code so many times; raises what else happens than being told that it is wrong."""
    for _ in range(times):
        try:
            with_code(codes, person, new_code(), network)
        except WrongDetails:
            continue
        raise AssertionError('a wrong code opened')
