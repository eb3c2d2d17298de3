"""Rule files that cannot be used: the portal does not start, and every mistake names its file, line and field."""

from pathlib import Path

import pytest

from portal import application
from portal.checklist.rule_files.reading import read_countries, read_folder
from portal.checklist.service import Checklist
from portal.clock import SetClock
from portal.database import Database
from portal.kernel.data_files import DataFileError
from portal.settings import Settings
from tests.checklist.tiny import SMALL, changed, mistakes_in
from tests.fixtures.planners import NOW

LATER = '  valid_from: 2026-01-01\n  source: the new law\n'
INCOME = '- {key: income.enough, income: enough, says: {nl: Genoeg, en: Enough}}\n'
AGE = '- {key: app.age, age_of: app.birthdate,'


def test_the_tiny_rules_have_no_mistakes():
    assert mistakes_in(SMALL) == []


MISTAKES = [
    # The files themselves
    ('routes.yaml', '- key: online\n', 'online:\n', 'routes.yaml, line 10: this is not valid YAML: '),
    ('routes.yaml', 'kind: online', 'kind: on_paper', 'routes.yaml, line 2, [0].kind: must be '),
    ('documents.yaml', "'7108'", '7108', 'documents.yaml, line 23, [1].number: must be text'),
    ('documents.yaml', '{nl: Paspoort, en: Passport}', '{nl: Paspoort}', 'documents.yaml, line 2, [0].name: the text in en is missing'),
    ('countries.csv', 'US,', 'MA,', 'countries.csv, line 4, iso2: MA is there twice'),
    ('countries.csv', 'kingdom', 'royal', 'countries.csv, line 6, papers: must be '),
    # Conditions
    ('documents.yaml', 'app.age >= 16', 'app.age >=', 'documents.yaml, line 17, [1].needed_if: this is no condition: syntax error'),
    ('documents.yaml', 'app.age >= 16', 'app.height >= 16', 'documents.yaml, line 17, [1].needed_if: there is no fact app.height'),
    ('documents.yaml', 'app.age >= 16', 'app.age >= param.age', 'documents.yaml, line 17, [1].needed_if: there is no fact param.age'),
    ('documents.yaml', 'if: registered', "if: registered == 'yes'", 'documents.yaml, line 19, [1].not_needed[0].if: a text, a number'),
    ('conditions.yaml', "'origin'", "'origni'", "conditions.yaml, line 4, [0].applies_if: 'origni' is no answer to app.location"),
    ('conditions.yaml', 'married_months >= 12', 'married_months', 'conditions.yaml, line 7, [0].waived[0].if: married_months is not a yes or no'),
    ('purposes.yaml', "'IR'", "'XX'", "purposes.yaml, line 5, [0].fees[0].if: 'XX' is no answer to app.nationalities"),
    ('routes.yaml', "app.location != 'here'", 'app.location != app.age', 'routes.yaml, line 4, [0].if: a text, a number'),
    ('questions.yaml', "purpose_group == 'adults'", "purpose_group == 'grown'", "questions.yaml, line 16, [1].options[0].only_if: 'grown' is no answer to purpose_group"),
    ('questions.yaml', "if: app.permit == 'valid'", 'if: app.permit', 'questions.yaml, line 46, [4].follows[0].if: app.permit is not a yes or no'),
    ('contradictions.yaml', 'married_on < app.birthdate', 'married_on < 3', 'contradictions.yaml, line 1, [0].if: this is no condition'),
    ('derived.yaml', 'not app.visa_free and', 'not app.visa and', 'derived.yaml, line 4, [3].is: there is no fact app.visa'),
    # What does not exist
    ('documents.yaml', 'purposes: [partner]', 'purposes: [partner, friend]', 'documents.yaml, line 15, [1].purposes[1]: there is no purpose friend'),
    ('routes.yaml', 'kind: none\n  purposes: [partner, child]', 'kind: none\n  purposes: []', 'routes.yaml, line 12, [1].purposes: name one purpose or more'),
    ('conditions.yaml', 'purposes: [partner]', 'purposes: [friend]', 'conditions.yaml, line 2, [0].purposes[0]: there is no purpose friend'),
    ('purposes.yaml', 'group: adults', 'group: elders', 'purposes.yaml, line 2, [0].group: the question purpose_group has no option elders'),
    ('purposes.yaml', '- key: child\n', '- key: friend\n', 'purposes.yaml, line 12, [1].key: the question purpose has no option friend'),
    ('purposes.yaml', '{parameter: fee_high}', '{parameter: fee_top}', 'purposes.yaml, line 6, [0].fees[1].parameter: there is no parameter fee_top'),
    ('documents.yaml', 'country_from: app.nationalities', 'country_from: app.age', 'documents.yaml, line 22, [1].form.country_from: there is no question app.age about a country'),
    ('documents.yaml', 'country_from: app.nationalities', 'country_from: app.nationalities, issued_from: app.location', 'documents.yaml, line 22, [1].form.issued_from: there is no question app.location about a date'),
    ('contradictions.yaml', 'one: married_on', 'one: married', 'contradictions.yaml, line 1, [0].one: there is no question married'),
    ('derived.yaml', 'age_of: app.birthdate', 'age_of: app.location', 'derived.yaml, line 1, [0].age_of: there is no question app.location about a date'),
    ('derived.yaml', 'country_of: app.nationalities', 'country_of: app.location', 'derived.yaml, line 3, [2].country_of: there is no question app.location about a country'),
    ('derived.yaml', 'column: mvv_exempt', 'column: source', 'derived.yaml, line 3, [2].column: country_of goes with a column: mvv_exempt'),
    ('derived.yaml', 'column: mvv_exempt', "is: 'true', column: mvv_exempt", 'derived.yaml, line 3, [2]: app.visa_free must be worked out in exactly one way'),
    ('derived.yaml', AGE, INCOME + AGE, 'derived.yaml, line 1, [0].income: the income check needs the facts spo.income and household_single'),
    ('derived.yaml', AGE, INCOME.replace(': enough,', ': plenty,') + AGE, 'derived.yaml, line 1, [0].income: the income check finds enough, independent, durable, evidence, but not plenty'),
    ('questions.yaml', 'is: here', 'is: there', 'questions.yaml, line 46, [4].follows[0].is: there is no answer to app.location'),
    ('questions.yaml', '{key: here, ', '{key: origin, ', 'questions.yaml, line 43, [4].options[1].key: the option origin is there twice'),
    ('questions.yaml', 'key: registered\n  kind: yes_no', 'key: registered\n  kind: choice', 'questions.yaml, line 69, [7].options: a choice has options'),
    ('questions.yaml', 'key: registered\n  kind: yes_no', 'key: registered\n  kind: incomes', 'questions.yaml, line 70, [7].kind: only spo.income asks for incomes'),
    # Keys and days
    ('parameters.yaml', '  valid_until: 2025-12-31\n', '', 'parameters.yaml, line 7, [1].key: age_adult is there twice on the same days: the other entry holds from 2020-01-01 without an end'),
    ('parameters.yaml', 'valid_until: 2025-12-31', 'valid_until: 2026-01-01', 'parameters.yaml, line 8, [1].key: age_adult is there twice on the same days: the other entry holds from 2020-01-01 until 2026-01-01'),
    ('parameters.yaml', 'valid_until: 2025-12-31', 'valid_until: 2019-12-31', 'parameters.yaml, line 5, [0].valid_until: this is before valid_from, 2020-01-01'),
    ('documents.yaml', 'code: D02', 'code: D01', 'documents.yaml, line 13, [1].code: D01 is there twice on the same days'),
    ('questions.yaml', 'key: app.permit\n', 'key: app.location\n', 'questions.yaml, line 50, [5].key: app.location is there twice on the same days'),
    ('derived.yaml', 'key: married_months', 'key: app.age', 'derived.yaml, line 2, [1].key: there is another fact app.age'),
    ('derived.yaml', 'key: married_months', 'key: registered', 'derived.yaml, line 2, [1].key: there is another fact registered'),
    ('derived.yaml', 'key: married_months', 'key: app', 'derived.yaml, line 2, [1].key: app cannot be a fact: it is the name of a group of facts'),
    ('derived.yaml', 'key: married_months', 'key: param.months', 'derived.yaml, line 2, [1].key: param.months cannot be a fact'),
    # Facts that hang on themselves
    ('derived.yaml', 'not app.visa_free and', 'not visa_required and', 'derived.yaml, line 4, [3].key: visa_required hangs on itself: visa_required <- visa_required'),
    ('questions.yaml', 'asks: {nl: Een vergunning, en: A permit}\n', "asks: {nl: Een vergunning, en: A permit}\n  follows: [{if: app.location == 'origin', is: none}]\n", 'questions.yaml, line 37, [4].key: app.location hangs on itself: app.location <- app.permit <- app.location'),
    ('questions.yaml', '{key: valid, says: {nl: Geldig, en: Valid}}', "{key: valid, says: {nl: Geldig, en: Valid}, only_if: visa_required}", 'app.permit <- visa_required <- app.permit'),
]


