"""The code on a letter by which anybody can see that it is real: it follows from the reference, by a key."""

import hmac
from collections.abc import Iterator
from itertools import count

from portal.kernel.codes import SIGNS, unspaced, with_check

RANDOM_SIGNS = 12


def code_of(reference: str, key: str) -> str:
    """The code of this letter: twelve signs that only the key gives, and one by which typing mistakes are seen."""
    return with_check(_starts(reference, key))


def mark_of(code: str, key: str) -> str:
    """What stands for a code that was printed, or typed: not the code itself."""
    return hmac.digest(key.encode(), f'letter code {unspaced(code)}'.encode(), 'sha256').hex()


def _starts(reference: str, key: str) -> Iterator[str]:
    for number in count():
        digest = hmac.digest(key.encode(), f'letter {number} {reference}'.encode(), 'sha256')
        value, signs = int.from_bytes(digest), ''
        for _ in range(RANDOM_SIGNS):
            value, place = divmod(value, len(SIGNS))
            signs += SIGNS[place]
        yield signs
