"""How one kind of letter is made of a case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.letters.model.cases import CaseLetter
from portal.procedures.errors import NoLetter
from portal.procedures.model import EventKind, Period, Status
from portal.procedures.model.judged import Judged
from portal.procedures.model.writing import Ask, Given, Matter, Why
from portal.procedures.rules.finding import find_period


def nothing(_matter: Matter) -> tuple[Ask, ...]:
    """The case says all that this letter needs."""
    return ()


@dataclass(frozen=True, kw_only=True)
class Written:
    """A kind of letter that a case can fill."""

    kind: type[CaseLetter]
    fits: Callable[[Judged], bool]
    """Whether it fits where the case stands."""
    fill: Callable[[Matter, Given], Mapping[str, Any]]
    """The fields that follow from the case; raises `NoLetter`."""
    asks: Callable[[Matter], tuple[Ask, ...]] = nothing
    procedures: tuple[str, ...] = ()
    """Where it is sent; empty: everywhere."""
    makes_known: bool = False
    """It makes a decision known: what can be done about that counts from the day of the letter, so it goes once."""

    @property
    def key(self) -> str:
        """What the kind of letter is called in files and commands."""
        return self.kind.folder

    def belongs_to(self, judged: Judged) -> bool:
        """It is a letter of this procedure, and fits where the case stands."""
        return (not self.procedures or judged.case.procedure in self.procedures) and self.fits(judged)

    def is_late(self, judged: Judged) -> bool:
        """It makes a decision of an earlier day known, which may have been sent before."""
        return self.makes_known and judged.ended is not None and judged.ended.day < judged.day

    def was_sent(self, matter: Matter) -> bool:
        """The portal itself sent it on an earlier day, after that decision."""
        sent, ended = matter.sent.get(self.key), matter.judged.ended
        return sent is not None and ended is not None and ended.day <= sent < matter.day


def is_at(judged: Judged, letter: str) -> bool:
    """The step of the case, or what it is the applicant's turn to do, has this letter of the catalogue."""
    progress = judged.progress
    return letter in {progress.now.step.letter, *(one.turn.letter for one in progress.turns)}


def is_decided(judged: Judged, *outcomes: str) -> bool:
    """The case was decided, with one of these outcomes."""
    ended = judged.ended
    return ended is not None and ended.kind is EventKind.DECIDED and ended.what in outcomes


def set_day(matter: Matter, letter: str, field: str) -> date:
    """The day that the case sets for what this letter asks; raises `NoLetter` when it sets none, or it has passed."""
    turn = next((one for one in matter.judged.progress.turns if one.turn.letter == letter), None)
    if turn is None or turn.by is None:
        raise NoLetter(Why.NO_DAY, field)
    if turn.is_over:
        raise NoLetter(Why.NOT_NOW, field)
    return turn.by


def sure_period(matter: Matter, key: str, field: str) -> Period:
    """A period that holds on the day of the letter; raises `NoLetter` when there is none, or nobody read it."""
    found = find_period(matter.definitions, key, matter.day)
    if found is None:
        raise NoLetter(Why.NO_DAY, field)
    if found.status is Status.UNCONFIRMED:
        raise NoLetter(Why.NOT_SURE, field)
    return found
