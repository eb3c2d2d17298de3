"""What every entry of the rule files is: dated, with its source, and frozen.

Every entry is a fact of law or practice: it says from which day until which day it holds, where it stands, and
whether somebody has checked that.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from portal.kernel.data_files import Day

Name = Annotated[str, Field(pattern=r'^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$')]
Key = Annotated[str, Field(pattern=r'^[a-z][a-z0-9_]*$')]
Text = Annotated[str, Field(min_length=1)]
Value = bool | Decimal | str


class Status(StrEnum):
    """Whether somebody has checked the fact in its source."""

    CONFIRMED = 'confirmed'
    UNCONFIRMED = 'unconfirmed'


class Entry(BaseModel):
    """What every kind of entry is: frozen, and without fields that are not known."""

    model_config = ConfigDict(frozen=True, extra='forbid', populate_by_name=True)


class Dated(Entry):
    """A fact that holds from a day on, until another one (the last day on which it holds)."""

    valid_from: Day
    valid_until: Day | None = None
    source: Text
    status: Status

    def holds_on(self, day: date) -> bool:
        """Whether it is so on that day."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)
