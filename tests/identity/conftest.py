"""What seals the access log of a test and watches over it."""

from datetime import timedelta

import pytest

from portal.clock import SetClock
from portal.database import Database
from portal.identity.register import read_limits
from portal.identity.service import AccessLog, Sealing, Watching

KEPT = timedelta(days=1095)


@pytest.fixture
def sealing(database: Database, clock: SetClock) -> Sealing:
    """Seals the log; lines are kept for three years."""
    return Sealing(database, clock, kept=KEPT)


@pytest.fixture
def watching(database: Database, clock: SetClock, access_log: AccessLog) -> Watching:
    """Watches over the log, with the limits that ship."""
    return Watching(database, clock, access_log=access_log, limits=read_limits(), kept=KEPT)
