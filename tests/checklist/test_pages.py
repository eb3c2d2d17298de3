"""Document help as people see it: question by question, the list, and coming back to it."""

import io
import json
import re
import zlib
from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.checklist.service import Checklist
from tests.pages.browser import Browser
from tests.pages.papers import MARRIED_IN_MOROCCO, Papers

NOT_FOUND = 'We do not find a list with this code.'


@pytest.fixture
def papers(browser: Browser) -> Papers:
    """Somebody without a list."""
    return Papers(browser)


@pytest.fixture
def listed(papers: Papers) -> Papers:
    """Somebody who has answered everything, by a file, and sees the list."""
    opened(papers.browser, json.dumps(MARRIED_IN_MOROCCO).encode())
    return papers


def code_of(papers: Papers) -> str:
    papers.browser.open('/papers/keep')
    page = papers.browser.submit()
    return re.findall(r'\b(?:[2-9A-Z]{3}-){5}[2-9A-Z]{3}\b', page.text)[0]


def come_back(app, code: str):
    browser = Browser(app)
    browser.open('/papers/return')
    return browser, browser.submit(code=code)


def test_answering_leads_to_a_list_that_says_what_to_get_first_and_what_is_not_needed(papers):
    page = papers.answer_all(MARRIED_IN_MOROCCO)
    assert len(papers.asked) == len(set(papers.asked))
    assert not {'spo.permit_type', 'child.other_parent', 'app.residence_country', 'art8.who'} & set(papers.asked)
    assert page.heading == 'Your list of papers'
    assert page.says('Start with:') and page.says('apostille') and page.says('What you do not need')
    assert page.says('€254.00') and page.says('You meet this')


def test_a_question_that_does_not_matter_cannot_be_opened(listed):
    assert listed.browser.open('/papers/question/foster.kin').heading == 'Your list of papers'
    assert listed.browser.open('/papers/question/no.such').heading == 'Your list of papers'


def test_a_change_asks_again_only_what_it_touches(listed):
    listed.browser.open('/papers/question/rel.marriage_in_brp?from=answers')
    page = listed.give(True)
    assert page.heading == 'Your answers'
    assert 'rel.marriage_country' not in page.text
    assert not listed.browser.open('/papers/list').root.xpath('//li[@id="D20"]')
    listed.browser.open('/papers/question/purpose?from=answers')
    listed.give('partner_unmarried')
    assert listed.page.address.startswith('/papers/question/') or listed.page.heading == 'Your list of papers'


def test_another_group_asks_for_the_purpose_again(listed):
    assert listed.browser.open('/papers/answers').root.xpath('//a[contains(@href, "question/purpose_group")]')
    listed.browser.open('/papers/question/purpose_group?from=answers')
    assert listed.give('child').address == '/papers/question/purpose'
    assert {'child_of_sponsor', 'child_of_partner', 'child_born_nl'} <= set(listed.page.options('given'))
    assert 'partner_married' not in listed.page.options('given')


def test_without_answers_every_page_leads_to_the_start(browser):
    for place in ('list', 'answers', 'next', 'keep', 'wipe', 'day', 'paper/D20', 'question/purpose', 'list.pdf'):
        assert browser.open(f'/papers/{place}').heading == 'Which papers do I need?', place