@pytest.mark.parametrize(('file', 'before', 'after', 'says'), MISTAKES)
def test_a_mistake_names_its_file_line_and_field(rules, file: str, before: str, after: str, says: str):
    found = mistakes_in(rules((file, before, after)))
    assert any(says in mistake for mistake in found), found


def test_the_service_does_not_start_with_a_mistake(rules):
    folder = rules(('documents.yaml', 'app.age >= 16', 'app.height >= 16'))
    with pytest.raises(DataFileError) as refusal:
        Checklist(Database('sqlite://'), SetClock(NOW), folder=folder)
    assert str(refusal.value) == 'documents.yaml, line 17, [1].needed_if: there is no fact app.height.'


def test_the_portal_does_not_start_and_tells_all_mistakes(rules, monkeypatch, tmp_path: Path):
    folder = rules(
        ('documents.yaml', 'app.age >= 16', 'app.height >= 16'), ('routes.yaml', "app.location == 'here'", "app.location == 'heer'"),
    )
    monkeypatch.setitem(Checklist.__init__.__kwdefaults__, 'folder', folder)
    with pytest.raises(SystemExit) as end:
        application.create_app(Settings.from_environment({'PORTAL_DATA': str(tmp_path), 'PORTAL_SECRET_KEY': 'tests'}))
    assert str(end.value).splitlines() == [
        'Helder Loket does not start. There are mistakes in the rule files:',
        'documents.yaml, line 17, [1].needed_if: there is no fact app.height',
        "routes.yaml, line 13, [1].if: 'heer' is no answer to app.location",
    ]


