"""The rule book as lawyers write it: one class for each kind of entry in the files under `data/`.

`if`, `needed_if` and the like hold conditions, as `rules.language` reads them.
"""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from portal.checklist.model.entries import Dated, Entry, Key, Name, Text
from portal.checklist.model.questions import Derived, Parameter, Question
from portal.kernel.data_files import Translated


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
    issued_from: Name | None = None
    """The fact that tells on which day it was issued: who knows that has it already."""


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
