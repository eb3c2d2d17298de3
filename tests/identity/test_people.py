"""People are known by their citizen service number without anybody being able to read it."""

from datetime import date

import pytest

from portal.clock import SetClock
from portal.database import Database
from portal.identity.errors import PersonUnknown
from portal.identity.service import People

BSN = '999990019'


@pytest.fixture
def old(database: Database, clock: SetClock) -> People:
    """The people of a portal before its key was changed."""
    return People(database, clock, secret_keys=('the old key',))


def test_a_number_is_still_known_after_the_key_was_changed(database: Database, clock: SetClock, old: People):
    person = old.add('1000000001', date(1990, 3, 27), bsn=BSN)
    assert People(database, clock, secret_keys=('the new key', 'the old key')).get_by_bsn(BSN) == person


def test_with_a_key_that_is_gone_it_is_not(database: Database, clock: SetClock, old: People):
    old.add('1000000001', date(1990, 3, 27), bsn=BSN)
    with pytest.raises(PersonUnknown):
        People(database, clock, secret_keys=('the new key',)).get_by_bsn(BSN)
