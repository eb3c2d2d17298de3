"""Until when somebody may object or appeal; tables to check with a calendar."""

import pytest

from portal.procedures.rules.clocks.objecting import is_in_time, time_to_object
from portal.procedures.rules.finding import find_remedies
from portal.procedures.rules.judging import judge
from tests.procedures.cases import case, law, on, written


@pytest.mark.parametrize(('procedure', 'outcome', 'sent', 'remedy', 'last_day'), [
    # 4 weeks for permits and mvv, from the day after sending
    ('family/with_mvv', 'refused', 'Tuesday 2026-09-01', 'objection', 'Tuesday 2026-09-29'),
    ('family/with_mvv', 'set_aside', 'Tuesday 2026-09-01', 'objection', 'Tuesday 2026-09-29'),
    ('nareis/general', 'refused', 'Saturday 2026-08-01', 'objection', 'Monday 2026-08-31'),
    ('study/with_mvv', 'refused', 'Friday 2026-03-06', 'objection', 'Tuesday 2026-04-07'),  # Good Friday
    ('extension/general', 'refused', 'Friday 2026-11-27', 'objection', 'Monday 2026-12-28'),  # Christmas
    # After a yes, 4 weeks from collecting the card
    ('family/with_mvv', 'granted', 'Tuesday 2026-09-01', 'objection_after_yes', 'Tuesday 2026-09-29'),
    # 6 weeks for naturalisation
    ('naturalisation/general', 'refused', 'Tuesday 2026-09-01', 'objection_naturalisation', 'Tuesday 2026-10-13'),
    # To the court: 4 weeks, 6 weeks for naturalisation
    ('objection/regular', 'refused', 'Tuesday 2026-09-01', 'appeal_objection', 'Tuesday 2026-09-29'),
    ('objection/naturalisation', 'refused', 'Tuesday 2026-09-01', 'appeal_naturalisation', 'Tuesday 2026-10-13'),
    # Asylum before 12 June 2026: 1 week, or 4
    ('asylum/general', 'refused', 'Tuesday 2026-09-01', 'appeal_one_week', 'Tuesday 2026-09-08'),
    ('asylum/dublin', 'refused', 'Friday 2026-12-18', 'appeal_one_week', 'Monday 2026-12-28'),
    ('asylum/safe_country', 'refused', 'Monday 2026-04-20', 'appeal_one_week', 'Tuesday 2026-04-28'),  # King's Day
    ('asylum/extended', 'refused', 'Tuesday 2026-09-01', 'appeal_four_weeks', 'Tuesday 2026-09-29'),
    # Not known
    ('asylum/repeat', 'refused', 'Tuesday 2026-09-01', 'appeal_repeat', ''),
    ('asylum/regular', 'refused', 'Tuesday 2026-09-01', 'appeal_pact', ''),
    ('asylum/border', 'refused', 'Tuesday 2026-09-01', 'appeal_pact', ''),
])
def test_the_last_day(procedure: str, outcome: str, sent: str, remedy: str, last_day: str):
    key, _, track = procedure.partition('/')
    found, = find_remedies(law(), key, track, outcome=outcome, sent=on(sent))
    time = time_to_object(law(), found, on(sent))
    assert (found.key, written(time.day)) == (remedy, last_day)
    assert all(step.source for step in time.steps)


@pytest.mark.parametrize(('received', 'posted', 'in_time'), [
    ('Tuesday 2026-09-29', '', True),
    ('Wednesday 2026-09-30', '', False),
    ('Tuesday 2026-10-06', 'Tuesday 2026-09-29', True),
    ('Wednesday 2026-10-07', 'Tuesday 2026-09-29', False),
    ('Tuesday 2026-10-06', 'Wednesday 2026-09-30', False),
])
def test_posted_in_time_is_in_time_within_a_week(received: str, posted: str, in_time: bool):
    remedy, = find_remedies(law(), 'family', 'with_mvv', outcome='refused', sent=on('Tuesday 2026-09-01'))
    time = time_to_object(law(), remedy, on('Tuesday 2026-09-01'))
    assert written(time.post_until) == 'Tuesday 2026-10-06'
    assert is_in_time(time, on(received), on(posted) if posted else None) is in_time


def test_nobody_can_say_when_the_period_is_not_known():
    remedy, = find_remedies(law(), 'asylum', 'regular', outcome='refused', sent=on('Tuesday 2026-09-01'))
    assert is_in_time(time_to_object(law(), remedy, on('Tuesday 2026-09-01')), on('Tuesday 2026-09-01')) is None


REFUSED = case(
    'family/with_mvv', 'Monday 2026-02-02', 'Tuesday 2026-09-01 decided refused',
)


@pytest.mark.parametrize(('letters', 'last_day'), [
    # Without a letter, and with one of the day of the decision
    ((), 'Tuesday 2026-09-29'), (('Tuesday 2026-09-01',), 'Tuesday 2026-09-29'),
    # A letter of a later day: four weeks from the day after that
    (('Friday 2026-09-04',), 'Friday 2026-10-02'),
    # The first letter about this decision counts, and none of before it
    (('Friday 2026-09-04', 'Wednesday 2026-09-02'), 'Wednesday 2026-09-30'),
    (('Monday 2026-08-31',), 'Tuesday 2026-09-29'), (('Monday 2026-08-31', 'Friday 2026-09-04'), 'Friday 2026-10-02'),
])
def test_the_time_begins_when_the_decision_was_sent(letters: tuple[str, ...], last_day: str):
    found = judge(REFUSED, law(), on('Monday 2026-09-07'), letters=[on(day) for day in letters])
    assert [written(one.day) for one in found.objecting] == [last_day]


def test_after_a_yes_it_begins_with_the_card_whenever_the_letter_came():
    granted = case(
        'family/with_mvv', 'Monday 2026-02-02', 'Tuesday 2026-09-01 decided granted',
        'Thursday 2026-09-10 card_collected',
    )
    without, later = (
        judge(granted, law(), on('Monday 2026-09-14'), letters=days).objecting for days in ((), [on('Friday 2026-09-04')])
    )
    assert without == later != ()
