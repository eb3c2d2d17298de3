"""Every text of the portal is in the catalogue of each language, translated, in sentences that people can follow."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from babel.messages import Message

from tests.pages.texts import LANGUAGES, catalogue, texts_of_the_portal

PORTAL = Path(__file__).parents[1] / 'portal'
SPEAKING = {'_', 'gettext', 'ngettext', 'lazy_gettext'}
PLANNER = PORTAL / 'appointments' / 'data' / 'planner.yaml'
SENTENCE_ENDS = re.compile(r'(?<=[.?!:])\s+')
WORDS_MOST = 25
MARKUP = re.compile(r'<[^>]*>')

ours = pytest.mark.parametrize('language', LANGUAGES)


@pytest.fixture(scope='module')
def texts() -> set:
    """Every text that stands in the portal."""
    return {message.id for message in texts_of_the_portal() if message.id}


@ours
def test_the_catalogue_holds_the_texts_of_the_portal_and_no_others(language: str, texts: set) -> None:
    known = {message.id for message in catalogue(language) if message.id}
    assert sorted(map(str, texts - known)) == [], 'run: pybabel extract and pybabel update'
    assert sorted(map(str, known - texts)) == [], 'nobody says this any more'
    assert list(catalogue(language).obsolete) == []


def test_no_text_hides_in_an_f_string() -> None:
    """There the extraction does not find it, and the page speaks English to everybody."""
    hidden = [
        f'{path.name}:{part.lineno}' for path in PORTAL.rglob('*.py') for part in ast.walk(ast.parse(path.read_text()))
        if isinstance(part, ast.JoinedStr) and any(_says(inner) for inner in ast.walk(part))
    ]
    assert hidden == []


def _says(part: ast.AST) -> bool:
    return isinstance(part, ast.Call) and isinstance(part.func, ast.Name) and part.func.id in SPEAKING


@ours
def test_every_text_is_translated(language: str) -> None:
    missing = [one.id for one in catalogue(language) if one.id and (one.fuzzy or not all(_said(one)))]
    assert missing == []


@ours
def test_placeholders_are_the_same(language: str) -> None:
    wrong = [(one.id, str(error)) for one in catalogue(language) for error in one.check()]
    assert wrong == []


@ours
def test_markup_is_that_of_the_text(language: str) -> None:
    for message in filter(lambda one: one.id, catalogue(language)):
        expected = sorted(MARKUP.findall(_asked(message)[0]))
        assert [text for text in _said(message) if sorted(MARKUP.findall(text)) != expected] == [], message.id


@ours
def test_no_sentence_is_too_long(language: str) -> None:
    sentences = [sentence for message in catalogue(language) if message.id for text in _said(message)
                 for sentence in SENTENCE_ENDS.split(text)]
    sentences += [sentence for text in _planner_texts() for sentence in SENTENCE_ENDS.split(text[language])]
    assert [sentence for sentence in sentences if len(sentence.split()) > WORDS_MOST] == []


def test_a_sentence_ends_as_its_text_does() -> None:
    """A question stays a question, and a button has no full stop in one language only."""
    for message in catalogue('nl'):
        if message.id:
            ends = {text[-1] if text[-1] in '.?!:' else '' for text in (*_asked(message)[:1], *_said(message))}
            assert len(ends) == 1, message.id


def test_the_planner_speaks_both_languages() -> None:
    texts = list(_planner_texts())
    assert len(texts) > 20
    assert [text for text in texts if not all(text.get(language, '').strip() for language in LANGUAGES)] == []


def _said(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def _asked(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def _planner_texts() -> Iterator[dict[str, str]]:
    """The texts of the planner's file: whatever says something in Dutch."""
    found = [yaml.safe_load(PLANNER.read_text(encoding='utf-8'))]
    while found:
        one = found.pop()
        if isinstance(one, dict) and 'nl' in one:
            yield one
        elif isinstance(one, dict):
            found += one.values()
        elif isinstance(one, list):
            found += one
