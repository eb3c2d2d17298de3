"""One answer: from what JSON says to what the rules want."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from portal.checklist.errors import AnswerImpossible, NoNationality
from portal.checklist.model import DO_NOT_KNOW, UNKNOWN, Country, Derived, Income, Kind, Question
from portal.checklist.rules.income import KINDS

MOST_VALUES, MOST_EURO, MOST_NUMBER = 30, 1_000_000_000, 10_000
FIRST_YEAR, LAST_YEAR = 1850, 2200
INCOMES = TypeAdapter(tuple[Income, ...])


def read_answer(question: Question, value: Any, countries: Mapping[str, Country]) -> Any:
    """One answer, as the rules want it; raises an `AnswerImpossible`."""
    if value == DO_NOT_KNOW:
        return UNKNOWN
    try:
        return READERS[question.kind](question, value, countries)
    except (ValueError, TypeError, OverflowError) as error:
        raise AnswerImpossible(question.key, f'{value!r} is not possible') from error


def _choice(question: Question, value: Any, _: Mapping) -> str:
    if value not in {option.key for option in question.options}:
        raise ValueError
    return str(value)


def _yes_no(_question: Question, value: Any, _: Mapping) -> bool:
    if not isinstance(value, bool):
        raise ValueError
    return value


def _date(_question: Question, value: Any, _: Mapping) -> date:
    return sensible(date.fromisoformat(value))


def sensible(day: date) -> date:
    """The day, when people alive today can have to do with it; raises `ValueError`."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError
    return day


def _number(question: Question, value: Any, _: Mapping) -> int:
    if isinstance(value, bool) or int(value) != value:
        raise ValueError
    if (question.least is not None and value < question.least) or (question.most is not None and value > question.most):
        raise ValueError
    return int(value)


def _country(question: Question, value: Any, countries: Mapping[str, Country]) -> str:
    if value not in countries:
        raise ValueError
    if question.nationality and not countries[value].has_nationality:
        raise NoNationality(question.key, f'{value} has no nationality of its own')
    return str(value)


def _countries(question: Question, value: Any, countries: Mapping[str, Country]) -> set[str]:
    if not isinstance(value, (list, tuple, set)) or not 0 < len(value) <= MOST_VALUES:
        raise ValueError
    return {_country(question, one, countries) for one in value}


def _incomes(_question: Question, value: Any, _: Mapping) -> tuple[Income, ...]:
    incomes = INCOMES.validate_python(value if isinstance(value, (list, tuple)) else [value])
    if len(incomes) > MOST_VALUES or not all(_is_sensible(income) for income in incomes):
        raise ValueError
    return incomes


def _is_sensible(income: Income) -> bool:
    return income.kind in KINDS and (income.gross is None or 0 <= income.gross <= MOST_EURO)


READERS = {
    Kind.CHOICE: _choice, Kind.YES_NO: _yes_no, Kind.DATE: _date, Kind.NUMBER: _number, Kind.COUNTRY: _country,
    Kind.COUNTRIES: _countries, Kind.INCOMES: _incomes,
}


def read_derived(derived: Derived, value: Any) -> Any:
    """A fact that is usually worked out, when somebody gives it as it is; raises an `AnswerImpossible`."""
    if value == DO_NOT_KNOW:
        return UNKNOWN
    if derived.income == 'evidence' and isinstance(value, list) and all(isinstance(one, str) for one in value):
        return set(value)
    if derived.age_of or derived.months_since:
        least = 0 if derived.age_of else -MOST_NUMBER
        if isinstance(value, int) and not isinstance(value, bool) and least <= value <= MOST_NUMBER:
            return value
    elif isinstance(value, bool) and derived.income != 'evidence':
        return value
    raise AnswerImpossible(derived.key, f'{value!r} is not possible')