@pytest.mark.parametrize(('name', 'typed', 'sentence'), [
    ('app.birthdate', {'given-day': '31', 'given-month': '2', 'given-year': '1998'}, 'This date does not exist.'),
    ('app.birthdate', {'given-day': '1', 'given-month': '1', 'given-year': '2127'}, 'This date is in the future.'),
    ('app.birthdate', {}, 'Fill in the date.'),
    ('app.nationalities', {'given': 'CW'}, 'Curaçao has no nationality of its own. Choose the country of the '
                                          'passport: Netherlands.'),
    ('app.nationalities', {'given': 'QQ'}, 'Choose a country from the list.'),
    ('app.nationalities', {'given': ''}, 'Choose a country.'),
    ('app.exam.pass_date', {'given-day': '1', 'given-month': '1', 'given-year': '1990'},
     'This does not go with another answer.'),
    ('spo.income', {'given-first-income': 'employed', 'given-first-gross': 'much'}, 'Fill in the amount'),
    ('spo.income', {'given-first-income': ''}, 'Choose the kind of income.'),
])
def test_a_wrong_answer_is_told_at_the_field_and_changes_nothing(listed, name, typed, sentence):
    before = listed.browser.fetch('/papers/answers.json').get_json()
    listed.browser.open(f'/papers/question/{name}?from=answers')
    empty = {one: '' for one in listed.page.fields() if one.startswith('given')}
    page = listed.browser.submit(**(empty | typed))
    assert page.says(sentence), page.text
    assert page.root.xpath('//title')[0].text.startswith('Error:')
    assert listed.browser.fetch('/papers/answers.json').get_json() == before


def test_what_is_ticked_stays_ticked(listed):
    page = listed.browser.submit(have=['D01', 'D20', 'not a paper'])
    assert page.says('We kept what you have')
    assert set(page.root.xpath('//input[@name="have"][@checked]/@value')) == {'D01', 'D20'}


def test_a_code_opens_the_list_in_another_browser(app, listed):
    browser, page = come_back(app, code_of(listed).lower().replace('-', ' '))
    assert page.heading == 'Your list of papers'
    assert browser.fetch('/papers/answers.json').get_json() == listed.browser.fetch('/papers/answers.json').get_json()


def test_the_database_does_not_know_the_code(listed, planner, database):
    code = code_of(listed).replace('-', '')
    with database.reading() as session:
        [row] = session.execute(text('select * from checklist')).all()
    assert code not in str(row)


def test_wrong_expired_replaced_and_wiped_codes_look_the_same(app, listed, clock):
    first = code_of(listed)
    second = code_of(listed)
    answers = [come_back(app, first)[1], come_back(app, 'ABC-DEF-GHJ-KMN-PQR-STV')[1], come_back(app, '!')[1]]
    listed.browser.open('/papers/wipe')
    assert listed.browser.submit().heading == 'Your answers are gone'
    answers.append(come_back(app, second)[1])
    assert all(page.says(NOT_FOUND) or page.says('Fill in your code.') for page in answers)
    assert [page.says(NOT_FOUND) for page in answers] == [True, True, False, True]


def test_a_code_ends_after_sixty_days(app, listed, clock):
    code = code_of(listed)
    clock.moment += timedelta(days=59)
    assert not come_back(app, code)[1].says(NOT_FOUND)
    clock.moment += timedelta(days=2)
    assert come_back(app, code)[1].says(NOT_FOUND)


def test_guessing_codes_slows_down(app, browser):
    browser.open('/papers/return')
    values = browser.page.fields() | {'code': 'ABCDEFGHJKMNPQRSTV'}
    answers = [browser.send('/papers/return', values).status_code for _ in range(7)]
    assert answers[0] == 200 and answers[-1] == 429


def test_without_the_limit_guessing_goes_on(build_app, planner):
    browser = Browser(build_app(PORTAL_LOOKUP_FAILURES='off'))
    browser.open('/papers/return')
    values = browser.page.fields() | {'code': 'ABCDEFGHJKMNPQRSTV'}
    assert {browser.send('/papers/return', values).status_code for _ in range(20)} == {200}


def test_a_file_brings_the_answers_back(app, listed):
    content = listed.browser.fetch('/papers/answers.json').get_data()
    browser = Browser(app)
    page = opened(browser, content)
    assert page.heading == 'Your list of papers'
    assert browser.fetch('/papers/answers.json').get_data() == content