def test_a_missing_file_is_told(rules):
    folder = rules()
    (folder / 'routes.yaml').unlink()
    assert mistakes_in(folder) == ['routes.yaml: there is no such file']


def test_a_file_that_is_no_list_is_told(rules):
    (folder := rules()).joinpath('routes.yaml').write_text('key: online\n')
    assert mistakes_in(folder) == ['routes.yaml, line 1: must be a list of entries, each starting with a dash']


def test_files_of_a_folder_are_read_by_name_and_told_apart(rules):
    folder = rules()
    (folder / 'documents').mkdir()
    whole = (folder / 'documents.yaml').read_text()
    first, second = whole.split('- code: D02')
    (folder / 'documents' / '20_first.yaml').write_text(first)
    (folder / 'documents' / '10_second.yaml').write_text('# Papers about marriage\n- code: D02' + second)
    read = read_folder(folder)
    assert [document.code for document in read.files.documents] == ['D02', 'D01']
    assert str(read.spot(('documents', 0, 'needed_if'))) == 'documents/10_second.yaml, line 6, [0].needed_if'
    assert str(read.spot(('documents', 1, 'code'))) == 'documents/20_first.yaml, line 1, [0].code'
    (folder / 'documents' / '10_second.yaml').write_text('- code: [')
    assert mistakes_in(folder)[0].startswith('documents/10_second.yaml, line 1: this is not valid YAML')


def test_one_code_may_be_two_papers_for_different_purposes(rules):
    folder = rules(('documents.yaml', 'purposes: [partner, child]', 'purposes: [child]'), ('documents.yaml', 'code: D02', 'code: D01'))
    assert mistakes_in(folder) == []


def test_the_same_key_may_follow_itself_in_time(rules):
    folder = rules(('parameters.yaml', LATER, LATER.replace('2026-01-01', '2026-01-02')))
    assert mistakes_in(folder) == []


def test_countries_are_read_by_their_two_letters():
    countries = read_countries(SMALL)
    assert set(countries) == {'NL', 'MA', 'US', 'IR', 'AW'}
    assert not countries['AW'].has_nationality


def test_changing_nothing_is_noticed(tmp_path: Path):
    with pytest.raises(AssertionError, match='stands there 0 times'):
        changed(tmp_path, ('routes.yaml', 'there is no such text', 'x'))
