"""Every kind of letter that a case can fill: it says what the law wants, and asks for what it needs and for no more."""

from dataclasses import replace

import pytest

from portal.letters.model.cases import CaseLetter
from portal.letters.model.kinds import KINDS
from portal.letters.service import Letters
from portal.procedures.model.writing import Shape
from portal.procedures.rules.letters.composing import WRITTEN, asks_of
from tests.procedures.letters.examples import Example, examples
from tests.procedures.letters.matters import ADDRESS, TODAY, letter, matter

EXAMPLES = pytest.mark.parametrize('example', examples(), ids=lambda one: one.kind)


def test_a_case_can_fill_every_kind_of_the_catalogue():
    assert set(WRITTEN) == {name for name, kind in KINDS.items() if issubclass(kind, CaseLetter)}


@EXAMPLES
def test_what_is_asked_is_what_can_be_given(example: Example):
    asks = asks_of(example.kind, matter(example.case, TODAY, **example.known))
    assert {*example.given, *ADDRESS} <= {ask.name for ask in asks}
    assert {ask.name for ask in asks if ask.needed} <= {*example.given, *ADDRESS}


@pytest.mark.parametrize('language', ['nl', 'en'])
@EXAMPLES
def test_what_the_law_wants_stands_in_each(example: Example, language: str, letters: Letters):
    made = letter(example.kind, example.case, example.given, **example.known)
    letters.check_law(replace(made, check_page='https://loket.example/letter', check_code='K7P4-2MXD-9QTR'), language)


@EXAMPLES
def test_days_are_asked_only_where_no_rule_gives_them(example: Example):
    """The begin and end of a permit, the end of a card, and by when to answer an invitation."""
    asks = asks_of(example.kind, matter(example.case, TODAY, **example.known))
    days = {ask.name for ask in asks if ask.shape is Shape.DAY}
    assert days <= {'valid_from', 'valid_until', 'ends_on', 'answer_by'}
    assert all(ask.earliest and ask.latest for ask in asks if ask.shape is Shape.DAY), 'none without bounds'
