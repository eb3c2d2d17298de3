"""What is known about one person, gathered from all rooms."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.appointments.model.personal import MyVisits
from portal.delivery.model import Going
from portal.identity.model.keeping import KeptOfPerson
from portal.identity.model.looking import NotedLook
from portal.letters.model.base import Letter
from portal.letters.model.sent import SentLetter
from portal.notifications.model import KeptMessage
from portal.procedures.model.kept import KeptCase
from portal.procedures.model.news import Wish


@dataclass(frozen=True, kw_only=True)
class MyMessage:
    """A message about somebody."""

    kept: KeptMessage
    letter: Letter | None
    """What it says; None when it is about others too, or cannot be read any more."""


@dataclass(frozen=True, kw_only=True)
class MyData:
    """Everything that the portal keeps of somebody."""

    made_at: datetime
    known: KeptOfPerson
    planner: MyVisits
    messages: tuple[MyMessage, ...]
    letters: tuple[SentLetter, ...]
    """The latest first."""
    ways: Mapping[str, tuple[Going, ...]]
    """How the letters left, by their references."""
    cases: tuple[KeptCase, ...]
    wish: Wish
    """What they want to be told of their applications."""
    surely: bool
    """Known surely enough to be told what happened in an application."""
    looks: tuple[NotedLook, ...]
    """The latest first."""
