"""The form of a letter follows from what it asks: each shape, each list, and words for everything."""

import re
from contextlib import suppress
from datetime import date

import pytest
from flask import Flask, g

from portal.counter.forms.asked import ASKED
from portal.counter.forms.asked import LEAVES as LEAF_WORDS
from portal.counter.forms.letters import LetterForm, letter_form
from portal.counter.forms.rows import LEAVES
from portal.counter.views.words import FIELDS, REFUSALS, WHY
from portal.letters import errors as letter_errors
from portal.procedures.errors import NoLetter
from portal.procedures.model.writing import Ask, Matter, Shape, Why
from portal.procedures.rules.letters.composing import ADDRESS, PARENT, WRITTEN, asks_of, compose
from tests.procedures.cases import case
from tests.procedures.letters.examples import Example, examples
from tests.procedures.letters.matters import ADDRESS as ADDRESSED
from tests.procedures.letters.matters import AMINA, BILAL, both, matter

MONDAY = 'Monday 2026-11-23'
CHOICES = (('one', both('the first')), ('two', both('the second')))
PAPER = {'name-nl': 'uw akte', 'name-en': 'your certificate', 'why-nl': 'w', 'why-en': 'w', 'form-nl': 'f', 'form-en': 'f'}


def form_of(app: Flask, asks: list[Ask], typed: dict | None = None, change: str = '') -> LetterForm:
    """The form as it is after `typed` was sent."""
    how = {'method': 'GET'} if typed is None else {'method': 'POST', 'data': typed}
    with app.test_request_context('/', **how):
        g.language, g.csrf_valid = 'en', True
        form = letter_form(asks, change)
        form.right = typed is not None and form.is_right()
        form.says = {field.name: [str(one) for one in field.errors] for field in form if field.errors}
        return form


def ask(shape: Shape, *, name: str = 'reason', **more: object) -> Ask:
    return Ask(name=name, shape=shape, **more)


def asked(*, babies: bool) -> list[Ask]:
    """All that any letter asks, whether it fits the case or not."""
    known = matter(case('family', MONDAY), MONDAY, applicants=(AMINA, BILAL) if babies else (AMINA,))
    found = [ask for example in examples() for ask in asks_of(example.kind, known_of(example))]
    for written in WRITTEN.values():
        with suppress(NoLetter):
            found += written.asks(known)
    return found


def known_of(example: Example) -> Matter:
    return matter(example.case, MONDAY, **example.known)


@pytest.mark.parametrize('babies', [False, True])
def test_whatever_a_letter_asks_has_a_label(babies):
    assert {one.name for one in (*asked(babies=babies), ADDRESS, PARENT)} - ASKED.keys() == set()


def test_a_label_that_is_missing_is_found_out(monkeypatch):
    """The twin."""
    monkeypatch.delitem(ASKED, 'court')
    assert {one.name for one in asked(babies=True)} - ASKED.keys() == {'court'}


@pytest.mark.parametrize('example', examples(), ids=lambda one: f'{one.kind}, {len(str(one.given))}')
def test_every_letter_can_be_filled_in(app, example):
    """What is typed into the form makes the same letter as what a file says."""
    known, typed = known_of(example), {'say_address': 'Voorbeeldstraat 12\n3511 AA Utrecht'}
    for name, value in example.given.items():
        typed |= in_form(f'say_{name}', value)
    form = form_of(app, asks_of(example.kind, known), typed)
    assert form.right, form.says
    assert compose(example.kind, known, form.given()) == compose(example.kind, known, {**example.given, **ADDRESSED})


def in_form(name: str, value: object) -> dict[str, str]:
    """What somebody types who means this."""
    match value:
        case bool():
            return {name: 'yes' if value else 'no'}
        case [str(), *_]:
            return {name: '\n'.join(value)}
        case list():
            return {at: text for row, one in enumerate(value) for at, text in in_form(f'{name}-{row}', one).items()}
        case dict():
            return {at: text for part, one in value.items() for at, text in in_form(f'{name}-{part}', one).items()}
    if found := re.fullmatch('([0-9]{4})-0?([0-9]+)-0?([0-9]+)', str(value)):
        return dict(zip((f'{name}-year', f'{name}-month', f'{name}-day'), found.groups(), strict=True))
    return {name: str(value).replace('.', ',') if name in ('say_amount', 'say_costs') else str(value)}


def test_every_why_and_every_refusal_has_words():
    assert WHY.keys() == set(Why)
    assert set(REFUSALS) <= set(letter_errors.LetterRefused.__subclasses__())
    assert {letter_errors.UnfitLetter, letter_errors.LacksElements, letter_errors.ReferenceTaken} <= set(REFUSALS)
    assert not FIELDS.keys() & (ASKED.keys() - {'period', 'addressee'}), 'what the clerk says has its own label'


