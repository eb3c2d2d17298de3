"""How one kind of letter is made of a case."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from portal.letters.model.cases import CaseLetter
from portal.procedures.model.judged import Judged
from portal.procedures.model.writing import Ask, Given, Matter


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

    @property
    def key(self) -> str:
        """What the kind of letter is called in files and commands."""
        return self.kind.folder

    def belongs_to(self, judged: Judged) -> bool:
        """It is a letter of this procedure, and fits where the case stands."""
        return (not self.procedures or judged.case.procedure in self.procedures) and self.fits(judged)


def is_at(judged: Judged, letter: str) -> bool:
    """The step of the case, or what it is the applicant's turn to do, has this letter of the catalogue."""
    progress = judged.progress
    return letter in {progress.now.step.letter, *(one.turn.letter for one in progress.turns)}
