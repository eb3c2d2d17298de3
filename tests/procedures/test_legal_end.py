"""By when the law wants a decision: tables that a clerk can check with a calendar."""

import pytest

from portal.procedures.errors import ProcedureUnknown
from portal.procedures.model import ClockState, Status, Told
from portal.procedures.rules.clocks.statutory import aims, find_late
from portal.procedures.rules.clocks.stopping import ask_ends, set_aside_by
from tests.procedures.cases import case, clock, event, law, on, written

MVV, PERMIT = 'family/with_mvv', 'family/without_mvv'
SENT = 'Tuesday 2026-09-01 decision_sent'
PAID = 'Monday 2026-09-07 paid'


@pytest.mark.parametrize(('procedure', 'received', 'end'), [
    # 90 days; the day of receipt does not count
    (MVV, 'Wednesday 2026-01-07', 'Tuesday 2026-04-07'),
    (PERMIT, 'Wednesday 2026-01-07', 'Tuesday 2026-04-07'),
    ('family', 'Wednesday 2026-01-07', 'Tuesday 2026-04-07'),
    ('extension', 'Wednesday 2026-01-07', 'Tuesday 2026-04-07'),
    ('highly_skilled/with_mvv', 'Wednesday 2026-01-07', 'Tuesday 2026-04-07'),
    ('highly_skilled/without_mvv', 'Wednesday 2026-01-07', 'Tuesday 2026-04-07'),
    # 90 days that end on a day off
    (MVV, 'Sunday 2026-01-11', 'Monday 2026-04-13'),
    (MVV, 'Monday 2026-01-12', 'Monday 2026-04-13'),
    (MVV, 'Saturday 2026-01-03', 'Tuesday 2026-04-07'),   # Good Friday
    (MVV, 'Tuesday 2026-01-06', 'Tuesday 2026-04-07'),    # Easter Monday
    (MVV, 'Tuesday 2026-01-27', 'Tuesday 2026-04-28'),    # King's Day
    (MVV, 'Wednesday 2026-02-04', 'Wednesday 2026-05-06'),  # Liberation Day
    (MVV, 'Friday 2026-02-13', 'Friday 2026-05-15'),      # Ascension Day
    (MVV, 'Tuesday 2026-02-24', 'Tuesday 2026-05-26'),    # Whit Monday
    (MVV, 'Saturday 2026-09-26', 'Monday 2026-12-28'),    # Christmas and the weekend
    (MVV, 'Saturday 2026-10-03', 'Monday 2027-01-04'),    # New Year
    (MVV, 'Wednesday 2027-12-01', 'Tuesday 2028-02-29'),  # a leap day
    # 60 days
    ('study/with_mvv', 'Wednesday 2026-01-07', 'Monday 2026-03-09'),
    ('study/without_mvv', 'Thursday 2026-01-08', 'Monday 2026-03-09'),
    ('study', 'Friday 2026-01-09', 'Tuesday 2026-03-10'),
    # 6 months, and longer than three months: a weekend changes nothing
    ('asylum/general', 'Monday 2025-03-31', 'Tuesday 2025-09-30'),
    ('asylum/general', 'Sunday 2025-08-31', 'Saturday 2026-02-28'),
    ('asylum/extended', 'Saturday 2025-06-07', 'Sunday 2025-12-07'),
    ('asylum/dublin', 'Wednesday 2025-06-25', 'Thursday 2025-12-25'),
    ('asylum/regular', 'Friday 2026-06-12', 'Saturday 2026-12-12'),
    # 3 months and 12 weeks move
    ('asylum/accelerated', 'Friday 2026-09-25', 'Monday 2026-12-28'),
    ('asylum/border', 'Friday 2026-10-02', 'Monday 2026-12-28'),
    ('asylum/admissibility', 'Friday 2026-06-12', 'Wednesday 2026-08-12'),
    ('notice_of_default', 'Friday 2026-12-11', 'Monday 2026-12-28'),
    ('notice_of_default', 'Monday 2026-11-02', 'Monday 2026-11-16'),
])
def test_the_period_alone(procedure: str, received: str, end: str):
    assert written(clock(case(procedure, received)).day) == end


