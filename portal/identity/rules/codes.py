"""Codes of letters: how they look, and how long they work (NIST 800-63A-4 §3.14, 800-63B-4 §3.1.2)."""

from datetime import date, datetime, time, timedelta
from itertools import count

from portal.identity.errors import CodeMistyped
from portal.identity.model import Level
from portal.identity.model.codes import How
from portal.kernel.codes import in_fours, is_whole, random_code, unspaced, with_check
from portal.kernel.dutch_time import DUTCH_TIME, dutch_day

RANDOM_SIGNS = 12
LENGTH = RANDOM_SIGNS + 1
HOME_DAYS, ABROAD_DAYS = 21, 30
AT_COUNTER = timedelta(hours=24)
BETWEEN_LETTERS = timedelta(days=3)


def new_code() -> str:
    """Twelve random signs, of 58.8 bits, and one by which typing mistakes are seen."""
    return with_check(random_code(RANDOM_SIGNS) for _ in count())


def printed(code: str) -> str:
    """As it stands on the letter: `ABCD-EFGH-JKMNP`."""
    return in_fours(code)


def read_code(text: str) -> str:
    """The code that was typed, however it was spaced; raises `CodeMistyped`, which says nothing about any code."""
    code = unspaced(text)
    if len(code) != LENGTH or not is_whole(code):
        raise CodeMistyped
    return code


def works_until(how: How, now: datetime, *, abroad: bool) -> datetime:
    """When a new code stops working: a day at the counter; by post at the end of a day, which the letter names."""
    if how is How.COUNTER:
        return now + AT_COUNTER
    after_last_day = dutch_day(now) + timedelta(days=ABROAD_DAYS if abroad else HOME_DAYS)
    return datetime.combine(after_last_day, time(), DUTCH_TIME).astimezone(now.tzinfo)


def level_of(how: How) -> Level:
    """How surely whoever has a code is known: who got it at a counter was looked at; a letter anybody can open."""
    return Level.SUBSTANTIAL if how is How.COUNTER else Level.LOW


def letter_may_go(last: datetime | None, now: datetime) -> bool:
    """Whether enough time has passed since the `last` letter to send another."""
    return last is None or now - last >= BETWEEN_LETTERS


def last_day(works_until: datetime) -> date:
    """The last day on which a code works that works until then."""
    return dutch_day(works_until - timedelta(microseconds=1))
