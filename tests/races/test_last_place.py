"""Many programs, several processes, one place: it goes to exactly one of them."""

import random

import pytest

from portal.appointments.service import Planner
from tests.races.conftest import Count
from tests.races.programs import Answer, at_once, booking, hold, outcomes, programs
from tests.servers import Server

TAKEN = '409 APT_TAKEN'
PROOF = pytest.mark.proof


def test_two_hundred_programs_want_one_of_twenty_places(server: Server, planner: Planner, count: Count) -> None:
    with programs(server.port, 200) as each:
        place = each[0].places('BIG')[-1]
        answers = at_once(each, [booking('BIG', place) for _ in each])
    assert outcomes(answers) == {'OK': 20, TAKEN: 180}
    assert count('visit') == count('outbox') == 20
    assert planner.verification.prove().findings == ()


@pytest.mark.parametrize('rounds', [10, pytest.param(1000, marks=PROOF)])
def test_the_last_place_goes_to_one_of_fifty(server: Server, planner: Planner, count: Count, rounds: int) -> None:
    with programs(server.port, 50) as each:
        for place in each[0].places('ONE')[-rounds:]:
            answers = at_once(each, [booking('ONE', place) for _ in each])
            assert outcomes(answers) == {'OK': 1, TAKEN: 49}, place
    assert count('visit') == count('outbox') == rounds
    assert planner.verification.prove().findings == ()


@pytest.mark.parametrize('rounds', [3, pytest.param(100, marks=PROOF)])
def test_whoever_keeps_the_place_books_it_and_nobody_else(server: Server, planner: Planner, rounds: int) -> None:
    """Half of the programs keep the place first, half book it at once; then all of them book it."""
    with programs(server.port, 20) as each:
        for place in each[0].places('ONE')[-rounds:]:
            keepers = set(random.sample(range(20), 10))
            first = at_once(each, [(hold if one in keepers else booking)('ONE', place) for one in range(20)])
            then = at_once(each, [booking('ONE', place) for _ in each])
            assert outcomes(first) == {'OK': 1, TAKEN: 19}
            if winner(first) in keepers:
                assert outcomes(then) == {'OK': 1, TAKEN: 19}
                assert winner(then) == winner(first)
            else:
                assert outcomes(then) == {TAKEN: 20}
    assert planner.verification.prove().findings == ()


@pytest.mark.parametrize('rounds', [3, pytest.param(100, marks=PROOF)])
def test_a_person_who_sends_twice_is_booked_once(server: Server, planner: Planner, rounds: int) -> None:
    """Ten programs book for the same person, at different desks and times."""
    with programs(server.port, 10) as each:
        places = each[0].places('BIG')
        for number in range(rounds):
            near = places[-(number + 1) * 10:][:10]
            answers = at_once(each, [booking('BIG', place, v_number=2_000_000_000 + number) for place in near])
            assert outcomes(answers) == {'OK': 1, '409 SIMILAR_APT_EXISTS': 9}
    assert planner.verification.prove().findings == ()


def winner(answers: list[Answer]) -> int | None:
    """The number of the program that got the place."""
    return next((number for number, answer in enumerate(answers) if answer.status == 200), None)
