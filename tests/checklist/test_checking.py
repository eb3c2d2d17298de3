"""What stands out in rules that can be used, each shown on tiny rules that have it."""

from datetime import date, timedelta

import pytest

from portal.checklist.model import Answers
from portal.checklist.rule_files.reading import read_folder
from portal.checklist.rules.book import Binder
from portal.checklist.rules.checking.domains import Domains
from portal.checklist.rules.checking.search import Search
from portal.checklist.rules.checking.sites import Uses, conditions_of, names_in
from portal.checklist.rules.checking.translations import other_languages
from portal.checklist.rules.expressions import atoms
from portal.checklist.rules.known import Known
from tests.checklist.tiny import DAY, SMALL, findings_in, said

NEVER, ALWAYS = 'this can never be true', 'this is always true; write true, or nothing, if that is meant'
SHADOWED = 'this never counts: where it is true, one that stands before it is true as well'
ASKED = """- key: hobby
  kind: yes_no
  about: family
  asks: {nl: Een hobby, en: A hobby}
  valid_from: 2020-01-01
  source: the form
  status: confirmed
- key: registered
"""


def test_the_tiny_rules_have_no_findings():
    assert findings_in(SMALL) == []


FINDINGS = [
    # Conditions that can never be true
    ('documents.yaml', 'app.age >= 16', 'app.age >= 16 and app.age < 10', f'documents.yaml, line 17, [1].needed_if: {NEVER}'),
    ('documents.yaml', 'if: registered', 'if: registered and not registered', f'documents.yaml, line 19, [1].not_needed[0].if: {NEVER}'),
    ('documents.yaml', 'app.age >= 16', 'app.age > 120 and married_months < 0', f'documents.yaml, line 17, [1].needed_if: {NEVER}'),
    ('documents.yaml', 'if: registered', "if: purpose == 'child'", f'documents.yaml, line 19, [1].not_needed[0].if: {NEVER}'),
    ('conditions.yaml', "app.location == 'origin'", "app.location == 'unborn'", f'conditions.yaml, line 4, [0].applies_if: {NEVER}'),
    ('conditions.yaml', '  met: {', '  weighed:\n    - {if: app.age < 0, says: {nl: Te jong, en: Too young}}\n  met: {', f'conditions.yaml, line 9, [0].weighed[0].if: {NEVER}'),
    ('conditions.yaml', 'app.age >= param.age_adult', "app.age >= param.age_adult and app.location == 'here'", f'conditions.yaml, line 5, [0].met_if: {NEVER}'),
    ('routes.yaml', "app.location == 'here'", "app.location == 'here' and app.permit == 'valid'", f'routes.yaml, line 13, [1].if: {NEVER}'),
    ('routes.yaml', "app.location != 'here'", "app.location == 'origin' and app.permit == 'valid'", ''),
    ('purposes.yaml', "'IR' in app.nationalities", "'AW' in app.nationalities", f'purposes.yaml, line 5, [0].fees[0].if: {NEVER}'),
    ('purposes.yaml', "'IR' in app.nationalities", "'IR' in app.nationalities and 'MA' in app.nationalities and not app.visa_free", ''),
    ('purposes.yaml', "'IR' in app.nationalities", "'US' in app.nationalities and not app.visa_free", f'purposes.yaml, line 5, [0].fees[0].if: {NEVER}'),
    ('derived.yaml', 'is: not app.visa_free and', "is: app.visa_free and not app.visa_free and", f'derived.yaml, line 4, [3].is: {NEVER}'),
    ('contradictions.yaml', 'married_on < app.birthdate', 'married_on < app.birthdate and app.birthdate < married_on', f'contradictions.yaml, line 1, [0].if: {NEVER}'),
    ('documents.yaml', 'if: registered', 'if: married_on < app.birthdate', f'documents.yaml, line 19, [1].not_needed[0].if: {NEVER}'),
    # Conditions that are always true
    ('documents.yaml', 'app.age >= 16', 'app.age >= 16 or app.age < 16', f'documents.yaml, line 17, [1].needed_if: {ALWAYS}'),
    ('documents.yaml', 'app.age >= 16', "purpose == 'partner'", f'documents.yaml, line 17, [1].needed_if: {ALWAYS}'),
    ('conditions.yaml', 'app.age >= param.age_adult', "app.location == 'origin'", f'conditions.yaml, line 5, [0].met_if: {ALWAYS}'),
    ('questions.yaml', "only_if: purpose == 'child'", "only_if: purpose == 'child' or purpose == 'partner'", f'questions.yaml, line 44, [4].options[2].only_if: {ALWAYS}'),
    # Of several, the first counts
    ('purposes.yaml', "    - {parameter: fee_low, if: \"'IR' in app.nationalities\"}\n    - {parameter: fee_high}", "    - {parameter: fee_high}\n    - {parameter: fee_low, if: \"'IR' in app.nationalities\"}", f'purposes.yaml, line 6, [0].fees[1].if: {SHADOWED}'),
    ('questions.yaml', "- {if: app.permit == 'valid', is: here}", "- {if: app.permit == 'valid', is: here}\n    - {if: app.permit == 'valid' and registered, is: origin}", f'questions.yaml, line 47, [4].follows[1].if: {SHADOWED}'),
    # Papers that nobody needs
    ('documents.yaml', '{if: registered,', '{if: app.age >= 12,', 'documents.yaml, line 18, [1].not_needed: nobody ever needs D02: whoever would, has a reason not to'),
    # Questions and numbers that are there for nothing
    ('questions.yaml', '- key: registered\n', ASKED, 'questions.yaml, line 69, [7].key: nothing hangs on hobby: it is never asked'),
    ('parameters.yaml', '- key: fee_low\n', '- {key: spare, value: 1, says: {nl: Over, en: Spare}, valid_from: 2020-01-01, source: x, status: confirmed}\n- key: fee_low\n', 'parameters.yaml, line 14, [2].key: nothing uses the parameter spare'),
    # Days
    ('routes.yaml', '  valid_from: 2020-01-01\n  source: the website\n  status: unconfirmed', '  valid_from: 2020-01-01\n  valid_until: 2026-11-21\n  source: the website\n  status: unconfirmed', 'routes.yaml, line 17, [1].valid_until: no_way ended on 2026-11-21, and nothing comes after it'),
    ('routes.yaml', '  valid_from: 2020-01-01\n  source: the website\n  status: unconfirmed', '  valid_from: 2020-01-01\n  valid_until: 2026-11-22\n  source: the website\n  status: unconfirmed', ''),
]


