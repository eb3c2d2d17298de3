"""Where a case stands: done, now and next, whose turn it is, what the page says first, how long silence is normal."""

import pytest

from portal.procedures.model import Case, Progress, Standing
from portal.procedures.rules.steps import find_progress
from tests.procedures.cases import case, clock, default, law, on, written

RECEIVED = 'Wednesday 2026-01-07'
GRANTED, REFUSED = 'Monday 2026-03-02 decided granted', 'Monday 2026-03-02 decided refused'
LETTER, STARTED = 'Friday 2026-01-09 acknowledged', 'Monday 2026-02-16 started'


def progress(one: Case, today: str) -> Progress:
    """Where a case stands on a day."""
    return find_progress(one, law(), on(today), legal=clock(one, on(today)), default=default(one, on(today)))


@pytest.mark.parametrize(('procedure', 'events', 'today', 'now'), [
    # From the day of receipt to the decision
    ('family', (), 'Thursday 2026-01-08', 'received'),
    ('family', (LETTER,), 'Monday 2026-01-12', 'check'),
    ('family', ('Monday 2026-01-12 fee_asked',), 'Tuesday 2026-01-13', 'fee'),
    ('family', ('Monday 2026-01-12 fee_asked', 'Friday 2026-01-16 paid'), 'Monday 2026-01-19', 'check'),
    ('family', (LETTER, 'Friday 2026-01-30 complete'), 'Monday 2026-02-02', 'waiting'),
    ('family', (STARTED,), 'Tuesday 2026-02-17', 'treatment'),
    ('family', (STARTED,), 'Friday 2026-02-13', 'received'),
    ('family', (STARTED, 'Monday 2026-02-23 research'), 'Tuesday 2026-02-24', 'research'),
    # Papers that come in later do not lead back; only somebody who says so does
    ('family', (STARTED, 'Tuesday 2026-02-17 asked', 'Friday 2026-02-20 papers_received'), 'Monday 2026-02-23', 'treatment'),
    ('family', (STARTED, 'Monday 2026-02-23 step_changed waiting'), 'Tuesday 2026-02-24', 'waiting'),
    ('family', (STARTED, 'Monday 2026-02-23 step_changed ceremony'), 'Tuesday 2026-02-24', 'treatment'),
    # No, set aside, withdrawn
    ('family', (STARTED, REFUSED), 'Tuesday 2026-03-03', 'refused'),
    ('family', ('Monday 2026-03-02 decided set_aside',), 'Tuesday 2026-03-03', 'set_aside'),
    ('family', ('Monday 2026-03-02 withdrawn',), 'Tuesday 2026-03-03', 'withdrawn'),
    # Yes, with an mvv and without
    ('family/with_mvv', (GRANTED,), 'Tuesday 2026-03-03', 'mvv_collect'),
    ('family/with_mvv', (GRANTED, 'Monday 2026-03-16 mvv_issued'), 'Tuesday 2026-03-17', 'travel'),
    ('family/with_mvv', (GRANTED, 'Monday 2026-03-16 mvv_issued', 'Monday 2026-03-30 arrived'), 'Tuesday 2026-03-31', 'card_made'),
    ('family/without_mvv', (GRANTED,), 'Tuesday 2026-03-03', 'biometrics'),
    ('family/without_mvv', (GRANTED, 'Monday 2026-03-16 biometrics_taken'), 'Tuesday 2026-03-17', 'card_made'),
    ('family/without_mvv', (GRANTED, 'Monday 2026-03-30 card_ready'), 'Tuesday 2026-03-31', 'card_ready'),
    ('family/without_mvv', (GRANTED, 'Monday 2026-03-30 card_ready', 'Friday 2026-04-03 card_collected'), 'Monday 2026-04-06', 'done'),
    ('extension', (GRANTED,), 'Tuesday 2026-03-03', 'card_new'),
    ('highly_skilled', (), 'Thursday 2026-01-08', 'employer_received'),
    ('study/without_mvv', (GRANTED,), 'Tuesday 2026-03-03', 'biometrics'),
    # Nareis
    ('nareis', (LETTER,), 'Monday 2026-01-12', 'nareis_waiting'),
    ('nareis', (LETTER, STARTED), 'Tuesday 2026-02-17', 'nareis_start'),
    ('nareis', (LETTER, STARTED, GRANTED, 'Monday 2026-03-16 mvv_issued'), 'Tuesday 2026-03-17', 'nareis_arrival'),
    # Asylum until 11 June 2026
    ('asylum', (), 'Thursday 2026-01-08', 'asylum_registered'),
    ('asylum', ('Monday 2026-02-02 heard application',), 'Tuesday 2026-02-03', 'asylum_waiting'),
    ('asylum', ('Monday 2026-02-02 heard application', STARTED), 'Tuesday 2026-02-17', 'asylum_interview'),
    ('asylum', (STARTED, 'Tuesday 2026-02-17 heard detailed'), 'Wednesday 2026-02-18', 'asylum_decision'),
    ('asylum/extended', (STARTED, 'Tuesday 2026-02-17 research'), 'Wednesday 2026-02-18', 'asylum_extended'),
    ('asylum/dublin', (STARTED,), 'Wednesday 2026-02-18', 'asylum_dublin'),
    ('asylum', (STARTED, GRANTED), 'Tuesday 2026-03-03', 'asylum_granted'),
    ('asylum', (STARTED, REFUSED), 'Tuesday 2026-03-03', 'asylum_refused'),
    # Naturalisation
    ('naturalisation', ('Wednesday 2026-01-07 paid',), 'Thursday 2026-01-08', 'nat_municipality'),
    ('naturalisation', ('Wednesday 2026-01-07 paid', LETTER), 'Monday 2026-01-12', 'nat_waiting'),
    ('naturalisation', (GRANTED, 'Monday 2026-04-13 ceremony_planned until Tuesday 2026-05-26'), 'Tuesday 2026-04-14', 'nat_ceremony'),
    # Objection and notice of default
    ('objection', (STARTED,), 'Tuesday 2026-02-17', 'objection_treatment'),
    ('objection', (STARTED, 'Monday 2026-02-23 invited until Monday 2026-03-09', 'Monday 2026-03-09 heard'), 'Tuesday 2026-03-10', 'objection_decision'),
    ('objection', (GRANTED,), 'Tuesday 2026-03-03', 'objection_granted'),
    ('notice_of_default', (), 'Thursday 2026-01-08', 'notice_received'),
    ('notice_of_default', ('Thursday 2026-01-22 appealed', 'Monday 2026-03-02 court_ordered until Monday 2026-03-16'), 'Tuesday 2026-03-03', 'notice_ordered'),
    ('notice_of_default', (REFUSED,), 'Tuesday 2026-03-03', 'notice_done'),
])
def test_the_step_that_a_case_is_at(procedure: str, events: tuple[str, ...], today: str, now: str):
    found = progress(case(procedure, RECEIVED, *events), today)
    assert found.now.step.key == now
    assert [one.standing for one in found.steps].count(Standing.NOW) == 1


