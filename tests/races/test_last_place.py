"""Many programs, several processes, one place: it goes to exactly one of them."""

import random

import pytest

from portal.appointments.service import Planner
from tests.races.conftest import Count
from tests.races.programs import Answer, Program, at_once, booking, hold, outcomes, programs
from tests.servers import Server

TAKEN = '409 APT_TAKEN'
FIRST_DAYS = 300
"""So many places are left alone, because a visit that is near can no longer be moved."""
PROOF = pytest.mark.proof


def test_two_hundred_programs_want_one_of_twenty_places(server: Server, planner: Planner, count: Count) -> None:
    with programs(server.port, 200) as each:
        place = each[0].places('BIG')[FIRST_DAYS]
        answers = at_once(each, [booking('BIG', place) for _ in each])
    assert outcomes(answers) == {'OK': 20, TAKEN: 180}
    assert count('visit') == count('outbox') == 20
    assert planner.verification.prove().findings == ()


@pytest.mark.parametrize('rounds', [20, pytest.param(1000, marks=PROOF)])
def test_the_last_place_goes_to_one_of_fifty(server: Server, planner: Planner, count: Count, rounds: int) -> None:
    with programs(server.port, 50) as each:
        for place in each[0].places('ONE')[:rounds]:
            answers = at_once(each, [booking('ONE', place) for _ in each])
            assert outcomes(answers) == {'OK': 1, TAKEN: 49}, place
    assert count('visit') == count('outbox') == rounds
    assert planner.verification.prove().findings == ()


@pytest.mark.parametrize('rounds', [5, pytest.param(100, marks=PROOF)])
def test_a_place_that_is_kept_is_booked_by_nobody_else(server: Server, planner: Planner, rounds: int) -> None:
    """Half of the programs keep the place first, half book it at once."""
    with programs(server.port, 20) as each:
        for place in each[0].places('ONE')[:rounds]:
            asked = [hold('ONE', place), booking('ONE', place)] * 10
            random.shuffle(asked)
            first = at_once(each, asked)
            assert outcomes(first) == {'OK': 1, TAKEN: 19}
            again = at_once(each, [booking('ONE', place) for _ in each])
            assert booked(first, asked) + outcomes(again)['OK'] == 1
            assert winner(first) == winner(again) or booked(first, asked)
    assert planner.verification.prove().findings == ()


@pytest.mark.parametrize('rounds', [5, pytest.param(100, marks=PROOF)])
def test_a_person_who_sends_twice_is_booked_once(server: Server, planner: Planner, rounds: int) -> None:
    """Ten programs book for the same person, at different desks and times."""
    with programs(server.port, 10) as each:
        places = each[0].places('BIG')
        for number in range(rounds):
            near = places[number * 10:number * 10 + 10]
            answers = at_once(each, [booking('BIG', place, v_number=2_000_000_000 + number) for place in near])
            assert outcomes(answers) == {'OK': 1, '409 SIMILAR_APT_EXISTS': 9}
    assert planner.verification.prove().findings == ()


def booked(answers: list[Answer], asked: list[tuple[str, object]]) -> int:
    """How many bookings, not holds, succeeded."""
    return sum(answer.status == 200 and path.endswith('/appointments/') for answer, (path, _) in zip(answers, asked, strict=True))


def winner(answers: list[Answer]) -> int | None:
    """The number of the program that got the place."""
    return next((number for number, answer in enumerate(answers) if answer.status == 200), None)
