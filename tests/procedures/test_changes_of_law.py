"""Both sides of every change of law, and cases that were running when it came."""

from dataclasses import replace

import pytest

from portal.procedures.model import Definitions, Pending, Told
from portal.procedures.rules.clocks.statutory import legal_end
from portal.procedures.rules.finding import find_notices, get_procedure
from tests.procedures.cases import LATER, case, clock, default, law, on, written


@pytest.mark.parametrize(('procedure', 'received', 'end'), [
    # Nareis, 28 March 2025: 90 days before, nine months since; nine months do not move
    ('nareis', 'Thursday 2025-03-27', 'Wednesday 2025-06-25'),
    ('nareis', 'Friday 2025-03-28', 'Sunday 2025-12-28'),
    # Asylum, 12 June 2026
    ('asylum/general', 'Thursday 2026-06-11', 'Friday 2026-12-11'),
    ('asylum/accelerated', 'Friday 2026-06-12', 'Monday 2026-09-14'),
    ('asylum/regular', 'Friday 2026-06-12', 'Saturday 2026-12-12'),
    # Asylum, nine months more for all that came in from 27 September 2022 until 31 December 2023
    ('asylum/general', 'Monday 2022-09-26', 'Sunday 2023-03-26'),
    ('asylum/general', 'Tuesday 2022-09-27', 'Wednesday 2023-12-27'),
    ('asylum/general', 'Sunday 2023-12-31', 'Monday 2025-03-31'),
    ('asylum/general', 'Monday 2024-01-01', 'Monday 2024-07-01'),
    ('asylum/general', 'Wednesday 2025-01-01', 'Tuesday 2025-07-01'),
    ('asylum/general', 'Thursday 2025-01-02', 'Wednesday 2025-07-02'),
])
def test_the_day_of_receipt_decides(procedure: str, received: str, end: str):
    assert written(clock(case(procedure, received)).day) == end


@pytest.mark.parametrize(('received', 'today', 'end', 'told'), [
    # Taken back for what came in from 1 January 2024, after the ruling of 8 May 2025
    ('Sunday 2023-12-31', 'Thursday 2025-05-08', 'Monday 2025-03-31', Told.EXTENDED_ALL),
    ('Monday 2024-01-01', 'Wednesday 2025-05-07', 'Tuesday 2025-04-01', Told.EXTENDED_ALL),
    ('Monday 2024-01-01', 'Thursday 2025-05-08', 'Monday 2024-07-01', Told.BLANKET_WITHDRAWN),
    ('Wednesday 2025-01-01', 'Wednesday 2025-05-07', 'Wednesday 2026-04-01', Told.EXTENDED_ALL),
    ('Wednesday 2025-01-01', 'Thursday 2025-05-08', 'Tuesday 2025-07-01', Told.BLANKET_WITHDRAWN),
])
def test_the_nine_months_for_all_were_taken_back(received: str, today: str, end: str, told: Told):
    found = clock(case('asylum', received), on(today))
    assert written(found.day) == end
    assert told in {step.told for step in found.steps}


def test_the_nine_months_are_used_up_by_those_for_all():
    used = case('asylum', 'Tuesday 2022-09-27', 'Monday 2023-10-02 extended nine_months')
    assert written(clock(used).day) == 'Wednesday 2023-12-27'
    free = case('asylum', 'Monday 2024-01-01', 'Monday 2024-06-03 extended nine_months')
    assert written(clock(free).day) == 'Tuesday 2025-04-01'


def test_who_was_decided_before_it_was_taken_back_keeps_the_day_of_then():
    decided = case('asylum', 'Monday 2024-01-01', 'Monday 2025-03-03 decided granted')
    assert written(clock(decided, on('Monday 2026-01-05')).day) == 'Tuesday 2025-04-01'


@pytest.mark.parametrize(('events', 'today', 'unsure'), [
    ((), 'Thursday 2025-03-27', False),
    ((), 'Friday 2025-03-28', True),
    (('Thursday 2025-03-27 decided refused',), 'Monday 2025-06-02', False),
    (('Friday 2025-03-28 decided refused',), 'Monday 2025-06-02', True),
])
def test_it_is_not_known_whether_nine_months_hold_for_running_nareis_cases(events: tuple[str, ...], today: str, unsure: bool):
    found = clock(case('nareis', 'Thursday 2025-01-09', *events), on(today))
    assert written(found.day) == 'Wednesday 2025-04-09'
    assert (Told.NEW_LAW_UNSURE in {step.told for step in found.steps}) is unsure
    assert found.unconfirmed is unsure


