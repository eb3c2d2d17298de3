"""The proof that the rules are right: people in tables that a lawyer can check, and what must come out for each.

The tables are in `personas/`. Everybody's papers are complete: one too many fails as one too few does. So are the
conditions that they do not meet or that are not clear, the ways to apply and the questions that are still open.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

import pytest

from portal.checklist.model import Answers, ConditionState, Found, Need, RuleFiles, Step
from portal.checklist.rules.income import KINDS
from portal.checklist.service import Checklist
from tests.checklist.people import PAPERS, Persona, read_people

MORE_THAN_ONCE, ENOUGH_PEOPLE = 2, 77
PEOPLE = read_people()


@pytest.mark.parametrize('persona', PEOPLE, ids=lambda one: one.name)
def test_what_comes_out(checklist: Checklist, persona: Persona):
    found, answers = outcome(checklist, persona)
    mistakes = [
        *paper_mistakes(persona, found), *condition_mistakes(persona, found),
        *differences('ways to apply', persona.ways, (way.route.key for way in found.ways)),
        *differences('open questions', persona.open, (question.key for question in found.open)),
        *step_mistakes(checklist, persona, answers), *derived_mistakes(checklist, persona, answers),
    ]
    if found.fee != persona.fee:
        mistakes.append(f'the fee is {found.fee}, expected {persona.fee}')
    assert not mistakes, '\n'.join([persona.name, *mistakes])


def test_people_answer_only_what_is_asked(checklist: Checklist):
    """A name that is misspelled would be passed over."""
    for persona in PEOPLE:
        assert persona.answers.keys() <= {*checklist.questions, PAPERS}, persona.name


def test_everybody_is_somebody_else():
    names = [one.name for one in PEOPLE]
    assert len(set(names)) == len(names) >= ENOUGH_PEOPLE


def test_every_purpose_more_than_once(checklist: Checklist):
    wanted = [found.purpose.key for found in outcomes(checklist)]
    assert {one.key for one in checklist.files.purposes if wanted.count(one.key) < MORE_THAN_ONCE} == set()


EVERYBODY_NEEDS = {
    'D03', 'D26', 'D40', 'D41', 'D42', 'D47', 'D51', 'D53', 'D54', 'D60', 'D63', 'D70', 'D71', 'D72', 'D80', 'D95',
}
"""Papers that all people with their purposes need; it is said of nobody that they do not need it."""


def test_every_paper_is_needed_by_somebody(checklist: Checklist):
    assert codes(checklist.files) - listed(checklist, Need.NEEDED) == set()


def test_of_every_paper_somebody_hears_why_not(checklist: Checklist):
    assert codes(checklist.files) - listed(checklist, Need.NOT_NEEDED) == EVERYBODY_NEEDS


def test_every_condition_is_met_by_somebody(checklist: Checklist):
    assert demands(checklist.files) - judged(checklist, ConditionState.MET) == set()


def test_every_condition_is_not_met_by_somebody(checklist: Checklist):
    failed = judged(checklist, ConditionState.UNMET, ConditionState.UNCLEAR)
    informs = {one.key for one in checklist.files.conditions if one.informs}
    assert demands(checklist.files) - failed - informs == set()


def test_every_way_to_apply_is_somebodys(checklist: Checklist):
    found = {way.route.key for one in outcomes(checklist) for way in one.ways}
    assert {one.key for one in checklist.files.routes} - found == set()


EVERY_ANSWER = (
    'app.exam.exemption', 'app.situation', 'app.other_eu_permit', 'app.nl_permit', 'spo.permit_type', 'spo.disability',
    'art8.who', 'eu.relation', 'eu.basis', 'nareis.who', 'child.other_parent', 'child.consent', 'filed_by',
)
FOLLOWS = {'eu_citizen', 'valid', 'unmarried_partner', 'other'}
"""Answers that nobody gives: they follow from others, or lead where another answer leads."""


@pytest.mark.parametrize('name', EVERY_ANSWER)
def test_every_answer_is_somebodys(checklist: Checklist, name: str):
    """Above all every reason why an mvv, an exam or an income is not needed, and every permit of the sponsor."""
    chosen = {str(one.answers.get(name)) for one in PEOPLE}
    assert {option.key for option in checklist.questions[name].options} - chosen <= FOLLOWS


def test_every_kind_of_income_is_somebodys():
    found = {income['kind'] for one in PEOPLE for income in incomes_of(one)}
    assert found == set(KINDS)


def test_everything_that_can_be_done_with_a_paper_is_somebodys():
    assert {step for one in PEOPLE for steps in one.steps.values() for step in steps} == set(Step)


def outcome(checklist: Checklist, persona: Persona) -> tuple[Found, Answers]:
    """What the rules find for somebody."""
    answers = checklist.read(persona.answers)
    return checklist.find(answers, persona.on), answers


@cache
def outcomes(checklist: Checklist) -> list[Found]:
    """What they find for everybody."""
    return [outcome(checklist, persona)[0] for persona in PEOPLE]


def incomes_of(persona: Persona) -> list[dict]:
    """What the sponsor says of the incomes; nothing when that is not known."""
    said = persona.answers.get('spo.income', [])
    return said if isinstance(said, list) else []


def paper_mistakes(persona: Persona, found: Found) -> Iterator[str]:
    """Papers that are asked and should not be, and the other way round, with the rule that decided."""
    rules = {one.document.code: f'{one.need}: {one.rule}' for one in found.documents}
    for need, expected in ((Need.NEEDED, persona.needed), (Need.DEPENDS, persona.depends)):
        yield from differences(need, expected, (one.document.code for one in found.of(need)), rules)
    spared = {one.document.code for one in found.of(Need.NOT_NEEDED)}
    yield from (f'{code} must be not needed; {rules.get(code, "not listed")}'
                for code in persona.not_needed if code not in spared)
    asked = {one.document.code for one in found.documents} - spared
    yield from (f'{code} must never be asked; {rules[code]}' for code in persona.never if code in asked)


def condition_mistakes(persona: Persona, found: Found) -> Iterator[str]:
    """Conditions that are judged otherwise than expected, with the rule that decided."""
    rules = {one.condition.key: f'{one.state}: {one.rule}' for one in found.conditions}
    for state, expected in ((ConditionState.UNMET, persona.unmet), (ConditionState.UNCLEAR, persona.unclear)):
        judged_so = (one.condition.key for one in found.conditions if one.state is state)
        yield from differences(state, expected, judged_so, rules)
    met = {one.condition.key for one in found.conditions if one.state is ConditionState.MET}
    yield from (f'{key} must be met; {rules.get(key, "it is not about them")}' for key in persona.met if key not in met)


def step_mistakes(checklist: Checklist, persona: Persona, answers: Answers) -> Iterator[str]:
    """Papers with which something else must be done."""
    papers = {paper.code: paper.steps for paper in checklist.list(answers, persona.on).papers}
    for code, expected in persona.steps.items():
        if papers.get(code) != expected:
            yield f'{code}: steps are {[str(step) for step in papers.get(code, ())]}, expected {list(expected)}'


def derived_mistakes(checklist: Checklist, persona: Persona, answers: Answers) -> Iterator[str]:
    """Facts that are worked out otherwise."""
    known = checklist.known(answers, persona.on)
    for name, expected in persona.derived.items():
        if known.look_up(name) is not expected:
            yield f'{name} is {known.look_up(name)}, expected {expected}'


def differences(
    what: str, expected: Iterable[str], got: Iterable[str], rules: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """A sentence for each that is missing, and for each that is too many."""
    expected, got, rules = set(expected), set(got), rules or {}
    yield from (f'{what}: {one} is missing; {rules.get(one, "not listed")}' for one in sorted(expected - got))
    yield from (f'{what}: {one} is too many; {rules.get(one, "")}' for one in sorted(got - expected))


def codes(files: RuleFiles) -> set[str]:
    """All papers."""
    return {one.code for one in files.documents}


def demands(files: RuleFiles) -> set[str]:
    """All conditions."""
    return {one.key for one in files.conditions}


def listed(checklist: Checklist, need: Need) -> set[str]:
    """Papers of which this is so for somebody."""
    return {one.document.code for found in outcomes(checklist) for one in found.of(need)}


def judged(checklist: Checklist, *states: ConditionState) -> set[str]:
    """Conditions of which this is so for somebody."""
    return {one.condition.key for found in outcomes(checklist) for one in found.conditions if one.state in states}
