"""Mistakes in what entries say of each other: purposes, parameters, groups, facts and answers that do not exist."""

from collections.abc import Container, Iterator, Mapping
from decimal import Decimal

from portal.checklist.model import Country, Derived, Kind, Purpose, Question, RuleFiles, Value
from portal.checklist.rules.checking.sites import NORMS
from portal.checklist.rules.known import INCOMES, SINGLE
from portal.kernel.data_files import Finding, Path

PURPOSE, GROUP = 'purpose', 'purpose_group'
COLUMNS = 'mvv_exempt', 'tb_test_exempt', 'civic_exam_abroad_exempt', 'apostille_convention'
CHECKS = 'enough', 'independent', 'durable', 'evidence'
WAYS = ('is', 'condition'), ('age_of',) * 2, ('months_since',) * 2, ('country_of',) * 2, ('income',) * 2
"""The ways to work out a fact: the field in the file and in memory."""
COUNTRY_KINDS = {Kind.COUNTRY, Kind.COUNTRIES}
DAY_KINDS = {Kind.DATE}


class References:
    """Looks up what entries name."""

    def __init__(self, files: RuleFiles, countries: Mapping[str, Country]) -> None:
        self._files, self._countries = files, countries
        self._questions = {one.key: one for one in files.questions}
        self._derived = {one.key for one in files.derived}
        self._purposes = {one.key for one in files.purposes}
        self._parameters = {one.key for one in files.parameters}

    def mistakes(self) -> Iterator[Finding]:
        """All names of things that do not exist, and answers that are not possible."""
        for place, question in enumerate(self._files.questions):
            yield from self._of_question(('questions', place), question)
        for place, derived in enumerate(self._files.derived):
            yield from self._of_derived(('derived', place), derived)
        for place, purpose in enumerate(self._files.purposes):
            yield from self._of_purpose(('purposes', place), purpose)
        for kind in ('routes', 'conditions', 'documents'):
            for place, entry in enumerate(getattr(self._files, kind)):
                yield from self._known_purposes((kind, place, 'purposes'), entry.purposes)
        for place, document in enumerate(self._files.documents):
            path, form = ('documents', place, 'form'), document.form
            yield from self._about((*path, 'country_from'), form.country_from, 'a country', COUNTRY_KINDS)
            yield from self._about((*path, 'issued_from'), form.issued_from, 'a date', DAY_KINDS)
        for place, contradiction in enumerate(self._files.contradictions):
            for field in ('one', 'other'):
                name = getattr(contradiction, field)
                if name not in self._questions:
                    yield Finding(('contradictions', place, field), f'there is no question {name}')

    def _kind(self, name: str | None) -> Kind | None:
        question = self._questions.get(name or '')
        return None if question is None else question.kind

    def _about(self, path: Path, name: str | None, what: str, kinds: Container[Kind]) -> Iterator[Finding]:
        if name is not None and self._kind(name) not in kinds:
            yield Finding(path, f'there is no question {name} about {what}')

    def _known_purposes(self, path: Path, purposes: tuple[str, ...]) -> Iterator[Finding]:
        if not purposes:
            yield Finding(path, 'name one purpose or more')
        for place, key in enumerate(purposes):
            if key not in self._purposes:
                yield Finding((*path, place), f'there is no purpose {key}')

    def _of_question(self, path: Path, question: Question) -> Iterator[Finding]:
        if (question.kind is Kind.INCOMES) != (question.key == INCOMES):
            yield Finding((*path, 'kind'), f'only {INCOMES} asks for incomes')
        if (question.kind is Kind.CHOICE) != bool(question.options):
            yield Finding((*path, 'options'), 'a choice has options; what is no choice has none')
        keys = [option.key for option in question.options]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                yield Finding((*path, 'options', place, 'key'), f'the option {key} is there twice')
            elif question.key == PURPOSE and key not in self._purposes:
                yield Finding((*path, 'options', place, 'key'), f'there is no purpose {key}')
        for place, follows in enumerate(question.follows):
            if not self._is_possible(question, follows.value):
                yield Finding((*path, 'follows', place, 'is'), f'{follows.value} is no answer to {question.key}')

    def _is_possible(self, question: Question, value: Value) -> bool:
        if question.kind is Kind.CHOICE:
            return value in {option.key for option in question.options}
        if question.kind is Kind.YES_NO:
            return isinstance(value, bool)
        if question.kind is Kind.NUMBER:
            return isinstance(value, Decimal) and value == value.to_integral_value()
        return question.kind is Kind.COUNTRY and value in self._countries

    def _of_derived(self, path: Path, derived: Derived) -> Iterator[Finding]:
        written = [field for field, name in WAYS if getattr(derived, name) is not None]
        if len(written) != 1:
            ways = ', '.join(field for field, _ in WAYS)
            yield Finding(path, f'{derived.key} must be worked out in exactly one way: {ways}')
        for field in ('age_of', 'months_since'):
            yield from self._about((*path, field), getattr(derived, field), 'a date', DAY_KINDS)
        yield from self._about((*path, 'country_of'), derived.country_of, 'a country', COUNTRY_KINDS)
        if (derived.country_of is None) != (derived.column is None) or derived.column not in (None, *COLUMNS):
            yield Finding((*path, 'column'), f'country_of goes with a column: {", ".join(COLUMNS)}')
        if derived.income is not None:
            yield from self._of_income((*path, 'income'), derived.income)

    def _of_income(self, path: Path, check: str) -> Iterator[Finding]:
        if check not in CHECKS:
            yield Finding(path, f'the income check finds {", ".join(CHECKS)}, but not {check}')
        if INCOMES not in self._questions or SINGLE not in self._derived | set(self._questions):
            yield Finding(path, f'the income check needs the facts {INCOMES} and {SINGLE}')
        for key in sorted(set(NORMS) - self._parameters):
            yield Finding(path, f'the income check needs the parameter {key}')

    def _of_purpose(self, path: Path, purpose: Purpose) -> Iterator[Finding]:
        for field, name, value in (('key', PURPOSE, purpose.key), ('group', GROUP, purpose.group)):
            question = self._questions.get(name)
            if question is None or value not in {option.key for option in question.options}:
                yield Finding((*path, field), f'the question {name} has no option {value}')
        for place, fee in enumerate(purpose.fees):
            if fee.parameter not in self._parameters:
                yield Finding((*path, 'fees', place, 'parameter'), f'there is no parameter {fee.parameter}')
