"""Each of the two guards is enough alone; without both the same race oversells, so the race can see it.

The guards are the lock on a desk's day and the primary key of the claims. This is about several processes, and so
about PostgreSQL only: with SQLite there is one process, which lets one change follow the other.
"""

import pytest
from sqlalchemy import text

from portal.appointments.service import Planner
from portal.database import Database
from tests.races.conftest import Serve
from tests.races.programs import at_once, booking, outcomes, programs
from tests.servers import Server

ROUNDS, PROGRAMS = 3, 40
WITHOUT_LOCK = 'tests.races.unguarded:app'

pytestmark = pytest.mark.parametrize('engine', ['postgresql'])


@pytest.fixture
def without_key(database: Database) -> None:
    """Nothing in the database keeps a tick of a counter from being claimed twice."""
    with database.transaction() as session:
        session.execute(text('ALTER TABLE claim DROP CONSTRAINT pk_claim'))


def winners(server: Server) -> list[int]:
    """how many of forty programs got the last place, in each round; stops at the first oversold one."""
    found = []
    with programs(server.port, PROGRAMS) as each:
        for place in each[0].places('ONE')[-ROUNDS:]:
            counted = outcomes(at_once(each, [booking('ONE', place) for _ in each]))
            assert set(counted) <= {'OK', '409 APT_TAKEN'}
            found.append(counted['OK'])
            if found[-1] > 1:
                break
    return found


def test_the_lock_alone_is_enough(serve: Serve, planner: Planner, without_key: None) -> None:
    with serve() as server:
        assert winners(server) == [1] * ROUNDS
    assert planner.verification.prove().is_sound


def test_the_key_alone_is_enough(serve: Serve, planner: Planner) -> None:
    with serve(WITHOUT_LOCK) as server:
        assert winners(server) == [1] * ROUNDS
    assert planner.verification.prove().is_sound


def test_without_both_a_place_is_sold_more_than_once_and_the_proof_tells(
    serve: Serve, planner: Planner, without_key: None,
) -> None:
    with serve(WITHOUT_LOCK) as server:
        oversold = winners(server)[-1]
    proof = planner.verification.prove()
    assert oversold > 1
    assert any('is claimed' in finding.says for finding in proof.findings)
