"""A fair lock: first come, first served, and nobody waits for ever."""

import time
from threading import Thread

import pytest

from portal.turns import Turn


def test_threads_get_it_in_the_order_in_which_they_came():
    turn, order, threads = Turn(10), [], []

    def take(number: int) -> None:
        with turn:
            order.append(number)

    with turn:
        for number in range(8):
            threads.append(Thread(target=take, args=(number,)))
            threads[-1].start()
            while len(turn._waiting) <= number:
                time.sleep(0.001)
    for thread in threads:
        thread.join(5)
    assert order == list(range(8))


def test_who_waits_too_long_gives_up_and_the_next_is_served():
    turn = Turn(0.05)
    with turn, pytest.raises(TimeoutError), turn:
        pytest.fail('two at once')
    with turn:
        pass


def test_a_failure_inside_hands_it_over():
    turn = Turn(1)
    with pytest.raises(ZeroDivisionError), turn:
        raise ZeroDivisionError
    with turn:
        pass
