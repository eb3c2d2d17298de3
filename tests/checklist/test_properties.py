"""What must be so for everybody, whatever they answer."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from portal.checklist.model import Answers, ConditionState, Kind, Need
from portal.checklist.service import Checklist
from tests.checklist.walking import TODAY, Walk

MANY = settings(
    max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True, phases=[Phase.generate],
)
SETTLED = {ConditionState.MET, ConditionState.UNMET}


@MANY
@given(data=st.data())
def test_every_way_of_answering_ends_in_a_list(checklist: Checklist, data: st.DataObject):
    found = Walk(checklist, data).to_the_end()
    assert found.purpose is not None and found.ways
    assert found.of(Need.NEEDED) or found.of(Need.DEPENDS)


@MANY
@given(data=st.data())
def test_an_answer_never_makes_unclear_what_was_clear(checklist: Checklist, data: st.DataObject):
    walk = Walk(checklist, data)
    while (before := walk.step()) is not None:
        if before.purpose is None:
            continue
        after = checklist.find(walk.answers, TODAY)
        clear = {one.condition.key: one.state for one in before.conditions if one.state in SETTLED}
        assert clear.items() <= {one.condition.key: one.state for one in after.conditions}.items()
        sure = {one.document.code: one.need for one in before.documents if one.need is not Need.DEPENDS}
        assert sure.items() <= {one.document.code: one.need for one in after.documents}.items()
        assert {one.document.code for one in after.documents} == {one.document.code for one in before.documents}


@MANY
@given(data=st.data())
def test_who_needs_no_mvv_is_asked_for_no_exam_and_no_tb_test(checklist: Checklist, data: st.DataObject):
    found = (walk := Walk(checklist, data)).to_the_end()
    known = checklist.known(walk.answers, TODAY)
    needed = {one.document.code for one in found.documents if one.need is not Need.NOT_NEEDED}
    nationalities = walk.answers.facts.get('app.nationalities', set())
    countries = [checklist.countries[key] for key in nationalities]
    if any(country.mvv_exempt == 'y' for country in countries):
        assert not {'D07', 'D08'} & needed
        assert known.look_up('mvv_required') is not True and known.look_up('exam_required') is not True
    if any(country.tb_test_exempt == 'y' for country in countries):
        assert 'D06' not in needed


@MANY
@given(data=st.data())
def test_everything_that_is_said_has_a_reason_and_a_source(checklist: Checklist, data: st.DataObject):
    found = Walk(checklist, data).to_the_end()
    for one in (*found.conditions, *found.documents):
        assert one.says['nl'] and one.says['en'] and one.source
    assert all(one.document.law for one in found.documents)


@MANY
@given(data=st.data())
def test_no_question_is_asked_whose_answer_changes_nothing(checklist: Checklist, data: st.DataObject):
    """At least two of the answers to a question lead to different lists, or to different further questions."""
    walk = Walk(checklist, data, unknown=False)
    while (before := walk.step()) is not None:
        question = before.open[0]
        values = {Kind.YES_NO: [True, False], Kind.CHOICE: [one.key for one in question.options]}.get(question.kind)
        if values:
            outcomes = {outcome(checklist, walk.answers, question.key, value) for value in values}
            assert len(outcomes) > 1, (question.key, walk.answers.facts)


def outcome(checklist: Checklist, answers: Answers, name: str, value: object) -> tuple:
    """All that an answer leads to."""
    answers = Answers(facts={**answers.facts, name: value})
    found, known = checklist.find(answers, TODAY), checklist.known(answers, TODAY)
    return (
        tuple((one.condition.key, one.state, one.says['en']) for one in found.conditions),
        tuple((one.document.code, one.need, one.says['en']) for one in found.documents),
        tuple((one.route.key, one.is_sure) for one in found.ways), found.fee,
        tuple((one.key, tuple(known.offered(one.key))) for one in found.open),
    )
