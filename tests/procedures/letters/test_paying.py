"""The letter about the fee: the first one, and the last chance."""

from datetime import date

import pytest

from portal.procedures.model.writing import Why
from tests.procedures.cases import case
from tests.procedures.letters.examples import FEE, PAY
from tests.procedures.letters.matters import letter, refusal

ASKED = 'Friday 2026-11-06 fee_asked'
TWICE = case('family/with_mvv', 'Thursday 2026-11-05', ASKED, 'Monday 2026-11-23 fee_asked')


@pytest.mark.parametrize(('day', 'second', 'again_by'), [
    ('Friday 2026-11-06', False, '2026-12-04'), ('Friday 2026-11-20', False, '2026-12-04'),
    ('Saturday 2026-11-21', True, '2026-12-05'), ('Monday 2026-11-30', True, '2026-12-14'),
])
def test_the_day_after_the_last_day_is_the_last_chance(day: str, second: bool, again_by: str):
    made = letter('l02_payment', FEE, PAY, day)
    assert (made.pay_by, made.second, made.again_by) == (date(2026, 11, 20), second, date.fromisoformat(again_by))


def test_without_a_day_in_the_case_the_rule_gives_two_weeks():
    made = letter('l02_payment', case('extension', 'Thursday 2026-11-05', ASKED), PAY, 'Monday 2026-11-09')
    assert made.pay_by == date(2026, 11, 20) and (made.amount, made.article) == (254, 'VV 3.34')


@pytest.mark.parametrize(('again', 'again_by'), [('fee_again', '2026-12-04'), ('fee_again_abroad', '2026-12-11')])
def test_at_an_embassy_the_last_chance_is_longer(again: str, again_by: str):
    made = letter('l02_payment', FEE, PAY | {'again': again}, 'Monday 2026-11-09')
    assert made.again_by == date.fromisoformat(again_by)


def test_a_second_letter_that_the_source_tells_of_sets_the_day():
    assert letter('l02_payment', TWICE, PAY).again_by == date(2026, 12, 7)
    assert letter('l02_payment', TWICE, PAY, 'Monday 2026-12-07').second
    assert refusal('l02_payment', TWICE, PAY, 'Tuesday 2026-12-08') == (Why.NOT_NOW, 'again_by')


@pytest.mark.parametrize(('one', 'given', 'why', 'field'), [
    (case('family/without_mvv', 'Thursday 2026-11-05', ASKED, 'Monday 2026-11-16 paid'), PAY, Why.NOT_NOW, ''),
    (case('family/without_mvv', 'Thursday 2026-11-05'), PAY, Why.NOT_NOW, ''),
    (case('naturalisation', 'Thursday 2026-11-05', ASKED), PAY, Why.NOT_NOW, ''),
    (FEE, PAY | {'pay_by': '2026-12-31'}, Why.NOT_ASKED, 'pay_by'),
    (FEE, PAY | {'again': 'asked_standard'}, Why.WRONG, 'again'), (FEE, PAY | {'amount': '0'}, Why.WRONG, 'amount'),
])
def test_no_letter(one, given: dict, why: Why, field: str):
    assert refusal('l02_payment', one, given) == (why, field)
