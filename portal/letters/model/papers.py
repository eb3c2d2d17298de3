"""The list of papers."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from portal.kernel.texts import Text
from portal.letters.model.base import Letter


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    """One paper, with a box to tick."""

    name: Text
    have: bool
    sure: bool
    """False: it hangs on something that is not known yet."""
    hand_in: Text
    number: str
    """The number of the service's own form, if it is one."""
    steps: tuple[Text, ...]
    where: Text
    takes: Text


@dataclass(frozen=True, kw_only=True)
class PaperGroup:
    """Papers that the same person must get."""

    title: Text
    papers: tuple[PaperLine, ...]


@dataclass(frozen=True, kw_only=True)
class PaperList(Letter):
    """Your own list of papers."""

    folder: ClassVar[str] = 'paper_list'

    filing: date
    """The day on which you expect to apply; the rules of that day were used."""
    large: bool
    """In large print."""
    groups: tuple[PaperGroup, ...]
    not_needed: tuple[tuple[Text, Text], ...]
    """Papers that you do not need, and why."""
