"""What keeps the access log honest: seals over its lines, each of which holds the digest of the one before."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, kw_only=True)
class Seal:
    """Closes the lines `first` to `last`: they cannot be changed without breaking it and all later ones."""

    number: int
    first: int
    last: int
    count: int
    emptied: int
    """The lines under the seals up to this number were removed, because they were old; 0 for none."""
    sealed_at: datetime
    content: str
    """The digest of the lines."""
    previous: str
    digest: str
    """Of everything above: the head of the chain, when it is the last."""


class Wrong(StrEnum):
    """What can be wrong with the log."""

    CHANGED = 'changed'
    REMOVED = 'removed'
    ADDED = 'added'
    SEAL_BROKEN = 'seal broken'
    SEAL_MISSING = 'seal missing'
    HEAD_UNKNOWN = 'head unknown'
    """A digest that was kept elsewhere is not in the chain."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """One thing that is wrong, and with which seal and lines."""

    wrong: Wrong
    seal: int
    first: int = 0
    last: int = 0


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a check of the whole log found."""

    faults: tuple[Fault, ...]
    seals: int
    lines: int
    unsealed: int
    """Lines that no seal closes yet."""
    head: str
    """The digest to keep elsewhere."""