STOPS = [
    ((), 'Tuesday 2026-04-07'),
    # Papers: from the day after the letter, until the day before they came in
    (('Monday 2026-02-02 asked', 'Thursday 2026-02-12 papers_received'), 'Thursday 2026-04-16'),
    (('Monday 2026-02-02 asked', 'Tuesday 2026-02-03 papers_received'), 'Tuesday 2026-04-07'),
    (('Monday 2026-02-02 asked', 'Monday 2026-02-02 papers_received'), 'Tuesday 2026-04-07'),
    # Nothing came: all of the period that was set, two weeks unless there is a longer one
    (('Monday 2026-02-02 asked',), 'Tuesday 2026-04-21'),
    (('Monday 2026-02-02 asked asked_tb',), 'Tuesday 2026-04-21'),
    (('Monday 2026-02-02 asked asked_travel_document',), 'Wednesday 2026-05-06'),  # 28 days: Liberation Day
    (('Monday 2026-02-02 asked asked_abroad',), 'Wednesday 2026-05-06'),
    (('Monday 2026-02-02 asked asked_abroad_sponsor',), 'Tuesday 2026-04-21'),
    (('Monday 2026-02-02 asked asked_nareis',), 'Wednesday 2026-05-06'),
    (('Monday 2026-02-02 asked asked_conduct',), 'Tuesday 2026-06-02'),
    (('Monday 2026-02-02 asked asked_representation',), 'Monday 2026-07-06'),  # 89 days: Sunday
    (('Monday 2026-02-02 asked until Wednesday 2026-02-11',), 'Thursday 2026-04-16'),
    # They came when the period that was set was over
    (('Monday 2026-02-02 asked', 'Friday 2026-02-20 papers_received'), 'Tuesday 2026-04-21'),
    # Days are counted once
    (('Monday 2026-02-02 asked asked_tb', 'Monday 2026-02-09 asked asked_conduct until Monday 2026-02-23'), 'Tuesday 2026-04-28'),
    (('Monday 2026-02-02 asked asked_tb', 'Monday 2026-02-09 asked asked_conduct until Thursday 2026-02-12'), 'Tuesday 2026-04-21'),
    (('Monday 2026-02-02 asked asked_tb', 'Monday 2026-03-02 asked asked_tb'), 'Wednesday 2026-05-06'),
    (('Monday 2026-02-02 asked asked_tb', 'Monday 2026-02-02 asked asked_conduct', 'Thursday 2026-02-12 papers_received asked_conduct'), 'Tuesday 2026-04-21'),
    # Information from another country: the applicant must be told
    (('Monday 2026-02-02 suspended foreign_information told Monday 2026-02-02', 'Monday 2026-03-02 resumed'), 'Monday 2026-05-04'),
    (('Monday 2026-02-02 suspended foreign_information told Monday 2026-02-09', 'Monday 2026-03-02 resumed'), 'Tuesday 2026-04-28'),
    (('Monday 2026-02-02 suspended foreign_information', 'Monday 2026-03-02 resumed'), 'Tuesday 2026-04-07'),
    # Consent, delay by the applicant, force majeure
    (('Monday 2026-02-02 suspended consent until Saturday 2026-02-28',), 'Monday 2026-05-04'),
    (('Monday 2026-02-02 suspended applicant_delay', 'Monday 2026-02-09 resumed applicant_delay'), 'Tuesday 2026-04-14'),
    (('Monday 2026-02-02 suspended force_majeure told Monday 2026-02-02', 'Monday 2026-02-09 resumed'), 'Tuesday 2026-04-14'),
    (('Monday 2026-02-02 suspended force_majeure', 'Monday 2026-02-09 resumed'), 'Tuesday 2026-04-07'),
    # The last day on which it can still stop, and the first on which it cannot
    (('Monday 2026-04-06 asked',), 'Tuesday 2026-04-21'),
    (('Tuesday 2026-04-07 asked',), 'Tuesday 2026-04-07'),
    (('Monday 2026-05-04 asked',), 'Tuesday 2026-04-07'),
]


@pytest.mark.parametrize(('events', 'end'), STOPS)
def test_days_that_do_not_count(events: tuple[str, ...], end: str):
    assert written(clock(case(MVV, 'Wednesday 2026-01-07', *events)).day) == end


def test_who_is_stopped_in_the_weekend_of_the_end_has_the_weekend():
    """The 90 days end on Saturday 11 April, so the period runs until Monday; a letter of Sunday stops it on Monday."""
    found = clock(case(MVV, 'Sunday 2026-01-11', 'Sunday 2026-04-12 asked'))
    assert written(found.day) == 'Tuesday 2026-04-28'  # 14 days after Monday 13 April is King's Day


