"""The letter about research: what it does to the time, and that it ends within it."""

from datetime import date

import pytest

from portal.procedures.model import Event, EventKind, Legal, Suspension
from portal.procedures.model.writing import Matter, Why
from portal.procedures.rules.clocks.statutory import legal_end
from portal.procedures.rules.letters import researching
from portal.procedures.rules.letters.periods import with_events
from tests.procedures.cases import case
from tests.procedures.letters.examples import FIND_OUT, RESEARCH
from tests.procedures.letters.matters import letter, refusal

WAIT = FIND_OUT | {'effect': 'foreign_information', 'weeks': 6}
LAST = 'Wednesday 2026-12-02'
"""The last of the 90 days."""


@pytest.mark.parametrize(('change', 'decide_by', 'stopped_from', 'article'), [
    ({}, '2026-12-02', None, ''),
    ({'effect': 'foreign_information', 'weeks': 6}, '2027-01-13', '2026-11-24', 'Awb 4:15(1)b'),
    ({'effect': 'advice', 'weeks': 27}, '2027-06-02', None, 'Vw 25'),
])
def test_by_when_we_decide_then(change: dict, decide_by: str, stopped_from: str | None, article: str):
    """Counted by hand: six weeks from 24 November are 42 days, and 42 days after 2 December are 13 January."""
    made = letter('l04_research', RESEARCH, FIND_OUT | change)
    assert made.before == date(2026, 12, 2) and made.decide_by == date.fromisoformat(decide_by)
    assert made.stopped_from == (stopped_from and date.fromisoformat(stopped_from)) and made.article == article


def test_how_long_it_lasts_is_said_in_words():
    assert letter('l04_research', RESEARCH, FIND_OUT).lasts == {'nl': '1 week', 'en': '1 week'}
    assert letter('l04_research', RESEARCH, WAIT).lasts == {'nl': '6 weken', 'en': '6 weeks'}


@pytest.mark.parametrize(('given', 'day', 'fits'), [
    (FIND_OUT, 'Wednesday 2026-11-25', True), (FIND_OUT, 'Thursday 2026-11-26', False),
    (FIND_OUT | {'effect': 'advice', 'weeks': 27}, 'Monday 2026-11-23', True),
    (FIND_OUT | {'effect': 'advice', 'weeks': 28}, 'Monday 2026-11-23', False),
    (WAIT, 'Tuesday 2026-12-01', True), (WAIT, LAST, False),
])
def test_it_is_ready_before_we_must_decide(given: dict, day: str, fits: bool):
    """On the last day the time can no longer stand still: the first day that would not count is the one after it."""
    if fits:
        assert letter('l04_research', RESEARCH, given, day).decide_by >= date(2026, 12, 2)
    else:
        assert refusal('l04_research', RESEARCH, given, day) == (Why.TOO_LONG, 'weeks')


@pytest.mark.parametrize(('one', 'given', 'why', 'field'), [
    (case('family/without_mvv', 'Thursday 2026-09-03'), FIND_OUT, Why.NOT_NOW, ''),
    (case('family/without_mvv', 'Thursday 2026-08-06', 'Friday 2026-08-07 research'), FIND_OUT, Why.NOT_NOW, ''),
    (case('nareis', 'Monday 2026-05-18', 'Friday 2026-11-20 research'), FIND_OUT, Why.NOT_SURE, 'decide_by'),
    (case('study/without_mvv', 'Thursday 2026-10-15', 'Friday 2026-11-20 research'), WAIT | {'effect': 'advice'}, Why.WRONG, 'effect'),
    (RESEARCH, FIND_OUT | {'decide_by': '2027-01-01'}, Why.NOT_ASKED, 'decide_by'),
])
def test_no_letter(one, given: dict, why: Why, field: str):
    assert refusal('l04_research', one, given) == (why, field)


def test_that_it_must_have_been_told_is_what_makes_the_time_stand_still(monkeypatch):
    """The twin: a letter that did not tell it would move no day."""
    def untold(matter: Matter, suspension: Suspension, until: date) -> Legal:
        event = Event(kind=EventKind.SUSPENDED, day=matter.day, what=suspension.key, until=until)
        return legal_end(with_events(matter.judged.case, event), matter.definitions, matter.day)

    monkeypatch.setattr(researching, 'end_if_suspended', untold)
    assert refusal('l04_research', RESEARCH, WAIT) == (Why.NOT_SURE, 'decide_by')
