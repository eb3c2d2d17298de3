"""A queue's history: how it is built, updated and cut off at a day."""

from datetime import date

import numpy as np

from portal.procedures.forecast.history import CaseDays, QueueHistory
from portal.procedures.forecast.model import NEVER

ROWS = (
    CaseDays(3, date(2030, 1, 9)),
    CaseDays(1, date(2030, 1, 2), date(2030, 3, 1), date(2030, 4, 1)),
    CaseDays(2, date(2030, 1, 2), withdrawn=date(2030, 2, 1)),
    CaseDays(4, date(2030, 2, 4), decided=date(2030, 2, 20), priority=True),
)


def as_lists(history):
    return {name: getattr(history, name).tolist() for name in history.__dataclass_fields__}


def test_cases_are_sorted_by_arrival_and_number():
    assert QueueHistory.of(ROWS).case.tolist() == [1, 2, 3, 4]


def test_of_a_case_that_comes_twice_the_last_row_counts():
    history = QueueHistory.of((*ROWS, CaseDays(3, date(2030, 1, 9), started=date(2030, 5, 1))))
    assert history.started[2] == date(2030, 5, 1).toordinal()
    assert len(history) == 4


def test_updating_is_building_afresh():
    changed = (CaseDays(3, date(2030, 1, 1), started=date(2030, 5, 1)), CaseDays(9, date(2029, 12, 1)))
    assert as_lists(QueueHistory.of(ROWS).updated(changed)) == as_lists(QueueHistory.of((*ROWS, *changed)))


def test_updating_leaves_the_old_history_as_it_was():
    history = QueueHistory.of(ROWS)
    before = as_lists(history)
    history.updated([CaseDays(1, date(2030, 1, 2))])
    assert as_lists(history) == before


def test_what_happened_later_is_not_known():
    known = QueueHistory.of(ROWS).known_on(date(2030, 2, 1).toordinal())
    assert known.case.tolist() == [1, 2, 3]
    assert known.started.tolist() == [NEVER] * 3
    assert known.withdrawn.tolist() == [NEVER, date(2030, 2, 1).toordinal(), NEVER]


def test_a_decision_without_a_start_was_the_turn():
    history = QueueHistory.of(ROWS)
    assert history.turn()[3] == date(2030, 2, 20).toordinal()
    assert history.left()[1] == date(2030, 2, 1).toordinal()


def test_an_empty_history_is_one_too():
    history = QueueHistory.of([])
    assert len(history) == 0
    assert np.array_equal(history.updated(ROWS).case, [1, 2, 3, 4])