@pytest.mark.parametrize(('procedure', 'received', 'events', 'end'), [
    # Mvv: three months more; the letter in time, on the last day and too late
    (MVV, 'Wednesday 2026-01-07', ('Wednesday 2026-04-01 extended longer',), 'Tuesday 2026-07-07'),
    (MVV, 'Wednesday 2026-01-07', ('Tuesday 2026-04-07 extended longer',), 'Tuesday 2026-07-07'),
    (MVV, 'Wednesday 2026-01-07', ('Wednesday 2026-04-08 extended longer',), 'Tuesday 2026-04-07'),
    (MVV, 'Sunday 2026-01-11', ('Monday 2026-04-13 extended longer',), 'Monday 2026-07-13'),
    # The letter's own day, when it is earlier; a later one than the law allows
    (MVV, 'Wednesday 2026-01-07', ('Wednesday 2026-04-01 extended longer until Monday 2026-06-01',), 'Monday 2026-06-01'),
    (MVV, 'Wednesday 2026-01-07', ('Wednesday 2026-04-01 extended longer until Tuesday 2026-09-01',), 'Tuesday 2026-07-07'),
    # Only once
    (MVV, 'Wednesday 2026-01-07', ('Wednesday 2026-04-01 extended longer', 'Monday 2026-07-06 extended longer'), 'Tuesday 2026-07-07'),
    # With days that do not count: before the letter, after it, and during
    (MVV, 'Wednesday 2026-01-07', ('Monday 2026-02-02 asked', 'Thursday 2026-02-12 papers_received', 'Wednesday 2026-04-01 extended longer'), 'Thursday 2026-07-16'),
    (MVV, 'Wednesday 2026-01-07', ('Wednesday 2026-04-01 extended longer until Monday 2026-06-01', 'Monday 2026-05-04 asked'), 'Monday 2026-06-15'),
    (MVV, 'Wednesday 2026-01-07', ('Monday 2026-03-30 asked', 'Wednesday 2026-04-01 extended longer until Monday 2026-06-01'), 'Monday 2026-06-15'),
    # A permit: six months for advice or research; they do not move
    (PERMIT, 'Wednesday 2026-01-07', ('Wednesday 2026-04-01 extended advice',), 'Wednesday 2026-10-07'),
    (PERMIT, 'Saturday 2026-01-10', ('Wednesday 2026-04-01 extended advice',), 'Saturday 2026-10-10'),
    ('extension', 'Wednesday 2026-01-07', ('Wednesday 2026-04-01 extended advice',), 'Wednesday 2026-10-07'),
    # Reasons that the law does not know for this procedure
    (PERMIT, 'Wednesday 2026-01-07', ('Wednesday 2026-04-01 extended longer',), 'Tuesday 2026-04-07'),
    (PERMIT, 'Wednesday 2026-01-07', ('Wednesday 2026-04-01 extended longer until Friday 2026-05-01',), 'Friday 2026-05-01'),
    ('study', 'Wednesday 2026-01-07', ('Wednesday 2026-03-04 extended',), 'Monday 2026-03-09'),
    # Asylum before 12 June 2026: nine months, three more, a moratorium of 21 months in all
    ('asylum/general', 'Tuesday 2025-03-04', ('Monday 2025-09-01 extended nine_months',), 'Thursday 2026-06-04'),
    ('asylum/general', 'Tuesday 2025-03-04', ('Monday 2025-09-01 extended nine_months', 'Monday 2026-06-01 extended three_months'), 'Friday 2026-09-04'),
    ('asylum/general', 'Tuesday 2025-03-04', ('Monday 2025-09-01 extended moratorium',), 'Friday 2026-12-04'),
    ('asylum/general', 'Tuesday 2025-03-04', ('Monday 2025-09-01 extended moratorium until Monday 2026-03-02',), 'Monday 2026-03-02'),
    ('asylum/general', 'Monday 2025-03-31', ('Monday 2025-09-01 extended nine_months',), 'Tuesday 2026-06-30'),
    # Asylum since then: six months more, 21 months at most
    ('asylum/regular', 'Friday 2026-06-12', ('Tuesday 2026-12-01 extended longer',), 'Saturday 2027-06-12'),
    ('asylum/accelerated', 'Friday 2026-06-12', ('Tuesday 2026-09-01 extended longer',), 'Monday 2026-09-14'),
    # Nareis: how much longer is not known, so only the letter's day counts
    ('nareis', 'Friday 2025-03-28', ('Monday 2025-12-01 extended complex until Monday 2026-06-01',), 'Monday 2026-06-01'),
    ('nareis', 'Friday 2025-03-28', ('Monday 2025-12-01 extended complex',), 'Sunday 2025-12-28'),
    ('nareis', 'Monday 2025-01-06', ('Monday 2025-03-03 extended longer',), 'Monday 2025-07-07'),
])
def test_more_time(procedure: str, received: str, events: tuple[str, ...], end: str):
    assert written(clock(case(procedure, received, *events)).day) == end