@pytest.mark.parametrize(('shape', 'typed', 'given'), [
    (Shape.LINE, {'say_reason': ' a  line\x00 '}, 'a  line'),
    (Shape.LINES, {'say_reason': 'one\r\n\r\n  two \r\n'}, ['one', 'two']),
    (Shape.TEXT, {'say_reason-nl': 'een', 'say_reason-en': 'one'}, {'nl': 'een', 'en': 'one'}),
    (Shape.TEXTS, {'say_reason-0-nl': 'een', 'say_reason-0-en': 'one', 'say_reason-7-nl': 'twee', 'say_reason-7-en': 'two'},
     [{'nl': 'een', 'en': 'one'}, {'nl': 'twee', 'en': 'two'}]),
    (Shape.ITEMS, {f'say_reason-3-{leaf}': text for leaf, text in PAPER.items()}, [{
        'name': {'nl': 'uw akte', 'en': 'your certificate'}, 'why': {'nl': 'w', 'en': 'w'}, 'form': {'nl': 'f', 'en': 'f'},
    }]),
    (Shape.CHOICE, {'say_reason': 'two'}, 'two'),
    (Shape.YES_NO, {'say_reason': 'no'}, False),
    (Shape.YES_NO, {'say_reason': 'yes'}, True),
    (Shape.NUMBER, {'say_reason': '6'}, '6'),
    (Shape.AMOUNT, {'say_reason': '12,50'}, '12.50'),
    (Shape.TIME, {'say_reason': '9.30'}, '9:30'),
    (Shape.DAY, {'say_reason-day': '4', 'say_reason-month': '12', 'say_reason-year': '2026'}, '2026-12-04'),
    (Shape.REASONS, {f'say_reason-0-{leaf}': leaf for leaf in LEAVES[Shape.REASONS]}, [{
        'asked': {'nl': 'asked-nl', 'en': 'asked-en'}, 'found': {'nl': 'found-nl', 'en': 'found-en'},
        'why': {'nl': 'why-nl', 'en': 'why-en'}, 'article': 'article',
    }]),
])
def test_each_shape_is_read_as_the_rules_take_it(app, shape, typed, given):
    form = form_of(app, [ask(shape, choices=CHOICES)], typed)
    assert form.right, form.says
    assert form.given() == {'reason': given}


@pytest.mark.parametrize('shape', list(Shape))
def test_what_need_not_be_filled_in_is_not_given(app, shape):
    form = form_of(app, [ask(shape, choices=CHOICES, needed=False)], {'language': 'nl'})
    assert form.right
    assert form.given() == {'reason': None}


@pytest.mark.parametrize('shape', list(Shape))
def test_what_is_needed_is_asked_for_at_its_field(app, shape):
    form = form_of(app, [ask(shape, choices=CHOICES)], {'language': 'nl'})
    assert not form.right
    label = 'Fill this in: Why do we need more time for this application?'
    assert form.says and all(one.startswith(label) for [one] in form.says.values())


def test_every_field_of_a_shape_has_words():
    assert {shape: tuple(words) for shape, words in LEAF_WORDS.items()} == LEAVES


def test_a_day_says_between_which_days_it_lies(app):
    form = form_of(app, [ask(Shape.DAY, earliest=date(2026, 12, 1), latest=date(2027, 3, 1))])
    with app.test_request_context('/'):
        g.language = 'en'
        [question] = form.questions
        assert question.hint == 'From Tuesday 1 December 2026 up to and including Monday 1 March 2027.'


def test_a_row_that_was_begun_has_to_be_finished(app):
    form = form_of(app, [ask(Shape.TEXTS, needed=False)], {'say_reason-0-nl': 'een', 'say_reason-0-en': ''})
    assert list(form.says) == ['say_reason-0-en']


def test_an_answer_that_stands_there_unless_somebody_changes_it(app):
    form = form_of(app, [ask(Shape.YES_NO, name='heard', needed=False, otherwise=True)])
    assert form['say_heard'].data == 'yes'


BRING = ask(Shape.TEXTS, name='bring')
THREE = {f'say_bring-{row}-{language}': f'{row} {language}' for row in range(3) for language in ('nl', 'en')}


class TestLists:
    def rows(self, form: LetterForm) -> list[str]:
        [question] = form.questions
        return [nl.data for nl, _ in question.rows]

    @pytest.mark.parametrize(('change', 'rows'), [
        ('add:bring', ['0 nl', '1 nl', '2 nl', '']), ('remove:bring:1', ['0 nl', '2 nl']),
        ('remove:bring:9', ['0 nl', '1 nl', '2 nl']), ('remove:bring', ['0 nl', '1 nl', '2 nl']),
        ('remove:other:0', ['0 nl', '1 nl', '2 nl']), ('look', ['0 nl', '1 nl', '2 nl']),
    ])
    def test_a_button_changes_a_row_and_keeps_the_others(self, app, change, rows):
        assert self.rows(form_of(app, [BRING], THREE, change)) == rows

    def test_empty_rows_go_when_the_letter_is_looked_at(self, app):
        typed = THREE | {'say_bring-1-nl': ' ', 'say_bring-1-en': ''}
        assert self.rows(form_of(app, [BRING], typed, 'look')) == ['0 nl', '2 nl']

    @pytest.mark.parametrize(('typed', 'change'), [
        (None, ''), ({'language': 'nl'}, 'look'), ({'say_bring-0-nl': 'x', 'say_bring-0-en': ''}, 'remove:bring:0'),
    ])
    def test_one_row_is_always_there(self, app, typed, change):
        assert len(self.rows(form_of(app, [BRING], typed, change))) == 1

    def test_there_is_no_number_of_rows_at_which_some_are_lost(self, app):
        typed = {f'say_bring-{row}-{language}': 'x' for row in range(300) for language in ('nl', 'en')}
        assert len(form_of(app, [BRING], typed, 'add:bring').given()['bring']) == 300


@pytest.mark.parametrize(('place', 'field'), [
    ('address', 'say_address'), ('address.2', 'say_address'), ('bring', 'say_bring-0-nl'),
    ('bring.1', 'say_bring-1-nl'), ('bring.1.en', 'say_bring-1-en'), ('bring.1.fr', 'say_bring-1-nl'),
    ('bring.7', 'say_bring-0-nl'), ('elsewhere', None), ('', None),
])
def test_what_the_rules_refuse_is_said_where_it_stands(app, place, field):
    typed = {'say_address': 'x', **THREE}
    form = form_of(app, [ADDRESS, BRING], typed)
    form.refuse(place, 'No.')
    assert [one.name for one in form if one.errors] == ([field] if field else [])
    assert form.form_errors == ([] if field else ['No.'])
