"""Counting who stood before whom, beside counting by hand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.procedures.forecast.model import NEVER
from portal.procedures.forecast.ranks import people_before, people_there


@given(st.lists(st.one_of(st.integers(0, 30), st.just(NEVER)), max_size=40))
def test_people_before_is_what_counting_gives(left):
    gone = [[other for other in range(case) if left[other] <= left[case] and left[other] < NEVER] for case in range(len(left))]
    expected = [0 if left[case] == NEVER else case - len(gone[case]) for case in range(len(left))]
    assert people_before(np.array(left, np.int32)).tolist() == expected


@pytest.mark.parametrize(('left', 'before'), [
    ([5, 5, 5], [0, 0, 0]),  # a batch in order
    ([9, 5, 7], [0, 1, 1]),  # the first is passed over twice
    ([NEVER, NEVER, 3], [0, 0, 2]),  # the last goes first, the others are still there
    ([], []),
])
def test_people_before(left, before):
    assert people_before(np.array(left, np.int32)).tolist() == before


def test_people_there_counts_who_has_arrived_and_not_left():
    arrived = np.array([1, 2, 3, 8], np.int32)
    left = np.array([5, 4, NEVER, 9], np.int32)
    assert people_there(arrived, left).tolist() == [2, 3, 0, 2]
