"""What may follow what, and what the words of the service mean: cases that an operator could check."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from portal.delivery import rules
from portal.delivery.model import Going, State, Step, Way, Why

NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
SENT = NOW - timedelta(hours=1)
LETTER = Going(
    reference='A', way=Way.NOTIFY, state=State.WITH_SERVICE, batch=None, line=None, round=0, service_id='1', status='',
    attempts=1, next_try=NOW, waiting_since=SENT, tried_at=SENT, gone_at=None, by='', why=None,
)
SOON, LATER = NOW + timedelta(minutes=5), NOW + timedelta(hours=6)


def test_every_state_says_what_may_follow():
    assert set(rules.FOLLOWS) == set(State)
    assert {state for state, following in rules.FOLLOWS.items() if not following} == {State.POSTED, State.BY_HAND}


@pytest.mark.parametrize(('state', 'from_'), [
    (State.BATCHED, {State.WAITING}), (State.READY, {State.BATCHED}),
    (State.WAITING, {State.SENDING, State.STUCK}), (State.BY_HAND, {State.STUCK}),
    (State.HANDED_OVER, {State.READY, State.WITH_SERVICE, State.HANDED_OVER}),
])
def test_from_where_a_letter_may_come(state, from_):
    assert rules.before(state) == from_


def test_what_was_posted_stays_posted():
    assert not [state for state in State if State.POSTED in rules.before(state)]


@pytest.mark.parametrize(('state', 'status', 'becomes'), [
    (State.WITH_SERVICE, 'pending-virus-check', Step(state=State.WITH_SERVICE, next_try=SOON)),
    (State.WITH_SERVICE, 'accepted', Step(state=State.HANDED_OVER, next_try=LATER)),
    (State.WITH_SERVICE, 'received', Step(state=State.POSTED)),
    (State.HANDED_OVER, 'accepted', Step(state=State.HANDED_OVER, next_try=LATER)),
    (State.HANDED_OVER, 'pending-virus-check', Step(state=State.HANDED_OVER, next_try=LATER)),
    (State.HANDED_OVER, 'received', Step(state=State.POSTED)),
    (State.WITH_SERVICE, 'virus-scan-failed', Step(state=State.STUCK, why=Why.REFUSED)),
    (State.WITH_SERVICE, 'validation-failed', Step(state=State.STUCK, why=Why.REFUSED)),
    (State.HANDED_OVER, 'technical-failure', Step(state=State.STUCK, why=Why.REFUSED)),
    (State.HANDED_OVER, 'permanent-failure', Step(state=State.STUCK, why=Why.REFUSED)),
    (State.HANDED_OVER, 'cancelled', Step(state=State.STUCK, why=Why.REFUSED)),
    (State.HANDED_OVER, 'returned-letter', Step(state=State.STUCK, why=Why.REFUSED)),
    (State.WITH_SERVICE, 'a new word', Step(state=State.WITH_SERVICE, next_try=SOON)),
    (State.WITH_SERVICE, '', Step(state=State.WITH_SERVICE, next_try=SOON)),
    (State.WITH_SERVICE, None, Step(state=State.STUCK, why=Why.NO_NEWS)),
    (State.HANDED_OVER, None, Step(state=State.HANDED_OVER)),
])
def test_what_the_words_of_the_service_mean(state, status, becomes):
    assert rules.after_news(replace(LETTER, state=state), status, now=NOW) == becomes


def test_after_six_days_nobody_asks_any_more():
    old = replace(LETTER, tried_at=NOW - timedelta(days=6))
    assert rules.after_news(old, 'pending-virus-check', now=NOW) == Step(state=State.STUCK, why=Why.NO_NEWS)
    assert rules.after_news(replace(old, state=State.HANDED_OVER), 'accepted', now=NOW) == Step(state=State.HANDED_OVER)


@pytest.mark.parametrize(('tries', 'becomes'), [
    (1, Step(state=State.WAITING, next_try=SOON)), (14, Step(state=State.WAITING, next_try=SOON)),
    (15, Step(state=State.STUCK, why=Why.NO_ANSWER)),
])
def test_a_letter_is_tried_fifteen_times(tries, becomes):
    assert rules.after_failure(replace(LETTER, attempts=tries), NOW) == becomes


@pytest.mark.parametrize(('size', 'pages', 'too_large'), [
    (5_000_000, 10, False), (5_000_001, 1, True), (1000, 11, True),
])
def test_what_the_service_takes(size, pages, too_large):
    assert rules.is_too_large(size, pages) is too_large


def test_nobody_starts_when_the_lease_is_nearly_over():
    assert rules.may_start(replace(LETTER, next_try=NOW + timedelta(minutes=5)), NOW)
    assert not rules.may_start(replace(LETTER, next_try=NOW + timedelta(minutes=4, seconds=59)), NOW)


def test_a_letter_that_was_refused_goes_under_another_name():
    assert [replace(LETTER, round=round).service_reference for round in range(3)] == ['A', 'A~2', 'A~3']


def test_only_what_reached_the_post_is_said_to_be_posted():
    gone = replace(LETTER, gone_at=SENT)
    said = {state for state in State if rules.posted_at([replace(gone, state=state)])}
    assert said == {State.HANDED_OVER, State.POSTED, State.BY_HAND}
    assert rules.posted_at([]) is None
