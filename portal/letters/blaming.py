"""Says which field of a letter holds the character that our fonts lack."""

import re
from dataclasses import fields

from portal.letters.model.base import Letter

CODE = re.compile(r'\(U\+([0-9A-F]{4,6})\)')


def named(complaints: tuple[str, ...], letter: Letter) -> tuple[str, ...]:
    """The complaints of the press; those about a character end with the field that holds it."""
    return tuple(_named(complaint, letter) for complaint in complaints)


def _named(complaint: str, letter: Letter) -> str:
    found = CODE.search(complaint)
    if found is None:
        return complaint
    character = chr(int(found[1], 16))
    holders = (field.name for field in fields(letter) if character in repr(getattr(letter, field.name)))
    return f'{complaint}, in the field {next(holders, "of no name")}'
