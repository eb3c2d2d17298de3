"""Codes of letters: how they look, and how long they work (NIST 800-63A-4 §3.14, 800-63B-4 §3.1.2)."""

import unicodedata
from datetime import date, datetime, time, timedelta

from stdnum.iso7064 import mod_37_2

from portal.identity.errors import CodeMistyped
from portal.identity.model.codes import How
from portal.kernel.codes import SIGNS, random_code
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day

RANDOM_SIGNS = 12
LENGTH = RANDOM_SIGNS + 1
CHECKED = SIGNS + '*'
"""ISO 7064 MOD 31,2: a prime catches every wrong sign and every swap of two neighbours. Codes that would end in the
thirty-first sign are not given out, which leaves 58.8 of 58.9 bits."""
HOME_DAYS, ABROAD_DAYS = 21, 30
AT_COUNTER = timedelta(hours=24)
BETWEEN_LETTERS = timedelta(days=3)


def new_code() -> str:
    """Twelve random signs, and one by which typing mistakes are seen."""
    while True:
        start = random_code(RANDOM_SIGNS)
        check = mod_37_2.calc_check_digit(start, CHECKED)
        if check in SIGNS:
            return start + check


def printed(code: str) -> str:
    """As it stands on the letter: `ABCD-EFGH-JKMNP`."""
    return f'{code[:4]}-{code[4:8]}-{code[8:]}'


def read_code(text: str) -> str:
    """The code that was typed, however it was spaced; raises `CodeMistyped`, which says nothing about any code."""
    code = ''.join(sign for sign in unicodedata.normalize('NFKC', text).upper() if not is_spacing(sign))
    if len(code) != LENGTH or not set(code) <= set(SIGNS) or not mod_37_2.is_valid(code, CHECKED):
        raise CodeMistyped
    return code


def is_spacing(sign: str) -> bool:
    """A space, a hyphen or a dash of any kind, or a sign that cannot be seen."""
    return sign.isspace() or unicodedata.category(sign) in ('Pd', 'Cf', 'Zs') or sign == '\u2212'


def works_until(how: How, now: datetime, *, abroad: bool) -> datetime:
    """When a new code stops working: a day at the counter; by post at the end of a day, which the letter names."""
    if how is How.COUNTER:
        return now + AT_COUNTER
    after_last_day = dutch_day(now) + timedelta(days=ABROAD_DAYS if abroad else HOME_DAYS)
    return datetime.combine(after_last_day, time(), DUTCH_TIME).astimezone(now.tzinfo)


def letter_may_go(last: datetime | None, now: datetime) -> bool:
    """Whether enough time has passed since the `last` letter to send another."""
    return last is None or now - last >= BETWEEN_LETTERS


def last_day(works_until: datetime) -> date:
    """The last day on which a code works that works until then."""
    return dutch_day(works_until - timedelta(microseconds=1))
