"""The answers that can make a difference to a condition: few enough to try them all.

Of a number or an age these are the ones around each number that it is compared with; of countries, those that a
condition names and one of each kind in the table; of incomes, each kind of income in a few sizes.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations
from math import ceil, floor
from typing import Any

from dateutil.relativedelta import relativedelta

from portal.checklist.model import Country, Derived, Income, Kind, Question
from portal.checklist.rules.checking.sites import NORMS
from portal.checklist.rules.expressions import Atom, Fact
from portal.checklist.rules.income import KINDS, LASTS_DAYS
from portal.checklist.rules.known import Known, Sources

MOST_YEARS, MOST_MONTHS = 150, 1800
YEARS_BACK = 0, 1, 10, 40
"""Dates that are always tried, so that one can be before, on or after another."""
LARGEST = 9999


class Domains:
    """The answers to try, question by question, for conditions that are made of these comparisons."""

    def __init__(self, sources: Sources, comparisons: Iterable[Atom], facts: Iterable[str]) -> None:
        self._sources = sources
        self._derived = [sources.derived[name].derived for name in sorted(facts) if name in sources.derived]
        self._numbers: defaultdict[str, set[Decimal]] = defaultdict(set)
        self._texts: defaultdict[str, set[str]] = defaultdict(set)
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        for atom in comparisons:
            self._note(atom)
        self._known: dict[str, Sequence[Any]] = {}

    def answers(self, name: str, known: Known) -> Sequence[Any]:
        """The answers to try to a question, for somebody about whom this is known."""
        question = self._sources.questions[name].question
        if question.kind is Kind.CHOICE:
            return known.offered(name)
        if name not in self._known:
            self._known[name] = list(self._of(question))
        return self._known[name]

    def _note(self, atom: Atom) -> None:
        for one, other in ((atom.left, atom.right), (atom.right, atom.left)):
            if not isinstance(one, Fact):
                continue
            if not isinstance(other, Fact):
                self._note_values(one.name, other)
            elif other.name in self._sources.parameters:
                self._numbers[one.name].add(self._sources.parameters[other.name])
            else:
                self._near[one.name].add(other.name)

    def _note_values(self, name: str, other: Any) -> None:
        for value in other if isinstance(other, (tuple, set, frozenset)) else (other,):
            if isinstance(value, Decimal):
                self._numbers[name].add(value)
            elif isinstance(value, str):
                self._texts[name].add(value)

    def _of(self, question: Question) -> Iterable[Any]:
        if question.kind is Kind.YES_NO:
            return (True, False)
        if question.kind is Kind.NUMBER:
            return self._whole_numbers(question)
        if question.kind is Kind.DATE:
            return self._dates(question)
        if question.kind is Kind.INCOMES:
            return _incomes(self._sources)
        countries = self._countries(question)
        if question.kind is Kind.COUNTRY:
            return countries
        return [{key} for key in countries] + [set(pair) for pair in combinations(countries, 2)]

    def _around(self, name: str) -> list[int]:
        """Whole numbers just below, at and just above what a fact, or one it is compared with, is compared with."""
        found = set().union(*(self._numbers[one] for one in self._cluster(name)))
        around = ((floor(value) - 1, floor(value), ceil(value), ceil(value) + 1) for value in found)
        return sorted({number for numbers in around for number in numbers})

    def _cluster(self, name: str) -> set[str]:
        """A fact, and all with which it is compared, directly or in steps."""
        found: set[str] = set()
        waiting = {name}
        while waiting:
            one = waiting.pop()
            found.add(one)
            waiting |= self._near[one] - found
        return found

    def _whole_numbers(self, question: Question) -> list[int]:
        least = 0 if question.least is None else question.least
        most = LARGEST if question.most is None else question.most
        return sorted({least, most} | {number for number in self._around(question.key) if least <= number <= most})

    def _dates(self, question: Question) -> list[date]:
        day = self._sources.day
        found = {day - relativedelta(years=years) for years in YEARS_BACK} | {day + relativedelta(years=1)}
        cluster = self._cluster(question.key)
        for derived in self._derived:
            base = derived.age_of or derived.months_since
            if base in cluster or self._cluster(derived.key) & cluster:
                found |= set(self._since(derived))
        around = {one + timedelta(days=step) for one in found for step in ((-1, 0, 1) if len(cluster) > 1 else (0,))}
        return sorted(one for one in around if one <= day or not question.past)

    def _since(self, derived: Derived) -> Iterator[date]:
        for number in self._around(derived.key):
            if derived.age_of and abs(number) <= MOST_YEARS:
                yield self._sources.day - relativedelta(years=number)
            elif derived.months_since and abs(number) <= MOST_MONTHS:
                yield self._sources.day - relativedelta(months=number)

    def _countries(self, question: Question) -> list[str]:
        """Those that are named, and one of each kind that the table of countries tells apart."""
        columns = {derived.column for derived in self._derived if derived.country_of == question.key and derived.column}
        named = set().union(*(self._texts[one] for one in self._cluster(question.key)))
        possible = {
            key: country for key, country in self._sources.countries.items()
            if country.has_nationality or not question.nationality
        }
        kinds: dict[tuple, str] = {}
        for key, country in possible.items():
            kinds.setdefault(_kind_of(country, columns), key)
        return sorted((named & set(possible)) | set(kinds.values()))


def _kind_of(country: Country, columns: Iterable[str]) -> tuple:
    return tuple(getattr(country, column) for column in sorted(columns))


def _incomes(sources: Sources) -> list[tuple[Income, ...]]:
    """One income of each kind, little or much, with and without an end; and all kinds at once."""
    day, norm = sources.day, sources.parameters.get(f'param.{NORMS[1]}', Decimal(2000))
    long_ago = day - timedelta(days=4 * LASTS_DAYS)
    much = [Income(kind=kind, gross=norm * 1000, start=long_ago) for kind in KINDS]
    little = [Income(kind=kind, gross=Decimal(1), start=long_ago) for kind in KINDS]
    work = [
        Income(kind='employed', gross=norm, start=long_ago, end=None if days is None else day + timedelta(days=days),
               flexible=flexible)
        for flexible in (False, True) for days in (None, 300, 30, -1)
    ]
    young = Income(kind='self_employed', gross=norm, start=day)
    return [*((one,) for one in (*much, *little, *work, young)), tuple(much)]
