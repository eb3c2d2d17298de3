"""A letter that was sent, as the archive knows it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

REFERENCE = re.compile('[A-Za-z0-9][A-Za-z0-9._-]{0,59}')
"""How a reference is written: files are named after it."""


@dataclass(frozen=True, kw_only=True)
class SentLetter:
    """One letter, sent once and never changed."""

    reference: str
    kind: str
    language: str
    owner: str
    """Whose letter it is, such as `person:…`; empty when nobody here is known by it."""
    written_on: date
    """The date that stands on it."""
    made_at: datetime
    made_by: str
    edition: int
    """The edition of its texts; 0 is the one that ships."""
    shared_edition: int
    """The same of the texts that letters share."""
    values: Mapping[str, Any] = field(repr=False)
    """Its fields, from which the same letter can be made again."""
    hash: str
    """SHA-256 of its PDF."""
    page_hash: str = field(repr=False)
    """SHA-256 of its page."""


@dataclass(frozen=True, kw_only=True)
class Confirmed:
    """What anybody may know of a letter that is real: nothing of what it says."""

    kind: str
    date: date
    hash: str