@pytest.mark.parametrize(('received', 'events', 'now'), [
    ('Friday 2026-06-12', (), 'pact_preparation'),
    ('Friday 2026-06-12', ('Monday 2026-07-06 started',), 'pact_treatment'),
    ('Friday 2026-06-12', ('Monday 2026-07-06 started', 'Monday 2026-07-20 heard'), 'pact_decision'),
    ('Friday 2026-06-12', ('Monday 2026-08-03 decided refused',), 'pact_refused'),
    ('Friday 2026-06-12', ('Monday 2026-08-03 decided granted',), 'asylum_granted'),
])
def test_the_steps_of_asylum_since_12_june_2026(received: str, events: tuple[str, ...], now: str):
    assert progress(case('asylum/accelerated', received, *events), 'Monday 2026-08-10').now.step.key == now


@pytest.mark.parametrize(('events', 'steps'), [
    ((LETTER, STARTED), 'received done, check done, waiting done, treatment now, mvv_collect if_granted, travel if_granted, card_made if_granted, card_ready if_granted, done if_granted'),
    ((LETTER, STARTED, GRANTED), 'received done, check done, waiting done, treatment done, mvv_collect now, travel next, card_made next, card_ready next, done next'),
    ((LETTER, STARTED, REFUSED), 'received done, check done, waiting done, treatment done, refused now'),
    (('Monday 2026-01-12 fee_asked', 'Friday 2026-01-16 paid'), 'received done, fee done, check now, waiting next, treatment next, mvv_collect if_granted, travel if_granted, card_made if_granted, card_ready if_granted, done if_granted'),
])
def test_done_now_and_next(events: tuple[str, ...], steps: str):
    found = progress(case('family', RECEIVED, *events), 'Tuesday 2026-03-10')
    assert ', '.join(f'{one.step.key} {one.standing}' for one in found.steps) == steps