@pytest.mark.parametrize(('events', 'end'), [
    ((), ''),
    ((PAID,), 'Tuesday 2027-09-07'),
    (('Saturday 2026-09-05 paid',), 'Sunday 2027-09-05'),  # a year does not move
    (('Tuesday 2028-02-29 paid',), 'Wednesday 2029-02-28'),
    # The last paper counts when it comes after the payment; waiting for it is no suspension
    ((PAID, 'Monday 2026-10-05 asked', 'Friday 2026-10-16 papers_received'), 'Saturday 2027-10-16'),
    (('Friday 2026-09-04 papers_received', PAID), 'Tuesday 2027-09-07'),
    ((PAID, 'Thursday 2026-10-01 suspended consent until Wednesday 2026-10-07'), 'Tuesday 2027-09-14'),
    # Twice six months
    ((PAID, 'Wednesday 2027-09-01 extended six_months'), 'Tuesday 2028-03-07'),
    ((PAID, 'Wednesday 2027-09-01 extended six_months', 'Wednesday 2028-03-01 extended six_months'), 'Thursday 2028-09-07'),
    ((PAID, 'Wednesday 2027-09-01 extended six_months', 'Wednesday 2028-03-01 extended six_months', 'Friday 2028-09-01 extended six_months'), 'Thursday 2028-09-07'),
])
def test_naturalisation_counts_from_payment_or_completion(events: tuple[str, ...], end: str):
    assert written(clock(case('naturalisation', 'Friday 2026-09-04', *events)).day) == end


def test_naturalisation_does_not_count_while_something_is_missing():
    one = case('naturalisation', 'Friday 2026-09-04', PAID, 'Monday 2026-10-05 asked')
    missing = clock(one, on('Monday 2026-10-12'))
    assert (missing.day, missing.state) == (None, ClockState.NOT_STARTED)
    assert clock(one, on('Tuesday 2026-10-20')).day == on('Tuesday 2027-09-07')


@pytest.mark.parametrize(('track', 'events', 'end'), [
    # 4 weeks to object from the day after sending, then 19 weeks that do not move
    ('regular', (SENT,), 'Tuesday 2027-02-09'),
    ('mvv', (SENT,), 'Tuesday 2027-02-09'),
    ('regular', ('Friday 2026-03-06 decision_sent',), 'Tuesday 2026-08-18'),    # the 4 weeks end on Good Friday
    ('regular', ('Saturday 2026-08-01 decision_sent',), 'Monday 2027-01-11'),   # the 4 weeks end on a Saturday
    ('regular', ('Monday 2026-10-19 decision_sent',), 'Monday 2027-03-29'),     # Easter Monday: 19 weeks stay
    ('regular', (), ''),
    # After a yes it counts from collecting the card
    ('regular', (SENT, 'Tuesday 2026-09-08 card_collected'), 'Tuesday 2027-02-16'),
    # Six weeks more; thirteen for advice; the clock stops for what is missing
    ('regular', (SENT, 'Monday 2027-02-01 extended six_weeks'), 'Tuesday 2027-03-23'),
    ('regular', (SENT, 'Monday 2027-02-01 extended advice'), 'Tuesday 2027-05-11'),
    ('regular', (SENT, 'Monday 2027-02-01 extended six_weeks', 'Monday 2027-03-01 extended advice'), 'Tuesday 2027-06-22'),
    ('regular', (SENT, 'Monday 2026-10-05 asked asked_objection'), 'Tuesday 2027-02-23'),
    # Naturalisation: 6 weeks to object, then 6, with a committee 12, and 6 more
    ('naturalisation', (SENT,), 'Tuesday 2026-11-24'),
    ('naturalisation', (SENT, 'Monday 2026-11-23 extended six_weeks'), 'Tuesday 2027-01-05'),
    ('naturalisation_committee', (SENT,), 'Tuesday 2027-01-05'),
    ('naturalisation_committee', (SENT, 'Monday 2026-11-23 extended six_weeks'), 'Tuesday 2027-02-16'),
])
def test_objection_counts_from_the_end_of_the_time_to_object(track: str, events: tuple[str, ...], end: str):
    assert written(clock(case(f'objection/{track}', 'Monday 2026-09-14', *events)).day) == end


