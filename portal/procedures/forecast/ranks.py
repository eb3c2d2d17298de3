"""How many people stood before each case at the moment it left the queue."""

import numpy as np

from portal.procedures.forecast.model import NEVER, Counts, Days


def people_before(left: Days) -> Counts:
    """For each case, in the order of arrival, how many earlier ones were there when it left; 0 for those still there.

    Cases that leave on one day leave in the order of arrival: a batch that takes the next fifty is in order.
    """
    going = np.empty(len(left), np.int64)
    going[np.argsort(left, kind='stable')] = np.arange(len(left))
    return np.arange(len(left)) - _earlier_and_smaller(going)


def people_there(arrived: Days, left: Days) -> Counts:
    """For each case, how many were in the queue when it left, itself included; 0 for cases that are still there."""
    going = np.argsort(left, kind='stable')
    there = np.empty(len(left), np.int64)
    there[going] = np.searchsorted(arrived, left[going], side='right') - np.arange(len(left))
    return np.where(left == NEVER, 0, there)


def _earlier_and_smaller(order: Counts) -> Counts:
    """For each place in a permutation, how many earlier places hold a smaller number.

    Merge sort from the bottom up, counting on the way (D. E. Knuth, The Art of Computer Programming 3, 5.1.1 and
    5.2.4); all blocks of a level are handled in one call.
    """
    size = 1 << max(len(order) - 1, 0).bit_length()
    values = np.concatenate((order, np.arange(len(order), size)))
    counts = np.zeros(size, np.int64)
    places = np.arange(size)
    width = 1
    while width < size:
        blocks = values.reshape(-1, 2 * width)
        offset = (np.arange(len(blocks)) * size)[:, None]
        lefts, rights = blocks[:, :width] + offset, blocks[:, width:] + offset
        found = np.searchsorted(lefts.ravel(), rights.ravel()).reshape(rights.shape)
        right_places = places.reshape(-1, 2 * width)[:, width:]
        counts[right_places] += found - (np.arange(len(blocks)) * width)[:, None]
        sorting = np.argsort(blocks, axis=1, kind='stable')
        values = np.take_along_axis(blocks, sorting, axis=1).ravel()
        places = np.take_along_axis(places.reshape(-1, 2 * width), sorting, axis=1).ravel()
        width *= 2
    return counts[: len(order)]
