"""What every entry of the definition files is: dated, sourced and frozen; and how a length of time is written."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from portal.kernel.data_files import Day

Key = Annotated[str, Field(pattern=r'^[a-z][a-z0-9_]*$')]
Text = Annotated[str, Field(min_length=1)]
WRITTEN = re.compile(r'([1-9][0-9]{0,3}) (day|week|month|year)s?')


class Status(StrEnum):
    """Whether somebody has read the fact in its source."""

    CONFIRMED = 'confirmed'
    UNCONFIRMED = 'unconfirmed'


class Entry(BaseModel):
    """What every kind of entry is: frozen, and without fields that are not known."""

    model_config = ConfigDict(frozen=True, extra='forbid', populate_by_name=True)


class Sourced(Entry):
    """A fact, where it stands, and whether somebody read it there."""

    source: Text
    status: Status


class Dated(Sourced):
    """A fact that holds from a day on, until another one (the last day on which it holds)."""

    valid_from: Day
    valid_until: Day | None = None

    def holds_on(self, day: date) -> bool:
        """Whether it is so on that day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


class Unit(StrEnum):
    """In what the law counts."""

    DAY = 'day'
    WEEK = 'week'
    MONTH = 'month'
    YEAR = 'year'


SHORT = {Unit.DAY: 90, Unit.WEEK: 12, Unit.MONTH: 3, Unit.YEAR: 0}
"""The longest periods that still move for a weekend: Algemene termijnenwet, article 4 under a."""


@dataclass(frozen=True)
class Length:
    """A length of time as the law says it: 90 days are not three months."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        return f'{self.number} {self.unit}' + ('s' if self.number > 1 else '')

    @property
    def moves(self) -> bool:
        """A period of this length that ends in a weekend or on a holiday runs on to the next working day."""
        return self.number <= SHORT[self.unit]


def _length(written: object) -> Length:
    if isinstance(written, Length):
        return written
    found = WRITTEN.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        raise ValueError(f'must be a length such as 6 months or 90 days, but it is {written!r}')
    return Length(int(found[1]), Unit(found[2]))


Lasts = Annotated[Length, BeforeValidator(_length)]
"""A length of time, written `6 months`."""
