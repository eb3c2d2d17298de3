"""Answers as JSON: nested by the dots in their names, for the store, the file to keep at home, and `checklist explain`.

`{"purpose": "partner_married", "app": {"birthdate": "1998-03-01", "nationalities": ["MA"]}}`. An answer that nobody
has given is left out; "I do not know" is written `"?"`.
"""

from collections.abc import Collection, Iterator, Mapping
from contextlib import nullcontext, suppress
from dataclasses import replace
from datetime import date
from typing import Any

from pydantic import TypeAdapter

from portal.checklist.answer_values import INCOMES, read_answer, read_derived, sensible
from portal.checklist.errors import AnswerImpossible, WrongFile
from portal.checklist.model import DO_NOT_KNOW, UNKNOWN, Answers, Details
from portal.checklist.rules.known import INCOMES as PAID
from portal.checklist.rules.known import Sources

DETAILS, CODE = 'doc', 'code'
ALIASES = {'child.age': 'app.age'}
"""Names by which the same fact is known elsewhere: the child is the person who wants to come."""
ONE_PAPER = TypeAdapter(Details)


def read_answers(written: Any, sources: Sources, *, today: date | None = None, patient: bool = False) -> Answers:
    """The answers that this JSON says; names that are not asked are passed over.

    What must lie in the past cannot lie after `today`, which is the day of the sources when not given.

    Raises an `AnswerImpossible`, or passes that answer over as well when `patient`: the rules may have changed
    since it was kept.
    """
    if not isinstance(written, Mapping):
        raise WrongFile
    details = {code: _details(code, one) for code, one in _papers(written.get(DETAILS))}
    facts = {}
    for name, value in _named(written):
        with suppress(AnswerImpossible) if patient else nullcontext():
            facts.update(_fact(ALIASES.get(name, name), value, sources, today or sources.day))
    return Answers(facts=facts, details=details)


def _fact(name: str, value: Any, sources: Sources, today: date) -> dict[str, Any]:
    if value is not None and name in sources.questions:
        question = sources.questions[name].question
        answer = read_answer(question, value, sources.countries)
        if question.past and answer is not UNKNOWN and answer > today:
            raise AnswerImpossible(name, f'{value} lies in the future')
        return {name: answer}
    if value is not None and name in sources.derived:
        return {name: read_derived(sources.derived[name].derived, value)}
    return {}


def ignored_names(written: Mapping[str, Any], sources: Sources) -> list[str]:
    """The names in a file of answers that are no facts on the day of the sources."""
    names = (ALIASES.get(name, name) for name, _ in _named(written))
    return sorted(name for name in names if name not in sources.questions and name not in sources.derived)


def _papers(written: Any) -> Iterator[tuple[str, Mapping]]:
    """Details of papers: by code, or as a list of entries that name theirs."""
    if isinstance(written, Mapping):
        yield from written.items()
    elif isinstance(written, Collection) and not isinstance(written, str):
        for one in written:
            if isinstance(one, Mapping) and CODE in one:
                yield str(one[CODE]), {name: value for name, value in one.items() if name != CODE}


def _details(code: str, written: Any) -> Details:
    try:
        details = ONE_PAPER.validate_python(written)
        return details if details.issue_date is None else replace(details, issue_date=sensible(details.issue_date))
    except ValueError as error:
        raise AnswerImpossible(f'{DETAILS}.{code}', 'these details are not possible') from error


def _named(written: Mapping) -> Iterator[tuple[str, Any]]:
    """Each fact by its name with dots, and what the file says it is."""
    return _flat({name: value for name, value in written.items() if name != DETAILS})


def _flat(written: Mapping, path: str = '') -> Iterator[tuple[str, Any]]:
    for name, value in written.items():
        if isinstance(value, Mapping) and f'{path}{name}' != PAID:
            yield from _flat(value, f'{path}{name}.')
        else:
            yield f'{path}{name}', value


def write_answers(answers: Answers) -> dict[str, Any]:
    """The same answers as JSON again."""
    written: dict[str, Any] = {}
    for name, value in answers.facts.items():
        *groups, last = name.split('.')
        inside = written
        for group in groups:
            inside = inside.setdefault(group, {})
        inside[last] = _plain(value)
    if answers.details:
        written[DETAILS] = {
            code: ONE_PAPER.dump_python(one, mode='json', exclude_defaults=True)
            for code, one in answers.details.items()
        }
    return written


def _plain(value: Any) -> Any:
    if value is UNKNOWN:
        return DO_NOT_KNOW
    if isinstance(value, set):
        return sorted(value)
    if isinstance(value, tuple):
        return INCOMES.dump_python(value, mode='json', exclude_defaults=True)
    return value.isoformat() if isinstance(value, date) else value
