"""How a person is reached: e-mail addresses and telephone numbers."""

import phonenumbers
from email_validator import EmailNotValidError, validate_email

HOME = 'NL'


class NotReachable(ValueError):
    """This is no e-mail address or telephone number."""


def email_address(text: str) -> str:
    """The address in its usual form; raises `NotReachable`. Nothing is looked up."""
    try:
        return validate_email(text, check_deliverability=False, allow_smtputf8=False).normalized
    except EmailNotValidError as error:
        raise NotReachable from error


def phone_number(text: str) -> str:
    """The number in international form, `+31612345678`; without a country it is Dutch. Raises `NotReachable`."""
    try:
        parsed = phonenumbers.parse(text, HOME)
    except phonenumbers.NumberParseException as error:
        raise NotReachable from error
    if not phonenumbers.is_possible_number(parsed):
        raise NotReachable
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
