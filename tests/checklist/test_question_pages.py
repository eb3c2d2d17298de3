"""Pages of questions are kept for everybody of whom they show the same, and for nobody else."""

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import islice, product
from typing import Any

import pytest
from flask import Flask

from portal.checklist.service import Checklist
from portal.checklist.views import asking
from portal.web.keeping import kept_html
from tests.pages.browser import Browser
from tests.pages.papers import MARRIED_IN_MOROCCO, Papers

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
CHILD = {'purpose_group': 'child', 'purpose': 'child_of_sponsor', 'app.nationalities': ['MA']}
FLED = {'purpose_group': 'partner', 'purpose': 'nareis', 'app.nationalities': ['SY'], 'app.birthdate': '1990-02-03'}
COUNTS = 0, 1, 2, 4, 20
QUESTIONS_EACH = 4


@pytest.fixture
def engine() -> str:
    """What is kept in a process does not depend on the database."""
    return 'sqlite'


def people() -> Iterator[Mapping[str, Any]]:
    """What different people have answered so far: the same beginnings, different lengths, other ways back."""
    for answers in (MARRIED_IN_MOROCCO, CHILD, FLED):
        for count in COUNTS:
            yield dict(islice(answers.items(), count))


def browser_of(app: Flask, answers: Mapping[str, Any], language: str) -> Browser:
    """The browser of somebody with these answers."""
    checklist = app.extensions['parts'][Checklist]
    browser = Browser(app, language)
    with browser._client.session_transaction() as session:
        session['papers'] = checklist.begin(checklist.read(answers)).id
    return browser


def question_pages(app: Flask, answers: Mapping[str, Any]) -> list[str]:
    """Addresses of questions that this person may see."""
    checklist = app.extensions['parts'][Checklist]
    found = checklist.find(checklist.read(answers)).open
    return [f'/papers/question/{one.key}' for one in found[:QUESTIONS_EACH]]


def shown(browser: Browser, address: str) -> str:
    """The page, but for its token."""
    page = browser.open(address)
    assert (page.status, page.address) == (200, address)
    return TOKEN.sub('', page.text)


def others_pages(app: Flask) -> Iterator[tuple[str, str]]:
    """Every page that these people see, one after the other in one portal, that is not as a portal that keeps
    nothing makes it for them.
    """
    for language, answers in product(('nl', 'en'), people()):
        browser = browser_of(app, answers, language)
        for address in question_pages(app, answers):
            page = shown(browser, address)
            with pytest.MonkeyPatch.context() as patch:
                patch.setitem(app.extensions, 'question_pages', {})
                if page != shown(browser, address):
                    yield address, language


def test_everybody_sees_the_page_that_was_made_for_their_answers_and_language(app: Flask) -> None:
    assert list(others_pages(app)) == []
    kept = app.extensions['question_pages']
    assert {language for language, *_ in kept} == {'nl', 'en'}
    backs, options = {shows[1] for *_, shows in kept}, {shows[0] for *_, shows in kept}
    assert len(backs) > 3 and len(options) > 3, 'the people differ in what their pages show'


def test_kept_by_the_address_alone_pages_would_be_somebody_elses(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, 'kept_html', lambda kept, make, **_: kept_html(kept, make))
    assert {language for _, language in others_pages(app)} == {'nl', 'en'}


def test_a_page_is_made_once_for_all_who_are_asked_the_same(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    make = asking.question_html
    monkeypatch.setattr(asking, 'question_html', lambda form, back: made.append(back) or make(form, back))
    tokens = set()
    for _ in range(3):
        page = browser_of(app, {}, 'en').open('/papers/question/purpose_group')
        tokens |= set(TOKEN.findall(page.text))
    assert len(made) == 1
    assert len(tokens) == 3, 'everybody has a token of their own'


@pytest.mark.parametrize('act', [
    lambda person: person.browser.open('/papers/question/app.birthdate'),
    lambda person: person.browser.open('/papers/question/app.birthdate?from=answers'),
    lambda person: person.browser.open('/papers/question/app.location?invented=1999-12-31'),
    lambda person: [person.browser.open('/papers/question/app.location'), person.give('no such place')],
], ids=['an answer', 'an answer to change', 'an address of their own', 'a mistake'])
def test_what_one_person_gave_is_never_kept(app: Flask, act: Callable) -> None:
    answers = {name: MARRIED_IN_MOROCCO[name] for name in islice(MARRIED_IN_MOROCCO, 4)}
    act(Papers(browser_of(app, answers, 'en')))
    pages = app.extensions.get('question_pages', {}).values()
    assert not [page for page in pages if '1998' in page or '1999' in page or 'Choose one of the answers' in page]


def test_no_more_pages_are_kept_than_memory_allows(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, 'PAGES_MOST', 3)
    person = browser_of(app, {}, 'en')
    for answers in people():
        person = browser_of(app, answers, 'en')
        for address in question_pages(app, answers):
            person.open(address)
            assert len(app.extensions['question_pages']) <= 3


def test_the_answers_of_a_request_are_judged_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[object] = []
    find = Checklist.find
    monkeypatch.setattr(Checklist, 'find', lambda *given: judged.append(given) or find(*given))
    assert shown(browser_of(app, {}, 'en'), '/papers/question/purpose_group')
    assert len(judged) == 1
