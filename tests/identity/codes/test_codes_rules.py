"""How codes look and how long they work; every typing mistake is seen."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn

from portal.identity.errors import CodeMistyped
from portal.identity.model.codes import How
from portal.identity.rules.codes import last_day, letter_may_go, new_code, printed, read_code, works_until
from portal.kernel import codes
from portal.kernel.codes import SIGNS

ADVENT = datetime(2026, 11, 30, 8, tzinfo=UTC)
SUMMER_TIME = datetime(2027, 3, 20, 8, tzinfo=UTC)
NIGHT = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)
"""Half an hour past midnight in the Netherlands: already December."""


def is_read(text: str) -> bool:
    try:
        read_code(text)
    except CodeMistyped:
        return False
    return True


def test_a_code_has_thirteen_signs_that_nobody_confuses():
    code = new_code()
    assert len(code) == 13 and set(code) <= set(SIGNS)
    assert not set('01OILU') & set(SIGNS)


def test_codes_are_random():
    """ASVS 6.5.2, 6.6.3: twelve signs of thirty are 58.9 bits; what the check sign refuses takes less than a tenth of one."""
    codes = {new_code() for _ in range(3000)}
    assert len(codes) == 3000
    for place in range(12):
        assert {code[place] for code in codes} == set(SIGNS)


def test_what_is_printed_is_read_again():
    code = new_code()
    assert [len(part) for part in printed(code).split('-')] == [4, 4, 5]
    assert read_code(printed(code)) == code


@pytest.mark.parametrize('spaced', [
    '{0}', ' {0} ', '{1} {2} {3}', '{1}-{2}-{3}', '{1}–{2}—{3}', '{1}\u00a0{2}\u202f{3}', '{1}\u2011{2}\u2212{3}', '{1}\t{2}\n{3}',
    '\u200b{1}\u200e {2}{3}\ufeff', '-{1}- -{2}-{3}-',
])
def test_case_spaces_and_hyphens_do_not_matter(spaced: str):
    code = new_code()
    text = spaced.format(code, code[:4], code[4:8], code[8:])
    assert read_code(text) == read_code(text.lower()) == code


@pytest.mark.parametrize('text', [
    '', '-', '7KQ4-XM2P-9TRW', '7KQ4-XM2P-9TRWCC', '7KQ4-XM2P-9TRW*', '0KQ4-XM2P-9TRWC', '7KQ4-XM2P-9TRWß', 'é' * 13,
    '7KQ4_XM2P_9TRWC', '7KQ4.XM2P.9TRWC', '7' * 10_000,
])
def test_what_is_no_code_is_told_at_once(text: str):
    with pytest.raises(CodeMistyped):
        read_code(text)


def wrong_signs(code: str):
    """Every code that differs in one sign."""
    for place, right in enumerate(code):
        yield from (code[:place] + sign + code[place + 1:] for sign in SIGNS if sign != right)


def swapped(code: str):
    """Every code with two neighbours that changed places."""
    for place, (one, other) in enumerate(pairwise(code)):
        if one != other:
            yield code[:place] + other + one + code[place + 2:]


@given(st.text(SIGNS, min_size=12, max_size=12).map(lambda start: start + codes.mod_37_2.calc_check_digit(start, codes.CHECKED)))
def test_every_wrong_sign_and_every_swap_is_seen(code: str):
    if code[-1] in SIGNS:
        assert not any(map(is_read, wrong_signs(code)))
        assert not any(map(is_read, swapped(code)))


def test_all_pairs_of_signs_at_all_places_are_told_apart_when_swapped():
    """The check is linear, so a swap shows by the two signs and their place alone: all of them are tried."""
    for place in range(11):
        for one in SIGNS:
            for other in SIGNS:
                start = '2' * place + one + other + '2' * (10 - place)
                code = start + codes.mod_37_2.calc_check_digit(start, codes.CHECKED)
                assert one == other or code[-1] not in SIGNS or not is_read(code[:place] + other + one + code[place + 2:])


def test_a_weaker_check_would_not_see_every_swap(monkeypatch: pytest.MonkeyPatch):
    """The twin: the check of bank cards (Luhn modulo 30) lets some swaps pass."""
    monkeypatch.setattr(codes, 'mod_37_2', luhn)
    monkeypatch.setattr(codes, 'CHECKED', SIGNS)
    start = '2' * 10 + SIGNS[0] + SIGNS[-1]
    code = start + luhn.calc_check_digit(start, SIGNS)
    assert any(map(is_read, swapped(code)))


@pytest.mark.parametrize(('how', 'abroad', 'now', 'until', 'day'), [
    (How.POST, False, ADVENT, '2026-12-20T23:00', '2026-12-20'),
    (How.POST, True, ADVENT, '2026-12-29T23:00', '2026-12-29'),
    (How.POST, False, NIGHT, '2026-12-21T23:00', '2026-12-21'),
    (How.POST, False, SUMMER_TIME, '2027-04-09T22:00', '2027-04-09'),
    (How.COUNTER, False, ADVENT, '2026-12-01T08:00', '2026-12-01'),
    (How.COUNTER, True, ADVENT, '2026-12-01T08:00', '2026-12-01'),
])
def test_how_long_a_code_works(how: How, abroad: bool, now: datetime, until: str, day: str):
    """ASVS 6.5.5, NIST 800-63A-4: at most 21 days at home, 30 abroad, 24 hours from the counter."""
    found = works_until(how, now, abroad=abroad)
    assert found == datetime.fromisoformat(until).replace(tzinfo=UTC)
    assert last_day(found).isoformat() == day
    assert found - now <= timedelta(days=30 if abroad else 21)


@pytest.mark.parametrize(('passed', 'may'), [
    (None, True), (timedelta(), False), (timedelta(days=3, seconds=-1), False), (timedelta(days=3), True),
])
def test_a_letter_goes_at_most_once_in_three_days(passed: timedelta | None, may: bool):
    assert letter_may_go(None if passed is None else ADVENT - passed, ADVENT) is may
