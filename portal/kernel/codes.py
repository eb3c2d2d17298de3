"""Codes that people read out and type over."""

import secrets
import unicodedata
from collections.abc import Iterable

from stdnum.iso7064 import mod_37_2

SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ'
"""Thirty signs that cannot be mistaken for each other; each of them is worth 4.9 bits."""
CHECKED = SIGNS + '*'
"""ISO 7064 MOD 31,2: a prime catches every wrong sign and every swap of two neighbours. Codes that would end in the
thirty-first sign are not given out."""


def random_code(length: int) -> str:
    """So many random signs, drawn all at once."""
    drawn = secrets.randbelow(len(SIGNS) ** length)
    return ''.join(SIGNS[drawn // len(SIGNS) ** place % len(SIGNS)] for place in range(length))


def with_check(starts: Iterable[str]) -> str:
    """The first of these that can be given a sign by which typing mistakes are seen, with that sign."""
    return next(start + check for start in starts if (check := mod_37_2.calc_check_digit(start, CHECKED)) in SIGNS)


def is_whole(code: str) -> bool:
    """The code has the signs that codes have, and its last one fits the others."""
    return set(code) <= set(SIGNS) and mod_37_2.is_valid(code, CHECKED)


def in_fours(code: str) -> str:
    """As a code of thirteen signs stands on a letter: `ABCD-EFGH-JKMNP`."""
    return f'{code[:4]}-{code[4:8]}-{code[8:]}'


def unspaced(text: str) -> str:
    """The code that was typed, however it was spaced."""
    return ''.join(sign for sign in unicodedata.normalize('NFKC', text).upper() if not is_spacing(sign))


def is_spacing(sign: str) -> bool:
    """A space, a hyphen or a dash of any kind, or a sign that cannot be seen."""
    return sign.isspace() or unicodedata.category(sign) in ('Pd', 'Cf', 'Zs') or sign == '\u2212'
