"""A clock on its way: where its end is so far, and how that was found."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from portal.procedures.model import Definitions, Length, Reckoning, Status, Told
from portal.procedures.rules.days import after, is_bridge, together, why_off, working_day


@dataclass(frozen=True, kw_only=True)
class Running:
    """What is known of the end of a period so far."""

    definitions: Definitions
    start: date
    chain: date
    """The end without the days that do not count."""
    whole: Length | None = None
    """How long it is from start to there, where that is one length."""
    stopped: int = 0
    """So many days do not count."""
    stopped_until: date | None = None
    """The last of them so far."""
    moves: bool = True
    """All parts of the period are short enough to move for a weekend."""
    used: tuple[str, ...] = ()
    """The extensions that were used."""
    steps: tuple[Reckoning, ...] = ()

    @property
    def end(self) -> date:
        """The last day, before it moves for a weekend."""
        return self.chain + timedelta(days=self.stopped)

    @property
    def last_day(self) -> date:
        """The last day, moved for a weekend or a holiday where the law does so."""
        return working_day(self.end, self.definitions.days_off) if self.moves else self.end

    def lasts(self, length: Length) -> 'Running':
        """This clock with so much more time.

        Six months and then nine are fifteen months from the start: it makes a day of difference after a short month.
        """
        whole = together(self.whole, length) if self.whole else length if self.chain == self.start else None
        chain = after(self.start, whole) if whole else after(self.chain, length)
        return replace(self, chain=chain, whole=whole, moves=self.moves and length.moves)

    def tells(
        self, told: Told, *, source: str = '', status: Status = Status.CONFIRMED, **values: Any,
    ) -> 'Running':
        """This clock with one more step told, about the end so far."""
        step = reckoning(self.definitions, told, self.end, source=source, status=status, **values)
        return replace(self, steps=(*self.steps, step))

    def ends(self) -> 'Running':
        """This clock at its end: moved to the next working day where the law does so."""
        why = why_off(self.end, self.definitions.days_off)
        if why is None:
            return self._doubting_bridge() if self.moves else self
        if not self.moves:
            return self.tells(Told.STAYS, why=why)
        # Whether a period that was extended still moves is our reading of article 4; the later day is the safe one.
        status = Status.UNCONFIRMED if self.used else Status.CONFIRMED
        moved = replace(self, chain=self.last_day - timedelta(days=self.stopped))
        return moved.tells(Told.MOVED, status=status, since=self.end, why=why)._doubting_bridge()

    def _doubting_bridge(self) -> 'Running':
        if is_bridge(self.end) and self.end.year not in self.definitions.years_known:
            return self.tells(Told.BRIDGE, status=Status.UNCONFIRMED)
        return self


def reckoning(
    definitions: Definitions, told: Told, day: date, *, source: str = '', status: Status = Status.CONFIRMED,
    **values: Any,
) -> Reckoning:
    """One step of a reckoning; without a `source` it has the law that the words name."""
    law = source or definitions.words[told].source or ''
    return Reckoning(told=told, day=day, source=law, status=status, values=values)