@pytest.mark.parametrize('procedure', ['asylum/responsibility', 'asylum/repeat'])
def test_no_day_is_told_where_the_period_is_not_known(procedure: str):
    found = clock(case(procedure, 'Friday 2026-06-12'))
    assert (found.day, found.state, found.steps[-1].told) == (None, ClockState.UNKNOWN, Told.TERM_UNKNOWN)
    assert found.unconfirmed


@pytest.mark.parametrize(('procedure', 'received'), [('family', 'Monday 2014-12-29'), ('option', 'Monday 2026-01-05')])
def test_a_procedure_that_nobody_knows_is_refused(procedure: str, received: str):
    with pytest.raises(ProcedureUnknown):
        clock(case(procedure, received))


@pytest.mark.parametrize(('events', 'today', 'state', 'late_since', 'days'), [
    ((), 'Tuesday 2026-04-07', 'running', '', 0),
    ((), 'Wednesday 2026-04-08', 'late', 'Wednesday 2026-04-08', 1),
    ((), 'Friday 2026-05-08', 'late', 'Wednesday 2026-04-08', 31),
    (('Monday 2026-02-02 asked',), 'Monday 2026-02-02', 'stopped', '', 0),
    (('Monday 2026-02-02 asked',), 'Monday 2026-02-16', 'stopped', '', 0),
    (('Monday 2026-02-02 asked',), 'Tuesday 2026-02-17', 'running', '', 0),
    (('Monday 2026-02-02 asked', 'Thursday 2026-02-05 papers_received'), 'Thursday 2026-02-05', 'running', '', 0),
    (('Monday 2026-02-02 suspended applicant_delay',), 'Monday 2026-06-01', 'stopped', '', 0),
    (('Monday 2026-02-02 suspended force_majeure',), 'Monday 2026-06-01', 'late', 'Wednesday 2026-04-08', 55),
    (('Monday 2026-05-04 asked',), 'Tuesday 2026-05-05', 'late', 'Wednesday 2026-04-08', 28),
    (('Tuesday 2026-04-07 decided granted',), 'Monday 2026-06-01', 'decided', '', 0),
    (('Wednesday 2026-04-08 decided granted',), 'Monday 2026-06-01', 'decided', 'Wednesday 2026-04-08', 1),
    (('Monday 2026-03-02 withdrawn',), 'Monday 2026-06-01', 'withdrawn', '', 0),
])
def test_how_the_clock_stands(events: tuple[str, ...], today: str, state: str, late_since: str, days: int):
    one = case(MVV, 'Wednesday 2026-01-07', *events)
    found = clock(one, on(today))
    late = find_late(one, found, on(today))
    assert found.state == state
    assert (written(late.since), late.days) == (late_since, days) if late else not late_since


@pytest.mark.parametrize(('asked', 'by', 'stops_by'), [
    ('Monday 2026-02-02 asked', 'Monday 2026-02-16', 'Monday 2026-03-16'),
    ('Monday 2026-02-02 asked asked_conduct', 'Monday 2026-03-30', 'Monday 2026-04-27'),
    ('Monday 2026-02-02 asked until Friday 2026-02-20', 'Friday 2026-02-20', 'Friday 2026-03-20'),
])
def test_an_application_can_be_set_aside_for_four_weeks(asked: str, by: str, stops_by: str):
    assert written(ask_ends(law(), event(asked))) == by
    assert written(set_aside_by(law(), event(asked))) == stops_by


