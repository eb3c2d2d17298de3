"""What `flask checklist explain` says of a file of answers."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

PARTNER = {
    'purpose': 'partner', 'app': {'nationalities': ['MA'], 'birthdate': '2000-05-05', 'location': 'origin', 'permit': 'none'},
    'registered': False, 'married_on': '2024-01-01',
}


@pytest.fixture
def explain(typed) -> Callable[..., dict]:
    """What `explain` finds for these answers."""
    def explained(answers: dict, *words: str) -> dict:
        result = typed('explain', '-', *words, piped=json.dumps(answers))
        assert result.exit_code == 0, result.stderr
        return json.loads(result.stdout)
    return explained


def by(found: list[dict], name: str) -> dict[str, dict]:
    return {one[name]: one for one in found}


def test_explain_tells_what_was_found_and_by_which_rule(explain):
    found = explain(PARTNER)
    assert list(found) == [
        'date', 'purpose', 'fee', 'questions', 'conditions', 'documents', 'routes', 'income', 'derived', 'ignored',
    ]
    assert (found['date'], found['purpose'], found['fee']) == ('2026-11-30', 'partner', 254.5)
    assert (found['questions'], found['income'], found['ignored']) == ([], None, [])
    assert found['derived'] == {'app.age': 26, 'married_months': 34, 'app.visa_free': False, 'visa_required': True}
    assert found['routes'] == [{
        'key': 'online', 'kind': 'online', 'sure': True, 'title': {'nl': 'Op internet', 'en': 'On the internet'},
        'source': 'the website', 'status': 'confirmed',
    }]


def test_explain_tells_which_condition_decided(explain):
    (adult,) = explain({**PARTNER, 'married_on': '2026-09-01'})['conditions']
    assert (adult['key'], adult['state'], adult['rule']) == ('adult', 'met', 'app.age >= param.age_adult')
    assert (adult['says']['en'], adult['source'], adult['status']) == ('The person is old enough', 'the law on age', 'unconfirmed')
    (waived,) = explain(PARTNER)['conditions']
    assert (waived['rule'], waived['says']['en'], waived['source']) == (
        'married_months >= 12 and app.age >= 16', 'Married long', 'the treaty',
    )
    (young,) = explain({**PARTNER, 'married_on': '2026-09-01', 'app': {**PARTNER['app'], 'birthdate': '2010-01-01'}})['conditions']
    assert (young['state'], young['says']['en'], young['hangs_on']) == ('unmet', 'The person is too young', [])


def test_explain_tells_which_papers_are_needed_and_which_are_not(explain):
    needed = by(explain(PARTNER)['documents'], 'code')['D02']
    assert (needed['state'], needed['rule'], needed['who'], needed['law']) == ('needed', 'app.age >= 16', 'both', 'article 4')
    assert needed['form'] == {
        'hand_in': 'copy', 'official': True, 'translated': True, 'months_most': 6, 'number': '7108',
        'steps': ['apostille', 'translate_if'], 'country': 'MA', 'get_after': '2026-05-30',
    }
    spared = by(explain({**PARTNER, 'registered': True})['documents'], 'code')['D02']
    assert (spared['state'], spared['rule'], spared['source']) == ('not needed', 'registered', 'the register act')
    assert spared['says']['en'] == 'The marriage is registered here'
    young = by(explain({**PARTNER, 'app': {**PARTNER['app'], 'birthdate': '2012-01-01'}})['documents'], 'code')['D02']
    assert (young['state'], young['rule'], young['says']['en']) == ('not needed', 'app.age >= 16', 'The person is too young')
    assert (young['form']['steps'], young['form']['get_after']) == ([], None)


def test_explain_tells_what_is_still_to_be_asked_and_what_hangs_on_it(explain):
    found = explain({'purpose': 'partner'})
    assert [question['key'] for question in found['questions']] == [
        'app.nationalities', 'app.birthdate', 'app.permit', 'registered',
    ]
    assert found['questions'][2] == {
        'key': 'app.permit', 'asks': {'nl': 'Een vergunning', 'en': 'A permit'}, 'about': 'applicant', 'kind': 'choice',
        'options': ['none', 'valid'],
    }
    paper = by(found['documents'], 'code')['D02']
    assert (paper['state'], paper['hangs_on']) == ('depends', ['app.birthdate', 'registered'])
    assert (found['fee'], found['conditions'][0]['state']) == (None, 'unclear')
    assert [route['sure'] for route in found['routes']] == [False, False]


def test_explain_without_answers_asks_for_the_purpose(explain):
    found = explain({})
    assert [question['key'] for question in found['questions']] == ['purpose_group', 'purpose']
    assert (found['purpose'], found['documents']) == (None, [])


def test_explain_uses_the_rules_of_the_day(explain):
    answers = {**PARTNER, 'married_on': '2025-11-01', 'app': {**PARTNER['app'], 'birthdate': '2006-06-01'}}
    assert explain(answers, '--on', '2025-12-31')['conditions'][0]['state'] == 'unmet'
    assert explain(answers, '--on', '2026-01-01')['conditions'][0]['state'] == 'met'
    assert explain(answers, '--on', '2025-12-31')['date'] == '2025-12-31'


def test_the_rules_of_an_earlier_day_may_be_asked_about_what_came_later(explain):
    assert explain({**PARTNER, 'married_on': '2026-11-01'}, '--on', '2026-02-01')['derived']['married_months'] == -9


@pytest.mark.parametrize('answers', [
    {'purpose': 'partner', 'app.birthdate': '2000-05-05', 'app.nationalities': ['MA']},
    {'purpose': 'partner', 'app': {'birthdate': '2000-05-05', 'nationalities': ['MA']}},
    {'purpose': 'partner', 'app': {'age': 26, 'nationalities': ['MA']}},
    {'purpose': 'partner', 'child.age': 26, 'app.nationalities': ['MA']},
    {'purpose': 'partner', 'child': {'age': 26}, 'app.nationalities': ['MA'], 'registered': None},
])
def test_answers_are_nested_or_flat_and_ages_may_be_given(explain, answers: dict):
    found = explain(answers)
    assert found['derived']['app.age'] == 26
    assert found['derived']['app.visa_free'] is False
    assert found['ignored'] == []


def test_details_of_papers_are_a_list_or_a_mapping(explain):
    details = {'issue_country': 'IR', 'language': 'fa', 'issue_date': '2026-03-01'}
    for doc in ([{'code': 'D02', **details}], {'D02': details}):
        form = by(explain({**PARTNER, 'doc': doc})['documents'], 'code')['D02']['form']
        assert (form['country'], form['steps']) == ('IR', ['chain', 'translate', 'too_old'])


def test_names_that_are_no_facts_are_told(explain):
    assert explain({**PARTNER, 'shoe_size': 43, 'app': {**PARTNER['app'], 'hobby': {'kind': 'chess'}}})['ignored'] == [
        'app.hobby.kind', 'shoe_size',
    ]


@pytest.mark.parametrize(('written', 'says'), [
    ('{"app.location": "origni"}', "The answer is wrong: app.location: 'origni' is not possible.\n"),
    ('{"app.location": ["origin"]}', "The answer is wrong: app.location: ['origin'] is not possible.\n"),
    ('{"registered": "yes"}', "The answer is wrong: registered: 'yes' is not possible.\n"),
    ('{"registered": 1}', 'The answer is wrong: registered: 1 is not possible.\n'),
    ('{"app": {"birthdate": "5 May 2000"}}', "The answer is wrong: app.birthdate: '5 May 2000' is not possible.\n"),
    ('{"app": {"birthdate": "2026-12-01"}}', 'The answer is wrong: app.birthdate: 2026-12-01 lies in the future.\n'),
    ('{"app": {"birthdate": "0026-12-01"}}', "The answer is wrong: app.birthdate: '0026-12-01' is not possible.\n"),
    ('{"app.nationalities": "MA"}', "The answer is wrong: app.nationalities: 'MA' is not possible.\n"),
    ('{"app.nationalities": ["XX"]}', "The answer is wrong: app.nationalities: ['XX'] is not possible.\n"),
    ('{"app.nationalities": ["AW"]}', 'The answer is wrong: app.nationalities: AW has no nationality of its own.\n'),
    ('{"app.age": -3}', 'The answer is wrong: app.age: -3 is not possible.\n'),
    ('{"visa_required": 3}', 'The answer is wrong: visa_required: 3 is not possible.\n'),
    ('{"app.age": true}', 'The answer is wrong: app.age: True is not possible.\n'),
    ('{"doc": [{"code": "D02", "issue_date": "soon"}]}', 'The answer is wrong: doc.D02: these details are not possible.\n'),
    ('{"doc": [{"code": "D02", "issue_date": "9999-12-01"}]}', 'The answer is wrong: doc.D02: these details are not possible.\n'),
    ('{"app.birthdate": "2020-01-01", "married_on": "2019-01-01"}', 'The answers to married_on and app.birthdate cannot both be right.\n'),
    ('[]', 'This is no file of answers: it must be one JSON object.\n'),
    ('{', None),
    ('[' * 100_000, None),
])
def test_a_wrong_answer_is_one_sentence_and_exit_code_2(typed, written: str, says: str | None):
    result = typed('explain', '-', piped=written)
    assert (result.exit_code, result.stdout) == (2, '')
    assert result.stderr == says if says else 'are not JSON' in result.stderr
    assert result.stderr.count('\n') == 1


def test_a_day_without_rules_is_refused(typed):
    result = typed('explain', '-', '--on', '2019-12-31', piped='{}')
    assert (result.exit_code, result.stdout) == (2, '')
    assert result.stderr == 'There are no rules for 2019-12-31: the first hold from 2020-01-01.\n'


def test_answers_come_from_a_file(typed, tmp_path: Path):
    (tmp_path / 'answers.json').write_text('\ufeff{"purpose": "child"}', encoding='utf-8')
    assert json.loads(typed('explain', tmp_path / 'answers.json').stdout)['purpose'] == 'child'
    assert typed('explain', tmp_path / 'nowhere.json').exit_code == 2
