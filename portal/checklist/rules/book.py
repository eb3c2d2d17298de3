"""The rule book of one day: the entries that hold then, with their conditions compiled."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from portal.checklist.errors import WrongCondition
from portal.checklist.model import (
    Because,
    Contradiction,
    Country,
    Derived,
    Document,
    Kind,
    Purpose,
    Question,
    Route,
    RuleFiles,
)
from portal.checklist.model import Condition as Demand
from portal.checklist.model.entries import Dated
from portal.checklist.rules.expressions import Condition
from portal.checklist.rules.known import Asking, Inference, Sources
from portal.checklist.rules.language import Language

TYPES: Mapping[Kind, type] = {
    Kind.CHOICE: str, Kind.YES_NO: bool, Kind.DATE: date, Kind.COUNTRY: str, Kind.COUNTRIES: set, Kind.NUMBER: int,
    Kind.INCOMES: list,
}
INCOME_TYPES = {'evidence': set}
Entry = TypeVar('Entry', bound=Dated)
Reasons = tuple[tuple[Condition, Because], ...]


@dataclass(frozen=True, kw_only=True)
class Demanded:
    """A condition that somebody must meet, compiled."""

    demand: Demand
    applies_if: Condition
    met_if: Condition
    waived: Reasons
    weighed: Reasons


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A paper, compiled."""

    document: Document
    needed_if: Condition
    not_needed: Reasons


@dataclass(frozen=True, kw_only=True)
class Book:
    """The rule book of one day."""

    sources: Sources
    purposes: Mapping[str, Purpose]
    fees: Mapping[str, tuple[tuple[Condition, str], ...]]
    routes: Mapping[str, tuple[tuple[Route, Condition], ...]]
    """By purpose, as are the demands and the papers."""
    demands: Mapping[str, tuple[Demanded, ...]]
    papers: Mapping[str, tuple[Wanted, ...]]
    contradictions: tuple[tuple[Condition, Contradiction], ...]

    @property
    def day(self) -> date:
        """The day for which it holds."""
        return self.sources.day


def language_of(files: RuleFiles) -> Language:
    """The facts that the conditions in these files may name."""
    types = {question.key: TYPES[question.kind] for question in files.questions if question.kind is not Kind.INCOMES}
    types |= {derived.key: _type_of(derived) for derived in files.derived}
    return Language(types | {f'param.{parameter.key}': int for parameter in files.parameters})


def _type_of(derived: Derived) -> type:
    if derived.income:
        return INCOME_TYPES.get(derived.income, bool)
    return bool if derived.condition or derived.column else int


class Binder:
    """Makes the rule book of any day; each condition is compiled once."""

    def __init__(self, files: RuleFiles, countries: Mapping[str, Country]) -> None:
        self._files, self._countries = files, countries
        self.language = language_of(files)

    def book(self, day: date) -> Book:
        """The rule book of `day`; raises `WrongCondition`."""
        files = self._files
        purposes = {one.key: one for one in _holding(files.purposes, day)}
        routes = [(one, self._condition(one.when)) for one in _holding(files.routes, day)]
        demands = [self._demanded(one) for one in _holding(files.conditions, day)]
        papers = [self._wanted(one) for one in _holding(files.documents, day)]
        return Book(
            sources=self._sources(day), purposes=purposes,
            fees={key: tuple((self._condition(fee.when), fee.parameter) for fee in one.fees)
                  for key, one in purposes.items()},
            routes={key: tuple(pair for pair in routes if key in pair[0].purposes) for key in purposes},
            demands={key: tuple(one for one in demands if key in one.demand.purposes) for key in purposes},
            papers={key: tuple(one for one in papers if key in one.document.purposes) for key in purposes},
            contradictions=tuple((self._condition(one.when), one) for one in files.contradictions),
        )

    def _sources(self, day: date) -> Sources:
        return Sources(
            day=day, parameters={f'param.{one.key}': one.value for one in _holding(self._files.parameters, day)},
            questions={one.key: self._asking(one) for one in _holding(self._files.questions, day)},
            derived={one.key: self._inference(one) for one in self._files.derived}, countries=self._countries,
        )

    def _asking(self, question: Question) -> Asking:
        return Asking(
            question=question,
            follows=tuple((self._condition(one.when), _plain(one.value)) for one in question.follows),
            options=tuple(
                (option.key, self._condition(option.only_if) if option.only_if else None)
                for option in question.options
            ),
        )

    def _inference(self, derived: Derived) -> Inference:
        return Inference(
            derived=derived, condition=self._condition(derived.condition) if derived.condition else None,
        )

    def _demanded(self, demand: Demand) -> Demanded:
        return Demanded(
            demand=demand, applies_if=self._condition(demand.applies_if), met_if=self._condition(demand.met_if),
            waived=self._reasons(demand.waived), weighed=self._reasons(demand.weighed),
        )

    def _wanted(self, document: Document) -> Wanted:
        return Wanted(
            document=document, needed_if=self._condition(document.needed_if),
            not_needed=self._reasons(document.not_needed),
        )

    def _reasons(self, reasons: Iterable[Because]) -> Reasons:
        return tuple((self._condition(one.when), one) for one in reasons)

    def _condition(self, text: str | None) -> Condition:
        try:
            return self.language.condition(text or 'true')
        except WrongCondition as error:
            raise WrongCondition(f'{error} (in: {text})') from error


def _holding(entries: Sequence[Entry], day: date) -> list[Entry]:
    return [one for one in entries if one.holds_on(day)]


def _plain(value: Any) -> Any:
    """Numbers of a file as facts are: whole ones as `int`."""
    return int(value) if isinstance(value, Decimal) and value == value.to_integral_value() else value