def test_the_days_of_each_step():
    found = progress(case('family', RECEIVED, LETTER, STARTED), 'Tuesday 2026-03-10')
    days = {one.step.key: (written(one.since), written(one.until)) for one in found.steps}
    assert days['received'] == (RECEIVED, 'Friday 2026-01-09')
    assert days['check'] == ('Friday 2026-01-09', 'Monday 2026-02-16')
    assert days['waiting'] == ('', ''), 'nobody told when'
    assert days['treatment'] == ('Monday 2026-02-16', '')


@pytest.mark.parametrize(('procedure', 'events', 'today', 'turns'), [
    ('family', (), 'Thursday 2026-01-08', []),
    # Papers: until the letter's day, or that of the rules
    ('family', ('Monday 2026-02-02 asked until Monday 2026-02-16',), 'Tuesday 2026-02-03', [('papers_family', 'Monday 2026-02-16', False)]),
    ('family', ('Monday 2026-02-02 asked asked_travel_document',), 'Tuesday 2026-02-03', [('papers_family', 'Monday 2026-03-02', False)]),
    ('study', ('Monday 2026-02-02 asked',), 'Tuesday 2026-02-17', [('papers', 'Monday 2026-02-16', True)]),
    ('family', ('Monday 2026-02-02 asked', 'Friday 2026-02-06 papers_received'), 'Monday 2026-02-09', []),
    ('family', ('Monday 2026-02-02 asked asked_tb', 'Friday 2026-02-06 papers_received asked_conduct'), 'Monday 2026-02-09', [('papers_family', 'Monday 2026-02-16', False)]),
    ('family', ('Monday 2026-02-02 asked', REFUSED), 'Tuesday 2026-03-03', []),
    # What comes first in time is first
    ('family', ('Monday 2026-02-02 asked asked_conduct', 'Monday 2026-02-09 asked asked_tb'), 'Tuesday 2026-02-10', [('papers_family', 'Monday 2026-02-23', False), ('papers_family', 'Monday 2026-03-30', False)]),
    # The fee, an interview, a view, fingerprints
    ('family', ('Monday 2026-01-12 fee_asked',), 'Tuesday 2026-01-13', [('fee', 'Monday 2026-01-26', False)]),
    # What is asked twice is asked once, and the last time counts; each letter for papers asks for its own
    ('family', ('Monday 2026-01-12 fee_asked', 'Monday 2026-01-26 fee_asked'), 'Tuesday 2026-01-27', [('fee', 'Monday 2026-02-09', False)]),
    ('asylum', ('Monday 2026-02-02 invited application until Monday 2026-02-16', 'Monday 2026-02-09 invited application until Monday 2026-02-23'), 'Tuesday 2026-02-10', [('interview', 'Monday 2026-02-23', False)]),
    ('family', ('Monday 2026-02-02 asked until Monday 2026-02-16',) * 2, 'Tuesday 2026-02-03', [('papers_family', 'Monday 2026-02-16', False)]),
    ('family', ('Monday 2026-02-02 asked until Monday 2026-02-16', 'Tuesday 2026-02-03 asked until Monday 2026-02-23'), 'Wednesday 2026-02-04', [('papers_family', 'Monday 2026-02-16', False), ('papers_family', 'Monday 2026-02-23', False)]),
    ('asylum', ('Monday 2026-02-02 invited application until Monday 2026-02-16',), 'Monday 2026-02-16', [('interview', 'Monday 2026-02-16', False)]),
    ('asylum', ('Monday 2026-02-02 invited application until Monday 2026-02-16',), 'Tuesday 2026-02-17', []),
    ('asylum', ('Monday 2026-02-02 invited application until Monday 2026-02-16', 'Friday 2026-02-13 heard application'), 'Friday 2026-02-13', []),
    ('asylum/extended', ('Monday 2026-02-02 intention until Monday 2026-03-02',), 'Tuesday 2026-02-03', [('view', 'Monday 2026-03-02', False)]),
    ('extension', ('Monday 2026-02-02 biometrics_asked',), 'Tuesday 2026-02-03', [('biometrics', '', False)]),
    ('extension', ('Monday 2026-02-02 biometrics_asked', GRANTED), 'Tuesday 2026-03-03', [('biometrics', '', False)]),
    ('extension', ('Monday 2026-02-02 biometrics_asked', 'Monday 2026-02-09 biometrics_taken'), 'Tuesday 2026-02-10', []),
    # What belongs to a step
    ('family/with_mvv', (GRANTED,), 'Tuesday 2026-03-03', [('collect_mvv', 'Tuesday 2026-06-02', False)]),
    ('family/with_mvv', (GRANTED, 'Monday 2026-03-16 mvv_issued'), 'Tuesday 2026-03-17', [('travel', 'Sunday 2026-06-14', False)]),
    ('family/without_mvv', (GRANTED, 'Tuesday 2026-03-03 biometrics_asked until Tuesday 2026-03-17'), 'Wednesday 2026-03-04', [('biometrics', 'Tuesday 2026-03-17', False)]),
    ('family/without_mvv', (GRANTED, 'Monday 2026-03-30 card_ready'), 'Tuesday 2026-03-31', [('collect_card', '', False)]),
    ('naturalisation', (GRANTED, 'Monday 2026-04-13 ceremony_planned'), 'Tuesday 2026-04-14', [('ceremony', 'Tuesday 2027-04-13', False)]),
])
def test_whose_turn_it_is(procedure: str, events: tuple[str, ...], today: str, turns: list[tuple[str, str, bool]]):
    found = progress(case(procedure, RECEIVED, *events), today)
    assert [(one.turn.key, written(one.by), one.is_over) for one in found.turns] == turns
    assert (found.quiet is None) or not turns


