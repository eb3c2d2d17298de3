"""Visits that are not yet written down, and the numbers, keys and codes that nobody else has."""

import secrets
from datetime import UTC, datetime, timedelta

from portal.appointments.model import Contact, Slot, Visit, VisitState
from portal.kernel.codes import random_code

CODE_LENGTH = 8
NUMBERS_SINCE = datetime(2020, 1, 1, tzinfo=UTC)


def new_visit(
    slot: Slot, state: VisitState, *, now: datetime, contact: Contact | None = None,
    held_until: datetime | None = None,
) -> Visit:
    """A visit that is not yet written down."""
    return Visit(
        id=new_number(now), key=new_key(), code=new_code(), slot=slot, state=state, held_until=held_until, persons=(),
        contact=contact or Contact(), sequence=0,
    )


def new_number(now: datetime) -> int:
    """A number that no other visit has: the milliseconds since 2020 and 22 random bits, so that it grows with time."""
    return int((now - NUMBERS_SINCE).total_seconds() * 1000) << 22 | secrets.randbits(22)


def moment_of_number(number: int) -> datetime:
    """When a visit with this number came to be."""
    return NUMBERS_SINCE + timedelta(milliseconds=number >> 22)


def new_key() -> str:
    """128 random bits as hex: whoever has them may see and change the visit."""
    return secrets.token_hex(16)


def new_code() -> str:
    """A code to read out at the desk: 39 random bits in signs that cannot be mistaken for each other."""
    return random_code(CODE_LENGTH)