@pytest.mark.parametrize(('procedure', 'received', 'today', 'unsure'), [
    ('nareis', 'Thursday 2025-03-27', 'Thursday 2025-03-27', False),
    ('nareis', 'Friday 2025-03-28', 'Friday 2025-03-28', True),
    ('nareis', 'Monday 2026-11-02', 'Monday 2026-11-23', True),
    ('family/with_mvv', 'Friday 2025-03-28', 'Friday 2025-03-28', False),
])
def test_what_nobody_has_read_of_the_new_nareis_period_stays_unsure(procedure: str, received: str, today: str, unsure: bool):
    assert clock(case(procedure, received), on(today)).unconfirmed is unsure


def with_pending(pending: Pending) -> Definitions:
    """The definitions, had the new nareis period said this about running cases."""
    files = law().files
    terms = tuple(
        term.model_copy(update={'pending': pending}) if term.key == 'nareis_9_months' else term for term in files.terms
    )
    return replace(law(), files=files.model_copy(update={'terms': terms}))


@pytest.mark.parametrize(('pending', 'today', 'events', 'end'), [
    (Pending.YES, 'Thursday 2025-03-27', (), 'Wednesday 2025-04-09'),
    (Pending.YES, 'Friday 2025-03-28', (), 'Thursday 2025-10-09'),
    (Pending.YES, 'Monday 2025-06-02', ('Thursday 2025-03-27 decided refused',), 'Wednesday 2025-04-09'),
    (Pending.YES, 'Monday 2025-06-02', ('Friday 2025-03-28 decided refused',), 'Thursday 2025-10-09'),
    (Pending.NO, 'Friday 2025-03-28', (), 'Wednesday 2025-04-09'),
])
def test_a_new_period_may_hold_for_running_cases(pending: Pending, today: str, events: tuple[str, ...], end: str):
    found = legal_end(case('nareis', 'Thursday 2025-01-09', *events), with_pending(pending), on(today))
    assert written(found.day) == end
    assert (Told.NEW_LAW in {step.told for step in found.steps}) is (end == 'Thursday 2025-10-09')


@pytest.mark.parametrize(('notice', 'automatic'), [
    ('Monday 2025-04-14', True),
    ('Tuesday 2025-04-15', False),
])
def test_the_penalty_of_the_administration_ended_on_15_april_2025(notice: str, automatic: bool):
    one = case('family/with_mvv', 'Tuesday 2024-12-03', f'{notice} notice_of_default')
    money = default(one, LATER).money
    assert money is not None and money.automatic is automatic
    assert not set('0123456789€') & set(money.says['nl'] + money.says['en']), 'no amount is promised'


@pytest.mark.parametrize(('received', 'steps'), [
    ('Thursday 2026-06-11', 'asylum_registered'),
    ('Friday 2026-06-12', 'pact_preparation'),
])
def test_asylum_has_other_steps_since_12_june_2026(received: str, steps: str):
    assert get_procedure(law(), 'asylum', on(received)).tracks[0].steps[0] == steps


@pytest.mark.parametrize(('procedure', 'received', 'today', 'news'), [
    ('asylum', 'Thursday 2026-06-11', 'Thursday 2026-06-11', []),
    ('asylum', 'Thursday 2026-06-11', 'Friday 2026-06-12', ['asylum_old_cases']),
    ('asylum', 'Friday 2026-06-12', 'Monday 2026-11-23', []),
    ('nareis', 'Friday 2025-03-28', 'Thursday 2026-06-11', []),
    ('nareis', 'Friday 2025-03-28', 'Friday 2026-06-12', ['nareis_new_rules']),
    ('nareis', 'Monday 2026-06-15', 'Monday 2026-11-23', ['nareis_new_rules']),
    ('family', 'Friday 2025-03-28', 'Friday 2026-06-12', []),
])
def test_news_reaches_the_cases_that_it_is_about(procedure: str, received: str, today: str, news: list[str]):
    assert [one.key for one in find_notices(law(), case(procedure, received), on(today))] == news
