"""A web worker is killed in the middle of a booking: only its own requests fail, and the books stay right."""

import os
import signal
import time
from http.client import HTTPException
from pathlib import Path

import pytest

from portal.appointments.service import Planner
from tests.races.conftest import Count, Serve
from tests.races.programs import Program, booking, programs

TARGET = 'tests.races.stalling:app'
PROGRAMS = 8
PROOF = pytest.mark.proof


@pytest.mark.parametrize(('stall_at', 'booked'), [
    pytest.param('claimed', 0, marks=PROOF), ('told', 0), pytest.param('committed', 1, marks=PROOF),
])
def test_only_the_requests_of_the_killed_worker_fail(
    serve: Serve, planner: Planner, count: Count, tmp_path: Path, stall_at: str, booked: int,
) -> None:
    file = tmp_path / 'stopped'
    with serve(TARGET, STALL_AT=stall_at, STALL_FILE=str(file)) as server, programs(server.port, PROGRAMS) as each:
        places, *_ = [program.places('BIG') for program in each]  # and so learns which process it talks to
        wanted = each[0].places('ONE')[-1]
        each[0].send(*booking('ONE', wanted))
        killed = stopped(file)

        elsewhere = [program for program in each[1:] if program.worker != str(killed)]
        assert all(is_booked(program, places[0]) for program in elsewhere)
        os.kill(killed, signal.SIGKILL)
        assert all(is_booked(program, places[1]) for program in elsewhere)
        with pytest.raises((OSError, HTTPException)):
            each[0].answer()
        assert count('visit', "desk = 'ONE'") == booked
        assert count('outbox') == count('visit')
        assert planner.verification.prove().findings == ()

        server.wait_for_worker()
        with programs(server.port, PROGRAMS) as again:
            assert all(is_booked(program, places[2]) for program in again)
            assert (wanted in again[0].places('ONE')) is (booked == 0)
    assert planner.verification.prove().findings == ()


def stopped(file: Path) -> int:
    """The process that has come to its stop."""
    for _ in range(400):
        if file.exists() and (number := file.read_text()):
            return int(number)
        time.sleep(0.05)
    raise AssertionError('no booking came to the stop')


def is_booked(program: Program, place: dict) -> bool:
    """The program gets its place."""
    return program.ask(*booking('BIG', place)).status == 200