def test_what_was_asked_again_remembers_the_first_day():
    once = progress(case('family', RECEIVED, 'Monday 2026-01-12 fee_asked'), 'Tuesday 2026-01-13').turns
    twice = progress(
        case('family', RECEIVED, 'Monday 2026-01-12 fee_asked', 'Wednesday 2026-01-28 fee_asked'), 'Thursday 2026-01-29',
    ).turns
    assert [written(one.first_by) for one in once + twice] == ['', 'Monday 2026-01-26']


@pytest.mark.parametrize('asked', ['Monday 2026-02-02 asked', 'Monday 2026-02-02 asked asked_standard'])
def test_what_would_only_say_what_the_letter_says_is_not_said(asked: str):
    turn, = progress(case('family', RECEIVED, asked), 'Tuesday 2026-02-03').turns
    assert turn.asked is None


def test_what_was_asked_for_is_said():
    turn, = progress(case('family', RECEIVED, 'Monday 2026-02-02 asked asked_tb'), 'Tuesday 2026-02-03').turns
    assert turn.asked is not None and turn.asked['en'] == 'the declaration about the TB test'


NOTICE = 'Wednesday 2026-04-08 notice_of_default'


@pytest.mark.parametrize(('events', 'today', 'situation', 'day'), [
    ((), 'Tuesday 2026-04-07', '', ''),
    ((), 'Wednesday 2026-04-08', 'late', 'Tuesday 2026-04-07'),
    (('Wednesday 2026-04-01 extended longer until Saturday 2026-05-30',), 'Tuesday 2026-06-02', 'late_unsure', 'Monday 2026-06-01'),
    ((NOTICE,), 'Wednesday 2026-04-08', 'default_given', 'Wednesday 2026-04-22'),
    ((NOTICE,), 'Thursday 2026-04-23', 'may_appeal', 'Wednesday 2026-04-22'),
    ((NOTICE, 'Thursday 2026-04-23 appealed'), 'Friday 2026-04-24', 'at_court', 'Tuesday 2026-04-07'),
    ((NOTICE, 'Monday 2026-06-01 court_ordered until Monday 2026-06-15'), 'Tuesday 2026-06-02', 'ordered', 'Monday 2026-06-15'),
    (('Monday 2026-02-02 suspended consent until Saturday 2026-02-28',), 'Tuesday 2026-02-03', 'stopped', 'Monday 2026-02-02'),
    # The person's own turn goes before all of it, and an end after it
    (('Monday 2026-05-04 asked until Monday 2026-05-18',), 'Tuesday 2026-05-05', '', ''),
    (('Monday 2026-06-01 decided refused',), 'Tuesday 2026-06-02', '', ''),
])
def test_what_goes_before_the_step(events: tuple[str, ...], today: str, situation: str, day: str):
    found = progress(case('family', RECEIVED, *events), today)
    assert (found.situation, written(found.lead_day)) == (situation, day)
    assert ('{day}' in found.lead['en']) is ('{day}' in found.lead['nl']) is (situation != '')


