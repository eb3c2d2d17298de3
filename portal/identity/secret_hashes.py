"""Slow hashes of codes and phrases (argon2id, RFC 9106), with a key of the portal in them.

Who has the database alone cannot even begin to guess: the key is not in it.
"""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from portal.identity.model.codes import Hashed

NOBODYS = '$argon2id$v=19$m={memory},t={passes},p=1$mDJfcGmE6p9mcL1cCxQm0Q$5sQ4cmr1cbQvKJz4WxMXr0v0rV3m1v7mbC7qk8mLw3I'
"""Random signs in the place of a hash. Comparing with it takes as long as comparing with somebody's."""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What one hash costs; the least that OWASP advises for argon2id, about 30 ms of one processor."""

    memory: int = 19 * 1024
    """In KiB."""
    passes: int = 2


class SecretHashes:
    """Hashes secrets with the first of `keys` and knows those that were made with a later, older one."""

    def __init__(self, keys: Sequence[str], cost: Cost | None = None) -> None:
        cost = cost or Cost()
        self._hasher = PasswordHasher(time_cost=cost.passes, memory_cost=cost.memory, parallelism=1)
        self._peppers = {_named(key): hmac.digest(key.encode(), b'pepper', 'sha256') for key in reversed(keys)}
        self._current = _named(keys[0])
        self._nobodys = Hashed(
            hash=NOBODYS.format(memory=cost.memory, passes=cost.passes), key=self._current,
        )

    def make(self, secret: str) -> Hashed:
        """What to keep of a secret."""
        return Hashed(hash=self._hasher.hash(self._seasoned(secret, self._current)), key=self._current)

    def fits(self, secret: str, kept: Hashed | None) -> bool:
        """Whether the secret is the one that is kept; takes as long when nothing is kept."""
        against = kept if kept and kept.key in self._peppers else self._nobodys
        try:
            return self._hasher.verify(against.hash, self._seasoned(secret, against.key)) and against is kept
        except VerificationError:
            return False

    def is_old(self, kept: Hashed) -> bool:
        """Whether it was made with an older key or at another cost, and is better made again."""
        return kept.key != self._current or self._hasher.check_needs_rehash(kept.hash)

    def mark(self, *words: str) -> str:
        """A fast keyed hash, which stands for these words where they shall not be read."""
        return hmac.digest(self._peppers[self._current], '\n'.join(words).encode(), 'sha256').hex()

    def _seasoned(self, secret: str, key: str) -> bytes:
        return hmac.digest(self._peppers[key], secret.encode(), 'sha256')


def _named(key: str) -> str:
    """A name for a key, from which the key cannot be found."""
    return hmac.digest(key.encode(), b'name', 'sha256').hex()[:16]