@pytest.mark.parametrize(('file', 'before', 'after', 'says'), FINDINGS)
def test_a_finding_names_its_file_line_and_field(rules, file: str, before: str, after: str, says: str):
    found = findings_in(rules((file, before, after)))
    assert says in found if says else not [line for line in found if NEVER in line or 'ended' in line], found


@pytest.mark.parametrize(('today', 'is_told'), [
    ('2025-06-01', True), ('2025-12-31', True), ('2026-01-01', False),
])
def test_a_gap_is_told_until_it_is_over(rules, today: str, is_told: bool):
    folder = rules(('parameters.yaml', 'valid_until: 2025-12-31', 'valid_until: 2025-06-30'))
    gap = 'parameters.yaml, line 5, [0].valid_until: age_adult is missing from 2025-07-01 until 2025-12-31'
    assert (gap in findings_in(folder, date.fromisoformat(today))) is is_told


def test_a_question_that_only_leads_to_an_unused_fact_is_never_asked(rules):
    folder = rules(
        ('questions.yaml', '- key: registered\n', ASKED),
        ('derived.yaml', '- {key: visa_required', '- {key: idle, is: hobby, says: {nl: Zo maar, en: Idle}}\n- {key: visa_required'),
    )
    assert findings_in(folder) == ['questions.yaml, line 69, [7].key: nothing hangs on hobby: it is never asked']


def test_a_question_that_leads_to_what_ended_is_never_asked(rules):
    ended = "  needed_if: hobby\n  valid_until: 2026-01-01\n  why: {nl: Het laat zien wie u bent, en: It shows who you are}\n"
    folder = rules(
        ('questions.yaml', '- key: registered\n', ASKED),
        ('documents.yaml', '  why: {nl: Het laat zien wie u bent, en: It shows who you are}\n', ended),
    )
    assert any('nothing hangs on hobby' in line for line in findings_in(folder))
    assert not any('nothing hangs on hobby' in line for line in findings_in(folder, date(2026, 1, 1)))


