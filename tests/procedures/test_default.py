"""The notice of default: from when it may be given, the two weeks, the court; tables to check with a calendar."""

import pytest

from tests.procedures.cases import LATER, case, default, on, written

RECEIVED = 'Wednesday 2026-01-07'
"""The law wants a decision by Tuesday 7 April 2026."""
NOTICE = 'Wednesday 2026-04-08 notice_of_default'
APPEAL = 'Thursday 2026-04-23 appealed'


@pytest.mark.parametrize(('events', 'today', 'stage', 'court_from'), [
    ((), 'Tuesday 2026-04-07', 'too_soon', ''),
    ((), 'Wednesday 2026-04-08', 'may_give', ''),
    # Too early counts for nothing: it can be given again
    (('Tuesday 2026-04-07 notice_of_default',), 'Tuesday 2026-04-07', 'given_early', ''),
    (('Tuesday 2026-04-07 notice_of_default',), 'Wednesday 2026-04-22', 'may_give', ''),
    (('Tuesday 2026-04-07 notice_of_default', NOTICE), 'Wednesday 2026-04-22', 'waiting', 'Thursday 2026-04-23'),
    # Two weeks, then the court
    ((NOTICE,), 'Wednesday 2026-04-08', 'waiting', 'Thursday 2026-04-23'),
    ((NOTICE,), 'Wednesday 2026-04-22', 'waiting', 'Thursday 2026-04-23'),
    ((NOTICE,), 'Thursday 2026-04-23', 'may_appeal', 'Thursday 2026-04-23'),
    # The two weeks move for a holiday: King's Day, Liberation Day, Whit Monday
    (('Monday 2026-04-13 notice_of_default',), 'Tuesday 2026-04-28', 'waiting', 'Wednesday 2026-04-29'),
    (('Tuesday 2026-04-21 notice_of_default',), 'Wednesday 2026-05-06', 'waiting', 'Thursday 2026-05-07'),
    (('Saturday 2026-05-09 notice_of_default',), 'Tuesday 2026-05-26', 'waiting', 'Wednesday 2026-05-27'),
    # A second notice does not begin anew
    ((NOTICE, 'Monday 2026-04-20 notice_of_default'), 'Thursday 2026-04-23', 'may_appeal', 'Thursday 2026-04-23'),
    # The clock was stopped, or more time was taken: too early
    (('Monday 2026-03-30 asked', NOTICE), 'Wednesday 2026-04-08', 'given_early', ''),
    (('Wednesday 2026-04-01 extended longer', NOTICE), 'Thursday 2026-04-23', 'given_early', ''),
    # The court
    ((NOTICE, APPEAL), 'Monday 2026-05-04', 'at_court', 'Thursday 2026-04-23'),
    ((NOTICE, APPEAL, 'Monday 2026-06-01 court_ordered until Monday 2026-06-15'), 'Tuesday 2026-06-02', 'ordered', 'Thursday 2026-04-23'),
    # A decision ends it all
    ((NOTICE, 'Friday 2026-04-17 decided granted'), 'Friday 2026-04-17', 'decided', 'Thursday 2026-04-23'),
    (('Monday 2026-03-02 decided granted',), 'Friday 2026-04-17', 'decided', ''),
])
def test_how_far_somebody_is(events: tuple[str, ...], today: str, stage: str, court_from: str):
    found = default(case('family/with_mvv', RECEIVED, *events), on(today))
    assert (found.stage.value, written(found.court_from)) == (stage, court_from)


def test_a_notice_may_be_given_from_the_day_after_the_last_day():
    found = default(case('family/with_mvv', RECEIVED), on('Monday 2026-03-02'))
    assert written(found.may_from) == 'Wednesday 2026-04-08'


def test_the_court_has_eight_weeks_without_a_hearing():
    found = default(case('family/with_mvv', RECEIVED, NOTICE, APPEAL), LATER)
    assert (written(found.decide_by), written(found.court_by)) == ('Wednesday 2026-04-22', 'Thursday 2026-06-18')


def test_every_step_of_it_is_told():
    order = 'Monday 2026-06-01 court_ordered until Monday 2026-06-15'
    found = default(case('family/with_mvv', RECEIVED, NOTICE, APPEAL, order), LATER)
    told = [(step.told.value, written(step.day)) for step in found.steps]
    assert told == [
        ('given', 'Wednesday 2026-04-08'), ('two_weeks', 'Wednesday 2026-04-22'), ('court_from', 'Thursday 2026-04-23'),
        ('court_by', 'Thursday 2026-06-18'), ('court_ordered', 'Monday 2026-06-15'),
    ]
    assert all(step.source for step in found.steps)
    early = default(case('family/with_mvv', RECEIVED, 'Monday 2026-03-02 notice_of_default'), on('Tuesday 2026-03-03'))
    assert [step.told.value for step in early.steps] == ['given_early']


def test_nobody_can_say_when_the_period_is_not_known():
    found = default(case('asylum/responsibility', 'Friday 2026-06-12'), LATER)
    assert (found.stage.value, found.may_from) == ('unknown', None)


@pytest.mark.parametrize(('events', 'today', 'stage'), [
    ((), 'Monday 2026-11-16', 'waiting'),
    ((), 'Tuesday 2026-11-17', 'may_appeal'),
    (('Tuesday 2026-11-17 appealed',), 'Wednesday 2026-11-18', 'at_court'),
    (('Tuesday 2026-11-17 appealed', 'Monday 2026-12-14 court_ordered until Monday 2026-12-28'), 'Tuesday 2026-12-15', 'ordered'),
    (('Friday 2026-11-13 decided granted',), 'Tuesday 2026-11-17', 'decided'),
])
def test_a_notice_that_is_a_case_of_its_own_opens_the_court(events: tuple[str, ...], today: str, stage: str):
    found = default(case('notice_of_default', 'Monday 2026-11-02', *events), on(today))
    assert (found.stage.value, written(found.decide_by), written(found.court_from)) == (stage, 'Monday 2026-11-16', 'Tuesday 2026-11-17')
    assert found.may_from is None, 'nobody is told to write once more'