def test_while_the_clock_stands_still_the_day_is_the_latest():
    one = case(MVV, 'Wednesday 2026-01-07', 'Monday 2026-02-02 asked')
    found = clock(one, on('Wednesday 2026-02-04'))
    assert (written(found.day), written(found.stopped_since)) == ('Tuesday 2026-04-21', 'Tuesday 2026-02-03')
    assert found.steps[-1].told is Told.STOPPED_STILL
    endless = case(MVV, 'Wednesday 2026-01-07', 'Monday 2026-02-02 suspended applicant_delay')
    assert written(clock(endless, on('Sunday 2026-02-08')).day) == 'Tuesday 2026-04-14'


def test_what_happens_after_the_decision_changes_nothing():
    decided = case(MVV, 'Wednesday 2026-01-07', 'Monday 2026-03-02 decided refused', 'Tuesday 2026-03-03 asked', 'Monday 2026-03-16 extended longer')
    assert written(clock(decided).day) == 'Tuesday 2026-04-07'


def test_what_has_not_happened_yet_is_not_counted():
    later = case(MVV, 'Wednesday 2026-01-07', 'Wednesday 2026-04-01 extended longer')
    assert written(clock(later, on('Tuesday 2026-03-31')).day) == 'Tuesday 2026-04-07'


@pytest.mark.parametrize(('procedure', 'received', 'events', 'told'), [
    (MVV, 'Wednesday 2026-01-07', (), ['received', 'term']),
    (MVV, 'Sunday 2026-01-11', (), ['received', 'term', 'moved']),
    (MVV, 'Friday 2026-02-13', (), ['received', 'term', 'moved', 'bridge']),
    ('asylum', 'Saturday 2025-06-07', (), ['received', 'term', 'stays']),
    (MVV, 'Wednesday 2026-01-07', ('Monday 2026-02-02 asked', 'Wednesday 2026-04-01 extended longer'), ['received', 'term', 'stopped', 'extended']),
    (MVV, 'Wednesday 2026-01-07', ('Monday 2026-02-02 suspended force_majeure', 'Wednesday 2026-04-08 extended longer'), ['received', 'term', 'stopped_untold', 'extended_late']),
    (MVV, 'Wednesday 2026-01-07', ('Monday 2026-05-04 asked',), ['received', 'term', 'stopped_late']),
    (MVV, 'Wednesday 2026-01-07', ('Wednesday 2026-04-01 extended longer until Tuesday 2026-09-01',), ['received', 'term', 'extended_capped', 'extended']),
    (MVV, 'Wednesday 2026-01-07', ('Wednesday 2026-04-01 extended',), ['received', 'term', 'extended_unknown']),
    ('naturalisation', 'Friday 2026-09-04', (), ['not_paid']),
    ('naturalisation', 'Friday 2026-09-04', (PAID, 'Friday 2026-10-16 papers_received'), ['paid', 'completed', 'term', 'stays']),
    ('objection', 'Monday 2026-09-14', (SENT,), ['sent', 'time_to_object', 'term']),
    ('objection', 'Monday 2026-09-14', ('Saturday 2026-08-01 decision_sent',), ['sent', 'time_to_object', 'moved', 'term']),
    ('objection', 'Monday 2026-09-14', (), ['not_sent']),
])
def test_every_step_of_a_date_is_told(procedure: str, received: str, events: tuple[str, ...], told: list[str]):
    found = clock(case(procedure, received, *events))
    assert [step.told.value for step in found.steps] == told
    assert all(step.source for step in found.steps)


def test_a_day_that_may_be_off_is_unsure_until_the_decree_was_read():
    bridge = clock(case(MVV, 'Friday 2026-02-13')).steps[-1]
    assert (bridge.told, bridge.status, written(bridge.day)) == (Told.BRIDGE, Status.UNCONFIRMED, 'Friday 2026-05-15')


def test_that_an_extended_period_still_moves_is_unsure():
    plain = clock(case(MVV, 'Sunday 2026-01-11'))
    extended = clock(case(MVV, 'Sunday 2026-01-11', 'Wednesday 2026-04-01 extended longer'))
    assert not plain.unconfirmed
    assert extended.unconfirmed and written(extended.day) == 'Monday 2026-07-13'


def test_what_a_sponsor_is_promised_is_no_date_of_the_law():
    one = case('highly_skilled', 'Wednesday 2026-01-07')
    found = clock(one)
    assert [written(aim.day) for aim in aims(one, found.term)] == ['Wednesday 2026-01-21', 'Wednesday 2026-02-25']
    assert written(found.day) == 'Tuesday 2026-04-07'
