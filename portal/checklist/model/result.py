"""What follows from somebody's answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from portal.checklist.model.book import Condition, Document, Purpose, Route, Who
from portal.checklist.model.country import Country
from portal.checklist.model.entries import Status
from portal.checklist.model.questions import Question
from portal.kernel.texts import Text


class ConditionState(StrEnum):
    """Whether a condition is met."""

    MET = 'met'
    UNMET = 'unmet'
    UNCLEAR = 'unclear'


class Need(StrEnum):
    """Whether a paper is needed."""

    NEEDED = 'needed'
    NOT_NEEDED = 'not needed'
    DEPENDS = 'depends'


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A condition, whether it is met, and why."""

    condition: Condition
    state: ConditionState
    says: Text
    source: str
    rule: str
    """The condition in the rule files that decided, or that is still to be decided."""
    hangs_on: tuple[str, ...]
    """The facts that could settle it."""


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A paper, whether it is needed, and why."""

    document: Document
    need: Need
    says: Text
    source: str
    rule: str
    """The condition in the rule files that decided, or that is still to be decided."""
    hangs_on: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Way:
    """A way to apply; not sure while its condition is not known."""

    route: Route
    is_sure: bool


@dataclass(frozen=True, kw_only=True)
class Found:
    """All that the rules find for somebody on a day."""

    day: date
    purpose: Purpose | None
    fee: Decimal | None
    ways: tuple[Way, ...]
    conditions: tuple[Judged, ...]
    documents: tuple[Listed, ...]
    open: tuple[Question, ...]
    """Questions whose answers still matter, in the order in which they are asked."""

    def of(self, need: Need) -> Sequence[Listed]:
        """The papers of which this is so."""
        return [one for one in self.documents if one.need is need]


class Step(StrEnum):
    """Something to know or to do about a paper before it is handed in."""

    ASK_COUNTRY = 'ask_country'
    """The steps hang on the country that issued it."""
    DUTCH = 'dutch'
    """Nothing: it is a Dutch act."""
    KINGDOM = 'kingdom'
    EU = 'eu'
    APOSTILLE = 'apostille'
    APOSTILLE_UNSURE = 'apostille_unsure'
    CHAIN = 'chain'
    """Legalised by the authorities there, then by a Dutch post."""
    NO_DUTCH_STEP = 'no_dutch_step'
    """The ministry there legalises; Dutch posts no longer do so for this country."""
    ASK_SERVICE = 'ask_service'
    """Not known for this country."""
    USED_BEFORE = 'used_before'
    """Nothing: it was used for a Dutch act or register before."""
    LEGALISED = 'legalised'
    """Nothing: it is done."""
    TRANSLATE = 'translate'
    TRANSLATE_IF = 'translate_if'
    """Only when it is not in Dutch, English, French or German."""
    LEGALISE_TRANSLATION = 'legalise_translation'
    """A translation made abroad takes the same steps as the paper."""
    TOO_OLD = 'too_old'
    OLD_BY_THEN = 'old_by_then'


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A paper that is needed, or may be, with what must be done for it."""

    listed: Listed
    steps: tuple[Step, ...]
    country: Country | None
    get_after: date | None
    """It must not have been issued before this day."""
    days: int
    """How long it takes in all, steps included."""

    @property
    def code(self) -> str:
        """The paper's code in the rule files."""
        return self.listed.document.code


@dataclass(frozen=True, kw_only=True)
class PersonalList:
    """Somebody's own list."""

    found: Found
    filing: date
    """The day on which they expect to apply."""
    papers: tuple[Paper, ...]
    """What is needed or may be, longest first."""

    def by_who(self) -> list[tuple[Who, list[Paper]]]:
        """The papers in groups: who must get them."""
        groups = [(who, [paper for paper in self.papers if paper.listed.document.who is who]) for who in Who]
        return [(who, papers) for who, papers in groups if papers]

    @property
    def unconfirmed(self) -> bool:
        """Something on the list was not confirmed in its source."""
        return any(paper.listed.document.status is Status.UNCONFIRMED for paper in self.papers)