def test_a_question_that_only_tells_who_issued_an_official_paper_is_asked(rules):
    """The papers of a country decide what must be done with it."""
    folder = rules(
        ('questions.yaml', '- key: registered\n', ASKED.replace('yes_no', 'country').replace('hobby', 'issued_in')),
        ('documents.yaml', 'country_from: app.nationalities', 'country_from: issued_in'),
    )
    assert findings_in(folder) == []
    path = folder / 'documents.yaml'
    path.write_text(path.read_text().replace('official: true', 'official: false'))
    assert findings_in(folder) == ['questions.yaml, line 69, [7].key: nothing hangs on issued_in: it is never asked']


def test_another_language_is_told_with_how_much_of_it_is_there(rules):
    folder = rules(('documents.yaml', '{nl: Paspoort, en: Passport}', '{nl: Paspoort, en: Passport, uk: Паспорт}'))
    files = read_folder(folder).files
    there, texts = other_languages(files)['uk']
    assert there == 1
    assert texts > 40
    assert other_languages(read_folder(SMALL).files) == {}


@pytest.fixture(scope='module')
def search():
    """Searches the tiny rules for what a condition can be."""
    read = read_folder(SMALL)
    binder = Binder(read.files, read.countries)
    book, uses = binder.book(DAY), Uses.of(read.files, binder.language)

    def what(text: str, most: int = 20_000, given: str = 'true'):
        condition, about = binder.language.condition(text), binder.language.condition(given)
        facts = uses.behind(names_in(condition) | names_in(about))
        behind = [one for name in facts for one in conditions_of(name, book.sources)]
        domains = Domains(book.sources, [atom for one in (condition, about, *behind) for atom in atoms(one)], facts)
        return Search(book, domains, most=most).what(condition, about)

    what.book, what.language = book, binder.language
    return what


@pytest.mark.parametrize(('text', 'can_be'), [
    ('app.age == 17', {True, False}),
    ('app.age < 0', {False}),
    ('app.age >= 18 and app.age < 19 and married_months == 3', {True, False}),
    ('app.age >= param.age_adult or app.age < 18', {True}),
    ("app.visa_free and 'IR' in app.nationalities", {True, False}),
    ("not app.visa_free and 'IR' in app.nationalities and 'US' in app.nationalities", {False}),
    ("app.location == 'unborn' and purpose == 'partner'", {False}),
    ("app.location == 'unborn' and purpose_group == 'children'", {True, False}),
    ("app.location == 'origin' and app.permit == 'valid'", {False}),
    ('married_on > app.birthdate', {True, False}),
    ('married_on < app.birthdate', {False}),
    ('married_on == app.birthdate and app.age > 40', {True, False}),
])
def test_all_answers_that_make_a_difference_are_tried(search, text: str, can_be: set[bool]):
    found = search(text)
    assert found.can_be == can_be
    assert found.is_whole


def test_it_looks_only_at_those_whom_a_condition_is_about(search):
    assert search('app.age >= 16').can_be == {True, False}
    assert search('app.age >= 16', given='app.age > 20').can_be == {True}


def test_where_there_are_too_many_answers_it_says_so_and_tries_some_at_random(search):
    whole = search('app.age > 200 and married_months == 3')
    assert (whole.can_be, whole.is_whole) == ({False}, True)
    few = search('app.age > 200 and married_months == 3', most=2)
    assert (few.can_be, few.is_whole) == ({False}, False)
    assert search('app.age == 17 and married_months == 3', most=2).can_be == {True, False}


def test_what_can_be_is_what_somebody_can_answer(search):
    """Answers that the search calls impossible are not found by asking either."""
    condition = search.language.condition("app.location == 'here' and app.permit == 'none'")
    days = [DAY - timedelta(days=365 * years) for years in (1, 20)]
    found = {
        condition.truth(Known(search.book.sources, Answers(facts={
            'purpose': 'partner', 'app.permit': permit, 'app.birthdate': day, 'app.location': location,
        }))).value
        for permit in ('none', 'valid') for day in days for location in ('origin', 'here')
    }
    assert search("app.location == 'here' and app.permit == 'none'").can_be == found


def test_the_shipped_rules_have_no_findings():
    """On the day of all tests; `flask checklist check` looks at them with the rules of today."""
    assert said(read_folder(), DAY) == []
