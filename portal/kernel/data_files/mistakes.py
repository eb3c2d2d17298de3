"""What is wrong in a data file, and where."""

from collections.abc import Iterable
from dataclasses import dataclass

Path = tuple[str | int, ...]
"""The way to a value in a file: `('desks', 2, 'zone')`."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """Where a value stands: `planner.yaml, line 41, desks[2].zone`."""

    file: str
    line: int = 0
    """Counted from 1; 0 when the file as a whole is meant."""
    field: str = ''

    def __str__(self) -> str:
        line = f'line {self.line}' if self.line else ''
        return ', '.join(part for part in (self.file, line, self.field) if part)

    def below(self, steps: Path) -> 'Spot':
        """The spot of something inside that is not written itself, such as a missing field."""
        field = self.field
        for step in steps:
            field += f'[{step}]' if isinstance(step, int) else f'.{step}'
        return Spot(file=self.file, line=self.line, field=field.removeprefix('.'))


@dataclass(frozen=True, kw_only=True)
class Mistake:
    """One wrong spot and what is wrong there."""

    spot: Spot
    says: str

    def __str__(self) -> str:
        return f'{self.spot}: {self.says}'


class DataFileError(Exception):
    """A data file is wrong: the message is about the first wrong spot, `mistakes` holds all that were found."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: (mistake.spot.file, mistake.spot.line)))
        others = len(self.mistakes) - 1
        more = f' (the first of {others + 1} mistakes)' if others else ''
        super().__init__(f'{self.mistakes[0]}{more}.')


def refuse(file: str, says: str, *, line: int = 0, field: str = '') -> DataFileError:
    """A `DataFileError` about a single spot, to raise."""
    return DataFileError([Mistake(spot=Spot(file=file, line=line, field=field), says=says)])
