"""The rule book as lawyers write it: one class for each kind of entry in the files under `data/`.

Every entry is a fact of law or practice: it says from which day until which day it holds, where it stands, and
whether somebody has checked that. `if`, `needed_if` and the like hold conditions, as `rules.language` reads them.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from portal.kernel.data_files import Day, Translated

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


class Parameter(Dated):
    """A number that the law or the service sets; conditions call it `param.` and its key."""

    key: Key
    value: Decimal
    says: Translated
    told: bool = False
    """People read it on their list; no condition needs it."""


class Kind(StrEnum):
    """What an answer is."""

    CHOICE = 'choice'
    YES_NO = 'yes_no'
    DATE = 'date'
    COUNTRY = 'country'
    COUNTRIES = 'countries'
    NUMBER = 'number'
    INCOMES = 'incomes'


class Option(Entry):
    """One answer that can be chosen."""

    key: Text
    says: Translated
    help: Translated | None = None
    only_if: Text | None = None
    """Offered only to those for whom this is not excluded."""


class Follows(Entry):
    """An answer that follows from others, so that nobody is asked."""

    when: Text = Field(alias='if')
    value: Value = Field(alias='is')


class Asked(StrEnum):
    """Whom a question is about."""

    APPLICANT = 'applicant'
    SPONSOR = 'sponsor'
    FAMILY = 'family'
    CHILD = 'child'


class Question(Dated):
    """A question in plain words; its key is the fact that the answer gives."""

    key: Name
    kind: Kind
    about: Asked
    asks: Translated
    help: Translated | None = None
    example: Translated | None = None
    find_out: Translated | None = None
    """How to find out; who gets this may also answer "I do not know"."""
    options: tuple[Option, ...] = ()
    follows: tuple[Follows, ...] = ()
    least: int | None = None
    most: int | None = None
    """Of a number."""
    past: bool = False
    """Of a date: it cannot lie in the future."""
    nationality: bool = False
    """Of a country: one whose passport people can have."""


class Derived(Entry):
    """A fact that is worked out from others, in exactly one way."""

    key: Name
    says: Translated
    condition: Text | None = Field(default=None, alias='is')
    """A yes or no that follows from a condition."""
    age_of: Name | None = None
    """Whole years since this date."""
    months_since: Name | None = None
    """Whole months since this date."""
    country_of: Name | None = None
    """The country or countries of which one is said to be so in `column`."""
    column: Key | None = None
    income: Key | None = None
    """What the income check finds: enough, independent, durable; or the papers that go with it: evidence."""


class Fee(Entry):
    """What an application costs, the first whose condition is true."""

    parameter: Key
    when: Text | None = Field(default=None, alias='if')


class Purpose(Dated):
    """A reason for which somebody may come or stay: one row of the table of purposes."""

    key: Key
    group: Key
    says: Translated
    """The name of what is applied for."""
    codes: tuple[Text, ...] = ()
    """How the service prints the purpose on its forms."""
    fees: tuple[Fee, ...] = ()
    decides: Translated
    """How long the law gives the service to decide."""
    law: Text


class RouteKind(StrEnum):
    """How an application is made."""

    ONLINE = 'online'
    PAPER = 'paper'
    ABROAD = 'abroad'
    COUNTER = 'counter'
    NONE = 'none'
    """There is no way from here; the text says what is left."""


class Route(Dated):
    """A way to apply, for those for whom its condition is true."""

    key: Key
    kind: RouteKind
    purposes: tuple[Key, ...]
    when: Text | None = Field(default=None, alias='if')
    title: Translated
    says: Translated
    form: Text | None = None
    """The number of the service's form."""


class Because(Entry):
    """A reason, and when it counts."""

    when: Text = Field(alias='if')
    says: Translated
    source: Text | None = None


class Condition(Dated):
    """What must be so before somebody may come or stay."""

    key: Key
    purposes: tuple[Key, ...]
    name: Translated
    applies_if: Text | None = None
    met_if: Text
    waived: tuple[Because, ...] = ()
    """Reasons for which the condition counts as met."""
    weighed: tuple[Because, ...] = ()
    """Reasons for which the service itself must weigh it: then nobody can say beforehand."""
    informs: bool = False
    """It is good to know, and nothing that somebody can fail."""
    met: Translated
    unmet: Translated
    unclear: Translated


class Who(StrEnum):
    """Who must get a paper."""

    APPLICANT = 'applicant'
    SPONSOR = 'sponsor'
    BOTH = 'both'
    OTHER_PARENT = 'other_parent'
    ORGANISATION = 'organisation'


class Format(StrEnum):
    """In which form a paper is handed in."""

    COPY = 'copy'
    CERTIFIED_COPY = 'certified_copy'
    ORIGINAL = 'original'
    FILLED_IN = 'filled_in'
    """A form of the service, filled in and signed."""


class Form(Entry):
    """What a paper must look like."""

    hand_in: Format
    official: bool = False
    """An act of an authority: one from abroad must be legalised."""
    translated: bool = False
    """One that is not in Dutch, English, French or German must be translated."""
    months_most: int | None = None
    """How old it may be, counted from the day of issue."""
    each_page_signed: bool = False
    country_from: Name | None = None
    """The fact that tells which country issued it, unless somebody says otherwise."""


class Document(Dated):
    """A paper, who needs it and who does not."""

    code: Annotated[str, Field(pattern=r'^[A-Z][0-9]{1,3}$')]
    name: Translated
    purposes: tuple[Key, ...]
    who: Who
    needed_if: Text = 'true'
    not_needed: tuple[Because, ...] = ()
    """Reasons for which somebody does not need it, the first that is true is told."""
    otherwise: Translated | None = None
    """Why those for whom `needed_if` is not true do not need it."""
    why: Translated
    form: Form
    number: Text | None = None
    """The number of the service's own form or appendix."""
    where: Translated
    without: Translated | None = None
    """What to do when it cannot be had."""
    days: int
    """How long it usually takes to get it; our own estimate, for the order of the list only."""
    law: Text


class Contradiction(Entry):
    """Two answers that cannot both be right."""

    when: Text = Field(alias='if')
    one: Name
    other: Name


class RuleFiles(Entry):
    """All entries of all files, whatever day they are for."""

    parameters: tuple[Parameter, ...]
    questions: tuple[Question, ...]
    derived: tuple[Derived, ...]
    purposes: tuple[Purpose, ...]
    routes: tuple[Route, ...]
    conditions: tuple[Condition, ...]
    documents: tuple[Document, ...]
    contradictions: tuple[Contradiction, ...]