@pytest.mark.parametrize('content', [
    b'', b'not json', b'[]', b'"text"', b'\xff\xfe', b'[' * 100_000, json.dumps({'app': {'birthdate': 'soon'}}).encode(),
    json.dumps({'app': {'nationalities': 'MA'}}).encode(), json.dumps({'purpose': ['a']}).encode(),
    json.dumps({'purpose': 'partner_married', 'doc': {'D20': {'issue_date': 'x'}}}).encode(),
    json.dumps({'app': {'birthdate': '1998-01-01'}, 'rel': {'marriage_date': '1990-01-01'}}).encode(),
])
def test_a_wrong_file_is_refused_and_keeps_nothing(browser, database, content):
    page = opened(browser, content)
    assert page.heading == 'Go on with my list' and page.root.xpath('//*[@id="error-summary"]')
    with database.reading() as session:
        assert session.execute(text('select count(*) from checklist')).scalar() == 0


def test_without_that_guard_a_wrong_file_is_taken(browser, database, monkeypatch):
    """The twin: its form is right, and nobody asks whether what it says can be."""
    monkeypatch.setattr(Checklist, 'check', lambda *_: None)
    opened(browser, json.dumps({'app': {'birthdate': '1998-01-01'}, 'rel': {'marriage_date': '1990-01-01'}}).encode())
    with database.reading() as session:
        assert session.execute(text('select count(*) from checklist')).scalar() == 1


def opened(browser: Browser, content: bytes):
    browser.open('/papers/return')
    token = browser.page.fields()['csrf_token']
    return browser.submitted('/papers/file', {'csrf_token': token, 'file': (io.BytesIO(content), 'my.json')})


def test_who_does_not_know_sees_both_outcomes_and_how_to_find_out(papers):
    page = papers.answer_all({**MARRIED_IN_MOROCCO, 'rel.marriage_in_brp': '?'})
    [paper] = page.root.xpath('//li[@id="D20"]')
    assert 'Perhaps needed.' in paper.text_content() and 'Ask your town hall' in paper.text_content()


def test_details_of_a_paper_change_its_steps(listed):
    listed.browser.open('/papers/paper/D20')
    page = listed.browser.submit(**{
        'issue_country': 'EG', 'language': 'other', 'translated_in': 'EG', 'issue_date-day': '1',
        'issue_date-month': '6', 'issue_date-year': '2024',
    })
    [paper] = page.root.xpath('//li[@id="D20"]')
    assert 'ministry of foreign affairs of Egypt' in paper.text_content()
    assert 'The translation was made abroad.' in paper.text_content()


def test_a_paper_that_is_not_on_the_list_cannot_be_described(listed):
    assert listed.browser.fetch('/papers/paper/D99').status_code == 404


def test_the_day_of_applying_is_used_and_shown(listed):
    listed.browser.open('/papers/day')
    page = listed.browser.submit(**{'day-day': '15', 'day-month': '12', 'day-year': '2026'})
    assert page.says('Tuesday 15 December 2026')
    listed.browser.open('/papers/day')
    assert listed.browser.submit(**{'day-day': '1', 'day-month': '1', 'day-year': '2020'}).says('in the past')
    assert listed.browser.submit(**{'day-day': '1', 'day-month': '1', 'day-year': '2090'}).says('within three years')


@pytest.mark.parametrize('address', ['/papers/list.pdf', '/papers/list.pdf?size=large'])
def test_the_list_can_be_printed(listed, address):
    answer = listed.browser.fetch(address)
    assert answer.content_type == 'application/pdf' and answer.data.startswith(b'%PDF')
    streams = (zlib.decompressobj().decompress(one) for one in answer.data.split(b'stream\n') if one[:1] == b'x')
    written = answer.data + b''.join(streams)
    assert b'/StructTreeRoot' in written and b'pdfuaid' in written


def test_the_list_as_text_has_boxes(listed):
    listed.browser.submit(have=['D01'])
    said = listed.browser.fetch('/papers/list.txt').get_data(as_text=True)
    assert '[x]' in said and '[ ]' in said and 'https' not in said
