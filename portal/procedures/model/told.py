"""One line of the file in which a source tells its cases: one whole case, as the source knew it at `as_of`."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from portal.procedures.model.case import EventKind

KEY = r'^([a-z][a-z0-9_]*)?$'
EXAMPLE = '2026-11-30T09:00:00+01:00'
MOMENT = re.compile(r'(19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}.*', re.ASCII)


class Part(StrEnum):
    """What somebody is in a case; all of them may see it."""

    APPLICANT = 'applicant'
    FAMILY = 'family'
    """Somebody of the family, about whom the case is as well."""
    REPRESENTATIVE = 'representative'


def _moment(written: object) -> object:
    if isinstance(written, datetime):
        return written
    try:
        # A number, bare or in quotes, would be taken for seconds since 1970: only text of this form is a moment.
        return datetime.fromisoformat(written if isinstance(written, str) and MOMENT.fullmatch(written) else '-')
    except ValueError:
        raise ValueError(f'must be a moment with its zone, such as {EXAMPLE}, but it is {written!r:.80}') from None

Key = Annotated[str, Field(pattern=KEY, max_length=60)]
Moment = Annotated[
    AwareDatetime, BeforeValidator(_moment), WithJsonSchema({'type': 'string', 'format': 'date-time'}),
]


class Told(BaseModel):
    """What every part of a line is: frozen, exact about types, and without fields that are not known."""

    model_config = ConfigDict(frozen=True, strict=True, extra='forbid', use_attribute_docstrings=True)


class ToldPerson(Told):
    """Somebody whom a case is about, or who acts for them."""

    v_number: str = Field(pattern=r'^[0-9]{10}$')
    """Ten digits, as text."""
    birth_date: date
    """The same on every line that names this V-number."""
    name: str = Field(default='', max_length=200, pattern=r'^[^\x00-\x1f\x7f]*$')
    language: str = Field(default='nl', pattern=r'^[a-z]{2,3}$')
    """In which they like to read; counts when the portal hears of them for the first time."""
    abroad: bool = False
    """Letters take longer; counts when the portal hears of them for the first time."""
    part: Part = Part.APPLICANT


class ToldEvent(Told):
    """Something that happened to a case on a day."""

    kind: EventKind
    day: date
    what: Key = ''
    """Which one: the key of a period, a suspension, an extension, a step or an outcome, as the definitions name it."""
    until: date | None = None
    """The day that was set: to answer by, to be heard on, of the new end."""
    told: date | None = None
    """When the applicant was told, where the law asks for that."""


class ToldCase(Told):
    """One whole case, as its source knew it at `as_of`."""

    reference: str = Field(pattern=r'^[A-Za-z0-9][A-Za-z0-9._/:-]{0,63}$')
    """What the source calls this case: always the same, and never the same for another case."""
    as_of: Moment
    """When this was so, with its zone. Of two lines about one case the later counts, in whatever order they come."""
    procedure: Key = Field(min_length=1)
    track: Key = ''
    """Left out: the first track of the procedure."""
    queue: Key = ''
    """Only where the procedure has queues."""
    received: date
    priority: bool = False
    """The case goes before others."""
    persons: tuple[ToldPerson, ...] = Field(min_length=1, max_length=50)
    events: tuple[ToldEvent, ...] = Field(default=(), max_length=1000)
    """All that has happened, in the order in which it did."""

    def first(self, kind: EventKind) -> date | None:
        """The day on which this happened for the first time."""
        return min((event.day for event in self.events if event.kind is kind), default=None)


def last_moment(cases: Iterable[ToldCase]) -> datetime | None:
    """The latest moment that is told of."""
    return max((case.as_of for case in cases), default=None)
