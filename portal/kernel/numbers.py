"""The numbers by which the service knows a person."""

from stdnum.nl import bsn as citizen_service_number

V_NUMBER_DIGITS = 10


def is_v_number(text: str) -> bool:
    """Ten digits; there is no public check digit."""
    return len(text) == V_NUMBER_DIGITS and text.isascii() and text.isdigit()


def is_bsn(text: str) -> bool:
    """A citizen service number (burgerservicenummer): nine digits that pass the eleven-test."""
    return text.isascii() and text.isdigit() and len(text) == 9 and citizen_service_number.is_valid(text)
