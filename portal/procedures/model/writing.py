"""Letters from cases: what the rules know of one, what they ask of the clerk, and why there can be none."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from portal.identity.model import PersonId
from portal.kernel.texts import Text
from portal.letters.model.base import Office
from portal.procedures.model.definitions import Definitions
from portal.procedures.model.judged import Judged
from portal.procedures.model.visiting import PlannedVisit

ADULT = 18
Given = Mapping[str, Any]
"""What a clerk says of a letter, as in JSON: by the name of what was asked."""


def owner_of(person: PersonId) -> str:
    """Under what the archive of letters knows somebody."""
    return f'person:{person}'


def person_of(owner: str) -> PersonId:
    """Whom the archive knows under that."""
    return PersonId(owner.removeprefix('person:'))


class Shape(StrEnum):
    """How something is given."""

    LINE = 'line'
    LINES = 'lines'
    """A list of lines, such as an address."""
    TEXT = 'text'
    """In Dutch and in English."""
    TEXTS = 'texts'
    ITEMS = 'items'
    """Papers that are missing: the name of each, why it is needed, and in what form."""
    REASONS = 'reasons'
    """Conditions: what the law asks, what we found, what that means, and the article."""
    CHOICE = 'choice'
    YES_NO = 'yes_no'
    NUMBER = 'number'
    AMOUNT = 'amount'
    """In euro."""
    DAY = 'day'
    """Only where no rule and no source gives it, and a person must say it."""
    TIME = 'time'
    """On a clock in the Netherlands."""


@dataclass(frozen=True, kw_only=True)
class Ask:
    """Something that the case does not say, and the clerk does."""

    name: str
    shape: Shape
    needed: bool = True
    otherwise: Any = None
    """What stands there when nothing is given that need not be."""
    choices: tuple[tuple[str, Text], ...] = ()
    in_letter: bool = True
    """It is a field of the letter; else the rules make fields of it."""
    earliest: date | None = None
    latest: date | None = None
    """The first and the last day that can be given, of a day."""
    working: bool = False
    """The day is one on which we work."""


@dataclass(frozen=True, kw_only=True)
class Party:
    """Somebody in a case, as far as the portal knows them."""

    name: str
    v_number: str
    birth_date: date

    def age_on(self, day: date) -> int:
        """Whole years."""
        birthday_is_to_come = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return day.year - self.birth_date.year - birthday_is_to_come


@dataclass(frozen=True, kw_only=True)
class Matter:
    """All that the rules know when a letter about a case is written."""

    judged: Judged
    definitions: Definitions
    case_reference: str
    addressee: Party
    """Who applied."""
    applicants: tuple[Party, ...]
    """For whom something was asked."""
    representative: str
    office: Office
    status_page: str
    book_page: str
    visit_page: str
    """The page of a visit, before its key."""
    visits: tuple[PlannedVisit, ...] = ()
    """Those of who applied that are still to come, in order of time."""
    sent: Mapping[str, date] = field(default_factory=dict)
    """The kinds of letter that the portal sent about this case, with the last day of each."""

    @property
    def day(self) -> date:
        """The date of the letter."""
        return self.judged.day

    @property
    def is_for_child(self) -> bool:
        """Who applied is a child, so the letter goes to a parent or guardian."""
        return self.addressee.age_on(self.day) < ADULT


class Why(Enum):
    """Why there is no letter; `field` of the refusal says which one is meant."""

    NOT_NOW = 'this letter does not fit where the case stands'
    NO_DAY = 'the day by which we must decide is not known'
    NOT_SURE = 'the period of this case was not confirmed in its source, so a letter may not state it as certain'
    NO_ARTICLE = 'the article of the law that gives the period is not known'
    NOT_PLAIN = 'the time of this case stood still or was made longer, and this letter would not say so'
    MISSING = 'say what stands in this field'
    WRONG = 'this field has another form'
    NOT_ASKED = 'this field is not asked: the case or the rules say it'
    OUTSIDE = 'this day is too early or too late for this letter'
    DAY_OFF = 'nobody works on this day'
    SENT_BEFORE = 'this decision was sent before: what can be done about it counts from that day'
    NO_VISIT = 'no visit is planned that belongs to where the case stands'
    OTHERS_TOO = 'others come on this visit too, and the planner gives its code to who booked it only'
    TOO_LONG = 'this would last longer than the time in which we must decide'
    NOBODY = 'nobody has to come, so there is nothing to ask'
    TOO_LATE = 'the time in which we could stop with this application is over'
