"""What somebody has answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any


class Unknown(Enum):
    """The answer "I do not know"."""

    TOKEN = 'unknown'


UNKNOWN = Unknown.TOKEN
DO_NOT_KNOW = '?'
"""How JSON and forms write it."""


@dataclass(frozen=True, kw_only=True)
class Income:
    """One income of the sponsor or of the sponsor's partner, gross a month in euro."""

    kind: str
    gross: Decimal | None = None
    start: date | None = None
    end: date | None = None
    """None: without an end."""
    flexible: bool = False
    """By an agency, on call, or with no fixed hours."""


@dataclass(frozen=True, kw_only=True)
class Details:
    """What somebody knows of one paper that they have or will get."""

    issue_country: str = ''
    language: str = ''
    issue_date: date | None = None
    legalised: bool | None = None
    translated_in: str = ''
    """The country where it was translated; empty when it was not."""
    used_in_nl_before: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Answers:
    """All answers: facts by name (`app.location`), incomes, and details of papers by code."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    details: Mapping[str, Details] = field(default_factory=dict)

    def known(self, name: str) -> bool:
        """Somebody has answered, and with more than "I do not know"."""
        return name in self.facts and self.facts[name] is not UNKNOWN


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Somebody's answers as the portal keeps them, with what they have ticked off."""

    id: str
    """A secret of this browser."""
    answers: Answers = field(default_factory=Answers)
    ticked: frozenset[str] = frozenset()
    """The codes of papers that they have."""
    filing: date | None = None
    """The day on which they expect to apply."""
    expires_at: datetime
    has_code: bool = False
    """They asked for a code with which to come back."""
