"""What stands beside the steps of an application: to each letter that was sent belongs one step."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TypedDict

from flask import url_for

from portal.procedures.model import Standing, StepAt, YourTurn
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.views.letters import Row
from portal.web.formatting import day_in_words
from portal.web.locale import current_language
from portal.web.parts import part


class Beside(TypedDict):
    """A letter beside a step."""

    name: str
    date: str
    """Empty when it was not sent, as far as we know."""
    href: str


def by_step(steps: Sequence[StepAt], letters: Sequence[Row]) -> Mapping[str, Sequence[Row]]:
    """The letters of each step by its key, the first one first; `letters` begin with the last."""
    found = defaultdict[str, list[Row]](list)
    for letter in reversed(letters):
        at = step_of(letter, steps)
        if at is not None:
            found[at.step.key].append(letter)
    return found


def step_of(letter: Row, steps: Sequence[StepAt]) -> StepAt | None:
    """The step that names this kind of letter, else the one at which the case was on its day; the last of several."""
    begun = [at for at in steps if at.since is not None and at.since <= letter.written_on]
    reached = [at for at in steps if at.standing in (Standing.DONE, Standing.NOW)]
    own = [at for at in reached if letter.number and at.step.letter == letter.number]
    those = [at for at in own if at in begun] or own or begun
    return those[-1] if those else None


def beside(at: StepAt, sent: Sequence[Row]) -> list[Beside]:
    """The letters beside a step; beside the one that is now also the letter that belongs to it and is still to come."""
    found = [
        Beside(
            name=one.name, date=day_in_words(one.written_on),
            href=url_for('procedures.letter', reference=one.reference),
        ) for one in sent
    ]
    number = at.step.letter
    if at.standing is not Standing.NOW or number is None or number in {one.number for one in sent}:
        return found
    name = part(Letterbox).named(number, current_language())
    return [*found, Beside(name=name, date='', href='')] if name else found


def letter_of(turn: YourTurn, letters: Sequence[Row]) -> Row | None:
    """The letter that makes it somebody's turn, if it is here; `letters` begin with the last."""
    return next((
        one for one in letters if turn.turn.letter == one.number and one.number and one.written_on >= turn.since
    ), None)
