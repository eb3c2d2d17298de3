"""How a person is reached: e-mail addresses and telephone numbers."""

import re
from functools import lru_cache

import phonenumbers
from email_validator import EmailNotValidError, validate_email

HOME = 'NL'
PLAIN_NAME = re.compile(r'[a-z0-9]+(?:[._+-][a-z0-9]+)*')
LONGEST_NAME, LONGEST = 64, 254
"""RFC 5321, 4.5.3.1: signs before the @, and of the whole address."""
DOMAINS = 4096
"""So many domains are remembered: most people have their address at one of a few."""


class NotReachable(ValueError):
    """This is no e-mail address or telephone number."""


def email_address(text: str) -> str:
    """The address in its usual form; raises `NotReachable`. Nothing is looked up.

    Most names before the @ are so plain that only the domain behind it needs the long look.
    """
    name, _, domain = text.partition('@')
    if len(name) > LONGEST_NAME or len(text) > LONGEST or not text.isascii() or not PLAIN_NAME.fullmatch(name):
        return _checked(text)
    return f'{name}@{_usual_domain(domain)}'


@lru_cache(DOMAINS)
def _usual_domain(domain: str) -> str:
    return _checked(f'a@{domain}').removeprefix('a@')


def _checked(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError as error:
        raise NotReachable from error


def phone_number(text: str) -> str:
    """The number in international form, `+31612345678`; without a country it is Dutch. Raises `NotReachable`.

    A Dutch number must be one that can be given out, so that a missing digit is noticed. Of another country's
    number only the length is looked at: there are new ones that the library does not know yet.
    """
    try:
        parsed = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException as error:
        raise NotReachable from error
    is_home = parsed.country_code == phonenumbers.country_code_for_region(HOME)
    if not (phonenumbers.is_valid_number if is_home else phonenumbers.is_possible_number)(parsed):
        raise NotReachable
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
