"""How good forecasts were."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FEW = 20
"""With fewer forecasts a share says nothing."""


class Stage(StrEnum):
    """Of what it was the forecast."""

    START = 'start'
    DECISION = 'decision'


@dataclass(frozen=True, kw_only=True)
class Score:
    """What became of forecasts: of one month, or of several together."""

    asked: int = 0
    """Forecasts that somebody could have asked for on the first day of the month."""
    silent: int = 0
    """Of these, how often we could not say."""
    ended: int = 0
    """Forecasts whose range ended in the month."""
    inside: int = 0
    """Of these, how often it happened within the range."""

    def __add__(self, other: 'Score') -> 'Score':
        return Score(**{name: getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__})

    @property
    def is_few(self) -> bool:
        """Too few to say how good they were."""
        return self.ended < FEW

    @property
    def right(self) -> int:
        """How many of 100 were right."""
        return round(100 * self.inside / self.ended) if self.ended else 0

    @property
    def unsaid(self) -> int:
        """How often of 100 times we could not say."""
        return round(100 * self.silent / self.asked) if self.asked else 0


@dataclass(frozen=True, kw_only=True)
class MonthScore:
    """The score of a procedure in a month, which is named by its first day."""

    procedure: str
    stage: Stage
    month: date
    score: Score
