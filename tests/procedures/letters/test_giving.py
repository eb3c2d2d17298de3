"""What a clerk gives: each thing in its form, or refused with its name."""

from datetime import date, time
from decimal import Decimal

import pytest

from portal.letters.model.cases import Reason
from portal.procedures.errors import NoLetter
from portal.procedures.model.writing import Ask, Shape, Why
from portal.procedures.rules.letters.giving import FORMS, checked
from tests.procedures.letters.examples import WHY
from tests.procedures.letters.matters import both

BOUND = Ask(
    name='one', shape=Shape.DAY, earliest=date(2026, 11, 24), latest=date(2026, 12, 14), working=True,
)


def given(ask: Ask | Shape, value: object) -> object:
    found = ask if isinstance(ask, Ask) else Ask(name='one', shape=ask)
    return checked((found,), {'one': value})['one']


@pytest.mark.parametrize(('shape', 'value', 'found'), [
    (Shape.NUMBER, 1, 1), (Shape.NUMBER, '600', 600), (Shape.AMOUNT, '254.00', Decimal('254.00')),
    (Shape.AMOUNT, 350, Decimal(350)), (Shape.DAY, '2026-12-05', date(2026, 12, 5)), (Shape.TIME, '9:30', time(9, 30)),
    (Shape.TIME, '09:30', time(9, 30)), (Shape.REASONS, WHY, (Reason(**WHY[0]),)), (Shape.YES_NO, False, False),
])
def test_in_its_form(shape: Shape, value: object, found: object):
    assert given(shape, value) == found


@pytest.mark.parametrize(('shape', 'value', 'place'), [
    (Shape.NUMBER, 0, 'one'), (Shape.NUMBER, 601, 'one'), (Shape.NUMBER, 'six', 'one'), (Shape.NUMBER, 1.5, 'one'),
    (Shape.AMOUNT, '0', 'one'), (Shape.AMOUNT, '-1', 'one'), (Shape.AMOUNT, '1.234', 'one'), (Shape.AMOUNT, 'NaN', 'one'),
    (Shape.AMOUNT, '1000000.00', 'one'), (Shape.DAY, '2026-02-30', 'one'), (Shape.DAY, 20261205, 'one'),
    (Shape.DAY, '5 december', 'one'), (Shape.TIME, '25:00', 'one'), (Shape.TIME, '9', 'one'), (Shape.TIME, 9, 'one'),
    (Shape.REASONS, [{'asked': both('x')}], 'one.0.found'), (Shape.REASONS, [{**WHY[0], 'article': ''}], 'one.0.article'),
    (Shape.REASONS, [{**WHY[0], 'law': 'x'}], 'one.0.law'), (Shape.REASONS, [{**WHY[0], 'why': {'nl': 'x'}}], 'one.0.why'),
    (Shape.REASONS, 'x', 'one'), (Shape.REASONS, WHY * 21, 'one'),
])
def test_in_another_form_it_is_refused_with_its_place(shape: Shape, value: object, place: str):
    with pytest.raises(NoLetter) as refused:
        given(shape, value)
    assert (refused.value.why, refused.value.field) == (Why.WRONG, place)


@pytest.mark.parametrize(('day', 'why'), [
    ('2026-11-23', Why.OUTSIDE), ('2026-11-24', None), ('2026-12-14', None), ('2026-12-15', Why.OUTSIDE),
    ('2026-12-04', None), ('2026-12-05', Why.DAY_OFF), ('2026-12-06', Why.DAY_OFF), ('2026-12-07', None),
])
def test_a_day_lies_within_its_bounds_and_is_one_on_which_we_work(day: str, why: Why | None):
    if why is None:
        assert given(BOUND, day) == date.fromisoformat(day)
        return
    with pytest.raises(NoLetter) as refused:
        given(BOUND, day)
    assert refused.value.why is why


def test_every_shape_has_a_form():
    assert set(FORMS) == set(Shape)
