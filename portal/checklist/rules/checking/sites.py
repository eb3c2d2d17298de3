"""Every place in the rule files where a condition stands, and which facts each fact is worked out from."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from portal.checklist.model import Because, Document, Purpose, Question, Route, RuleFiles
from portal.checklist.model import Condition as Demand
from portal.checklist.model.entries import Dated
from portal.checklist.rules.expressions import Condition, atoms
from portal.checklist.rules.known import INCOMES, SINGLE, Sources
from portal.checklist.rules.language import Language
from portal.kernel.data_files import Path

NORMS = 'income_norm_single', 'income_norm_couple', 'capital_yield'
"""The parameters that the income check uses."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A condition as it is written, where it stands, and for whom the rules look at it."""

    path: Path
    text: str
    entry: Dated | None = None
    """The fact of law that it is a part of; None for what holds on every day."""
    purposes: tuple[str, ...] = ()
    """None given: whatever the purpose is."""
    given: str = 'true'
    """They look at it only where this is so."""
    after: tuple[str, ...] = ()
    """The first that is true counts, and these come before it."""


def sites(files: RuleFiles) -> Iterator[Site]:
    """All conditions, in the order of the files."""
    for place, question in enumerate(files.questions):
        yield from _of_question(('questions', place), question)
    for place, derived in enumerate(files.derived):
        if derived.condition is not None:
            yield Site(path=('derived', place, 'is'), text=derived.condition)
    for place, purpose in enumerate(files.purposes):
        yield from _of_purpose(('purposes', place), purpose)
    for place, route in enumerate(files.routes):
        yield from _of_route(('routes', place), route)
    for place, demand in enumerate(files.conditions):
        yield from _of_demand(('conditions', place), demand)
    for place, document in enumerate(files.documents):
        yield from _of_document(('documents', place), document)
    for place, contradiction in enumerate(files.contradictions):
        yield Site(path=('contradictions', place, 'if'), text=contradiction.when)


def _of_question(path: Path, question: Question) -> Iterator[Site]:
    for place, option in enumerate(question.options):
        if option.only_if is not None:
            yield Site(path=(*path, 'options', place, 'only_if'), text=option.only_if, entry=question)
    for place, follows in enumerate(question.follows):
        after = tuple(one.when for one in question.follows[:place])
        yield Site(path=(*path, 'follows', place, 'if'), text=follows.when, entry=question, after=after)


def _of_purpose(path: Path, purpose: Purpose) -> Iterator[Site]:
    for place, fee in enumerate(purpose.fees):
        after = tuple(one.when or 'true' for one in purpose.fees[:place])
        text, purposes = fee.when or 'true', (purpose.key,)
        yield Site(path=(*path, 'fees', place, 'if'), text=text, entry=purpose, purposes=purposes, after=after)


def _of_route(path: Path, route: Route) -> Iterator[Site]:
    if route.when is not None:
        yield Site(path=(*path, 'if'), text=route.when, entry=route, purposes=route.purposes)


def _of_demand(path: Path, demand: Demand) -> Iterator[Site]:
    if demand.applies_if is not None:
        yield Site(path=(*path, 'applies_if'), text=demand.applies_if, entry=demand, purposes=demand.purposes)
    given = demand.applies_if or 'true'
    yield Site(path=(*path, 'met_if'), text=demand.met_if, entry=demand, purposes=demand.purposes, given=given)
    for kind, reasons in (('waived', demand.waived), ('weighed', demand.weighed)):
        yield from _reasons((*path, kind), reasons, entry=demand, purposes=demand.purposes, given=given)


def _of_document(path: Path, document: Document) -> Iterator[Site]:
    yield Site(path=(*path, 'needed_if'), text=document.needed_if, entry=document, purposes=document.purposes)
    yield from _reasons((*path, 'not_needed'), document.not_needed, entry=document, purposes=document.purposes)


def _reasons(
    path: Path, reasons: Iterable[Because], *, entry: Dated, purposes: tuple[str, ...], given: str = 'true',
) -> Iterator[Site]:
    for place, reason in enumerate(reasons):
        yield Site(path=(*path, place, 'if'), text=reason.when, entry=entry, purposes=purposes, given=given)


def names_in(condition: Condition) -> frozenset[str]:
    """The facts that a condition names."""
    return frozenset(name for atom in atoms(condition) for name in atom.names)


def conditions_of(name: str, sources: Sources) -> Iterator[Condition]:
    """The conditions from which a fact follows, or that decide which of its options there are."""
    if name in sources.questions:
        asking = sources.questions[name]
        yield from (condition for condition, _ in asking.follows)
        yield from (condition for _, condition in asking.options if condition is not None)
    if name in sources.derived and (condition := sources.derived[name].condition) is not None:
        yield condition


@dataclass(frozen=True)
class Uses:
    """Which facts each fact is worked out from, or its question hangs on."""

    direct: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, files: RuleFiles, language: Language) -> 'Uses':
        """As the rule files say."""
        direct: dict[str, set[str]] = {}
        for question in files.questions:
            found = direct.setdefault(question.key, set())
            for text in (*(one.only_if for one in question.options), *(one.when for one in question.follows)):
                found |= names_in(language.condition(text)) if text else set()
        for derived in files.derived:
            found = direct.setdefault(derived.key, set())
            found |= names_in(language.condition(derived.condition)) if derived.condition else set()
            found |= {name for name in (derived.age_of, derived.months_since, derived.country_of) if name}
            found |= {INCOMES, SINGLE, *(f'param.{key}' for key in NORMS)} if derived.income else set()
        return cls({name: frozenset(found) for name, found in direct.items()})

    def behind(self, names: Iterable[str]) -> frozenset[str]:
        """These facts, and all those that they hang on."""
        found: set[str] = set()
        waiting = set(names)
        while waiting:
            name = waiting.pop()
            found.add(name)
            waiting |= self.direct.get(name, frozenset()) - found
        return frozenset(found)


def still_counts(entry: Dated, today: date) -> bool:
    """It holds now, or is still to come."""
    return entry.valid_until is None or today <= entry.valid_until
