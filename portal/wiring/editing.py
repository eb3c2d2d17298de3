"""The letter editors' desk."""

from dataclasses import dataclass

from portal.editing.service import Desk, Judging, Rounds
from portal.letters.service.trying import Trying
from portal.wiring.ground import Ground


@dataclass(frozen=True, kw_only=True)
class Editing:
    """The doors of the desk."""

    trying: Trying
    judging: Judging
    desk: Desk
    rounds: Rounds


def build_editing(ground: Ground) -> Editing:
    """The desk over this ground."""
    trying = Trying(ground.letters)
    judging = Judging(trying)
    over = (ground.database, ground.clock, trying, judging)
    return Editing(trying=trying, judging=judging, desk=Desk(*over), rounds=Rounds(*over))
