"""Document help with the shipped rules, without a database."""

from datetime import datetime
from functools import partial
from pathlib import Path

import pytest

from portal.checklist.service import Checklist
from portal.clock import SetClock
from portal.database import Database
from tests.checklist.tiny import Rules, changed
from tests.fixtures.planners import NOW


@pytest.fixture(scope='session')
def checklist() -> Checklist:
    """The shipped rules, on the day of all tests; what is kept needs a database and is tested by the pages."""
    return Checklist(Database('sqlite://'), SetClock(datetime.fromisoformat(NOW.isoformat())))


@pytest.fixture
def rules(tmp_path: Path) -> Rules:
    """Makes a copy of the tiny rules with these changes."""
    return partial(changed, tmp_path / 'rules')
