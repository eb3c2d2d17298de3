"""Whoever has passed the exam has its result: it need not be waited for, and its age is known."""

from datetime import date

import pytest

from portal.checklist.model import PersonalList, Step
from portal.checklist.service import Checklist
from tests.pages.papers import MARRIED_IN_MOROCCO

RESULT = 'D07'


def listed(checklist: Checklist, filing: date | None = None, **different: object) -> PersonalList:
    """The list of the worked case T1, with some other answers."""
    return checklist.list(checklist.read({**MARRIED_IN_MOROCCO, **different}), filing)


def test_a_result_that_is_there_takes_no_time(checklist: Checklist):
    assert [paper.days for paper in listed(checklist).papers if paper.code == RESULT] == [0]


def test_a_result_that_is_not_there_comes_first(checklist: Checklist):
    first = listed(checklist, **{'app.exam.passed': False, 'app.exam.pass_date': None}).papers[0]
    assert first.code == RESULT and first.days > 0


@pytest.mark.parametrize(('filing', 'steps'), [
    (date(2027, 8, 31), ()),
    (date(2027, 9, 1), ()),
    (date(2027, 9, 2), (Step.OLD_BY_THEN,)),
])
def test_a_result_is_too_old_a_year_after_it(checklist: Checklist, filing: date, steps: tuple):
    [paper] = [one for one in listed(checklist, filing).papers if one.code == RESULT]
    assert paper.steps == steps
