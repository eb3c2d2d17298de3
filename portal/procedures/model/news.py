"""What people were told of their cases, and what they want to be told."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class When(StrEnum):
    """When somebody wants a message that there is news."""

    AT_ONCE = 'at_once'
    WEEKLY = 'weekly'
    """On Monday, if there was any."""
    NEVER = 'never'
    """Letters that the law asks for come anyway."""


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What somebody wants to be told."""

    when: When = When.AT_ONCE
    step: bool = True
    """When a case comes to another step."""
    asked: bool = True
    """When something is asked of them."""
    weeks: int = 0
    """When the forecast of the decision moves by more than so many weeks; 0 is never."""


@dataclass(frozen=True, kw_only=True)
class State:
    """What of a case can be news."""

    step: str
    turns: frozenset[str] = frozenset()
    """What it is their turn to do, each with the day since when."""
    earliest: date | None = None
    latest: date | None = None
    """The range of the forecast of the decision; None when nobody could say."""