@pytest.mark.parametrize(('events', 'today', 'lead'), [
    ((), 'Thursday 2026-01-08', 'We have your application. We have not started on it yet. You need do nothing now.'),
    ((STARTED,), 'Tuesday 2026-02-17', 'We are working on your application. You need do nothing now.'),
    (('Monday 2026-02-02 asked',), 'Tuesday 2026-02-03', 'We need something from you. Send it in time. Then we go on.'),
    ((GRANTED,), 'Tuesday 2026-03-03', 'The answer is yes. Now collect your mvv at the embassy.'),
    ((), 'Wednesday 2026-04-08', 'We are late. We had to decide by {day}. You can write to us that we are late.'),
])
def test_the_first_sentences(events: tuple[str, ...], today: str, lead: str):
    assert progress(case('family', RECEIVED, *events), today).lead['en'] == lead


@pytest.mark.parametrize(('procedure', 'events', 'today', 'changed', 'normal_until'), [
    ('family', (), 'Monday 2026-01-12', RECEIVED, 'Wednesday 2026-01-21'),
    ('family', (STARTED,), 'Monday 2026-03-02', 'Monday 2026-02-16', ''),
    ('family', ('Friday 2026-01-16 suspended consent until Friday 2026-01-23',), 'Monday 2026-01-26', 'Friday 2026-01-16', 'Wednesday 2026-01-21'),
    ('family', ('Monday 2026-01-26 suspended consent until Friday 2026-01-30',), 'Tuesday 2026-01-27', 'Monday 2026-01-26', ''),
    ('family/without_mvv', (GRANTED, 'Monday 2026-03-16 biometrics_taken'), 'Tuesday 2026-03-17', 'Monday 2026-03-16', 'Monday 2026-03-30'),
    ('naturalisation', (GRANTED,), 'Tuesday 2026-03-03', 'Monday 2026-03-02', 'Monday 2026-04-13'),
    ('objection', ('Tuesday 2025-12-16 decision_sent',), 'Monday 2026-01-12', RECEIVED, ''),
])
def test_since_when_it_is_quiet(procedure: str, events: tuple[str, ...], today: str, changed: str, normal_until: str):
    found = progress(case(procedure, RECEIVED, *events), today)
    assert found.quiet is not None
    assert (written(found.changed), written(found.quiet.since), written(found.quiet.normal_until)) == (changed, changed, normal_until)


def test_it_is_not_called_quiet_when_it_is_over():
    assert progress(case('family', RECEIVED, REFUSED), 'Tuesday 2026-03-03').quiet is None


def test_the_last_thing_that_happened_is_named():
    found = progress(case('family', RECEIVED, LETTER, STARTED), 'Tuesday 2026-03-03')
    assert found.changed_by is not None and found.changed_by.kind == 'started'
    assert progress(case('family', RECEIVED), 'Tuesday 2026-03-03').changed_by is None


@pytest.mark.parametrize(('today', 'situation', 'day'), [
    ('Tuesday 2026-11-03', 'default_given', 'Monday 2026-11-16'),
    ('Tuesday 2026-11-17', 'may_appeal', 'Monday 2026-11-16'),
])
def test_who_wrote_that_we_are_late_is_told_about_the_court(today: str, situation: str, day: str):
    found = progress(case('notice_of_default', 'Monday 2026-11-02'), today)
    assert (found.situation, written(found.lead_day)) == (situation, day)
