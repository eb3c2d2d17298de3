"""What is known about somebody on a day: their answers, and all that follows from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.checklist.model import UNKNOWN, Answers, Country, Derived, Kind, Question
from portal.checklist.rules.expressions import NOTHING, Condition
from portal.checklist.rules.income import Assessed, assess

INCOMES = 'spo.income'
SINGLE = 'household_single'
"""The fact that tells which of the two norms counts."""
NORMS = {True: 'param.income_norm_single', False: 'param.income_norm_couple'}


@dataclass(frozen=True)
class Open:
    """A fact that is not known, and the questions that could still tell it; none when nobody knows."""

    questions: frozenset[str] = NOTHING


@dataclass(frozen=True, kw_only=True)
class Asking:
    """A question with its conditions compiled."""

    question: Question
    follows: tuple[tuple[Condition, Any], ...]
    options: tuple[tuple[str, Condition | None], ...]


@dataclass(frozen=True, kw_only=True)
class Inference:
    """A derived fact with its condition compiled."""

    derived: Derived
    condition: Condition | None


@dataclass(frozen=True, kw_only=True)
class Sources:
    """Where facts come from, besides answers, on one day."""

    day: date
    parameters: Mapping[str, Any]
    questions: Mapping[str, Asking]
    derived: Mapping[str, Inference]
    countries: Mapping[str, Country]


class Known:
    """The facts about one person, each worked out once."""

    def __init__(self, sources: Sources, answers: Answers) -> None:
        self.sources, self.answers = sources, answers
        self._found: dict[str, Any] = {}

    def missing(self, names: Sequence[str]) -> frozenset[str] | None:
        """None when all of these are known; else the questions that could still be asked to know them."""
        found = [fact.questions for name in names if isinstance(fact := self.look_up(name), Open)]
        return frozenset().union(*found) if found else None

    def value(self, name: str) -> Any:
        """A fact that is known; an `Open` for one that is not."""
        return self.look_up(name)

    def look_up(self, name: str) -> Any:
        """The fact, or an `Open`."""
        if name not in self._found:
            self._found[name] = self._work_out(name)
        return self._found[name]

    def offered(self, question: str) -> list[str]:
        """The options of a question that are not excluded for this person."""
        options = self.sources.questions[question].options
        return [key for key, only_if in options if only_if is None or only_if.truth(self).value is not False]

    def offer_hangs_on(self, question: str) -> frozenset[str]:
        """The questions that could still exclude some of its options."""
        conditions = [only_if for _, only_if in self.sources.questions[question].options if only_if is not None]
        return frozenset().union(*(condition.truth(self).open for condition in conditions))

    def assessed(self) -> Assessed | Open:
        """What the income check finds, or what is missing for it."""
        return self.look_up('income')

    def _work_out(self, name: str) -> Any:
        given = self.answers.facts.get(name)
        if given is UNKNOWN:
            return Open()
        if given is not None:
            return given
        if name in self.sources.parameters:
            return self.sources.parameters[name]
        if name.startswith('param.'):
            return Open()  # the number of that day is not in the files
        if name == 'income':
            return self._assess()
        if name in self.sources.derived:
            return self._infer(self.sources.derived[name])
        return self._follow(name, self.sources.questions[name]) if name in self.sources.questions else Open()

    def _follow(self, name: str, asking: Asking) -> Any:
        if asking.question.implied_by and self.answers.known(asking.question.implied_by):
            return True
        undecided: frozenset[str] = NOTHING
        for condition, value in asking.follows:
            truth = condition.truth(self)
            if truth.value:
                return value
            undecided |= truth.open
        if undecided:
            return Open(undecided)
        if asking.question.kind is Kind.CHOICE and asking.options:
            offered = self.offered(name)
            if len(offered) == 1 and not self.offer_hangs_on(name):
                return offered[0]
        return Open(frozenset({name}))

    def _infer(self, inference: Inference) -> Any:
        derived = inference.derived
        if inference.condition is not None:
            truth = inference.condition.truth(self)
            return Open(truth.open) if truth.value is None else truth.value
        if derived.income:
            assessed = self.assessed()
            found = assessed if isinstance(assessed, Open) else getattr(assessed, derived.income)
            return Open() if found is None else found
        base = self.look_up(derived.age_of or derived.months_since or derived.country_of or '')
        if isinstance(base, Open):
            return base
        if derived.column:
            return self._said_of(base, derived.column)
        return whole_years(base, self.sources.day) if derived.age_of else whole_months(base, self.sources.day)

    def _said_of(self, countries: Any, column: str) -> bool | Open:
        """Yes when one of the countries is said to be so, no when all are said not to be."""
        keys = {countries} if isinstance(countries, str) else countries
        said = {getattr(self.sources.countries[key], column) for key in keys}
        return True if 'y' in said else False if said == {'n'} else Open()

    def norm(self) -> Any:
        """How high the income must be, or what is missing to know it."""
        single = self.look_up(SINGLE)
        if isinstance(single, Open):
            return single
        return self.look_up(NORMS[single])

    def _assess(self) -> Assessed | Open:
        single = self.look_up(SINGLE)
        if not isinstance(single, Open):
            return self._assess_by(NORMS[single])
        # Which of the two norms counts only matters where they lead to different outcomes.
        alone, together = self._assess_by(NORMS[True]), self._assess_by(NORMS[False])
        if isinstance(alone, Open) or isinstance(together, Open):
            return together
        return together if alone.tests == together.tests else single

    def _assess_by(self, norm: str) -> Assessed | Open:
        needed = [self.look_up(name) for name in (INCOMES, norm, 'param.capital_yield')]
        for fact in needed:
            if isinstance(fact, Open):
                return fact
        incomes, amount, capital_yield = needed
        return assess(incomes, norm=amount, day=self.sources.day, capital_yield=capital_yield)


def whole_years(since: date, day: date) -> int:
    """Whole years: who was born on 29 February is a year older on 1 March."""
    return day.year - since.year - ((day.month, day.day) < (since.month, since.day))


def whole_months(since: date, day: date) -> int:
    """Whole months; negative when the date is yet to come."""
    return (day.year - since.year) * 12 + day.month - since.month - (day.day < since.day)
