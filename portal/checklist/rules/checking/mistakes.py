"""All mistakes: with one of them the rule files cannot be used, and the portal does not start."""

from collections.abc import Iterator, Mapping

from portal.checklist.errors import WrongCondition
from portal.checklist.model import Country, Kind, RuleFiles
from portal.checklist.rules.book import language_of
from portal.checklist.rules.checking.keys import key_mistakes
from portal.checklist.rules.checking.references import References
from portal.checklist.rules.checking.sites import Uses, sites
from portal.checklist.rules.expressions import Atom, Condition, Fact, atoms
from portal.checklist.rules.income import EVIDENCE_OF, EVIDENCE_OF_WORK
from portal.checklist.rules.language import Language
from portal.kernel.data_files import Finding, Path


def mistakes(files: RuleFiles, countries: Mapping[str, Country]) -> Iterator[Finding]:
    """What is wrong, and where; later checks need what earlier ones found right."""
    wrong_keys = [*key_mistakes(files)]
    yield from wrong_keys
    if wrong_keys:
        return
    language = language_of(files)
    found = [*References(files, countries).mistakes(), *_condition_mistakes(files, countries, language)]
    yield from found
    if not found:
        yield from _circles(files, language)


def _condition_mistakes(files: RuleFiles, countries: Mapping[str, Country], language: Language) -> Iterator[Finding]:
    answers = _texts(files, countries)
    for site in sites(files):
        try:
            condition = language.condition(site.text)
        except WrongCondition as error:
            yield Finding(site.path, str(error))
        else:
            yield from _wrong_answers(site.path, condition, answers)


def _texts(files: RuleFiles, countries: Mapping[str, Country]) -> dict[str, set[str]]:
    """For each fact that is a text, or several: which texts it can be."""
    evidence = {*EVIDENCE_OF.values(), *EVIDENCE_OF_WORK}
    found = {derived.key: evidence for derived in files.derived if derived.income == 'evidence'}
    for question in files.questions:
        if question.kind is Kind.CHOICE:
            found[question.key] = found.get(question.key, set()) | {option.key for option in question.options}
        elif question.kind in (Kind.COUNTRY, Kind.COUNTRIES):
            found[question.key] = set(countries)
    return found


def _wrong_answers(path: Path, condition: Condition, answers: Mapping[str, set[str]]) -> Iterator[Finding]:
    for atom in atoms(condition):
        for name, text in compared_texts(atom):
            if text not in answers[name]:
                yield Finding(path, f'{text!r} is no answer to {name}')


def compared_texts(atom: Atom) -> Iterator[tuple[str, str]]:
    """The fact in a comparison, and each text that it is compared with."""
    for one, other in ((atom.left, atom.right), (atom.right, atom.left)):
        if isinstance(one, Fact) and not isinstance(other, Fact):
            found = other if isinstance(other, (tuple, set, frozenset)) else (other,)
            yield from ((one.name, text) for text in found if isinstance(text, str))


def _circles(files: RuleFiles, language: Language) -> Iterator[Finding]:
    """Facts that hang on themselves."""
    uses = Uses.of(files, language)
    paths: dict[str, Path] = {one.key: ('questions', place) for place, one in enumerate(files.questions)}
    paths |= {one.key: ('derived', place) for place, one in enumerate(files.derived)}
    for name, path in paths.items():
        if name in uses.behind(uses.direct[name]):
            yield Finding((*path, 'key'), f'{name} hangs on itself: {" <- ".join(_way_round(name, uses))}')


def _way_round(name: str, uses: Uses) -> list[str]:
    """A shortest way from a fact back to itself."""
    ways = [[name]]
    while ways:
        way = ways.pop(0)
        for step in sorted(uses.direct.get(way[-1], ())):
            if step == name:
                return [*way, name]
            if step not in way and name in uses.behind([step]):
                ways.append([*way, step])
    return [name]
