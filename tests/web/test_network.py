"""Networks: who counts as one, how much they may ask for, and that all processes count together."""

from types import SimpleNamespace

import pytest
import time_machine

from portal.database import Database
from portal.web.counting import BATCH, build_counts
from portal.web.network import Networks, TooMany, network_of

HERE, THERE = (SimpleNamespace(remote_addr=address) for address in ('192.0.2.7', '198.51.100.7'))
"""Requests, as far as a network shows in them."""
START = 1_800_000_000


@pytest.fixture
def networks(database):
    """The counts of one process."""
    return Networks(secret_key='secret', counts=build_counts(database))


@pytest.fixture
def moment():
    """The machine's time, which stands still until a test shifts it."""
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.mark.parametrize(('address', 'network'), [
    ('192.0.2.7', '192.0.2.0/24'),
    ('192.0.2.255', '192.0.2.0/24'),
    ('192.0.3.7', '192.0.3.0/24'),
    ('2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'),
    ('2001:db8:1:2:ffff::', '2001:db8:1:2::/64'),
    ('2001:db8:1:3::', '2001:db8:1:3::/64'),
    ('::ffff:192.0.2.7', '192.0.2.0/24'),
    ('fe80::1%eth0', 'fe80::/64'),
    ('', '0.0.0.0/32'),
    (None, '0.0.0.0/32'),
    ('unix:', '0.0.0.0/32'),
])
def test_people_behind_one_network_are_seen_as_one(address, network):
    assert network_of(address) == network


def test_a_network_is_known_by_a_keyed_hash_only(networks):
    name = networks.name(HERE)
    assert (len(name), int(name, 16) > 0) == (20, True)
    assert name == networks.name(SimpleNamespace(remote_addr='192.0.2.99'))
    assert name != networks.name(THERE)
    assert name != Networks(secret_key='another', counts=networks.counts).name(HERE)


def test_so_many_requests_and_no_more(networks, moment):
    for _ in range(3):
        networks.count('read', '3/minute', HERE)
    with pytest.raises(TooMany) as refusal:
        networks.count('read', '3/minute', HERE)
    assert 0 < refusal.value.seconds <= 60
    networks.count('read', '3/minute', THERE)
    networks.count('write', '3/minute', HERE)


def test_when_the_time_is_over_it_starts_anew(networks, moment):
    for _ in range(2):
        networks.count('read', '2/minute', HERE)
    with pytest.raises(TooMany) as refusal:
        networks.count('read', '2/minute', HERE)
    moment.shift(refusal.value.seconds)
    networks.count('read', '2/minute', HERE)


def test_several_limits_hold_together(networks, moment):
    limit = '2/minute;3/hour'
    for _ in range(2):
        networks.count('code', limit, HERE)
    moment.shift(61)
    networks.count('code', limit, HERE)
    moment.shift(61)
    with pytest.raises(TooMany) as refusal:
        networks.count('code', limit, HERE)
    assert refusal.value.seconds > 60


def test_looking_does_not_count(networks, moment):
    for _ in range(5):
        networks.check('code', '1/minute', HERE)
    networks.count('code', '1/minute', HERE)
    with pytest.raises(TooMany):
        networks.check('code', '1/minute', HERE)


def test_without_a_limit_nothing_is_counted(networks):
    for _ in range(50):
        networks.count('read', '', HERE)


@pytest.mark.parametrize('engine', ['postgresql'])
def test_processes_count_together(database: Database, moment):
    """Exact to a batch for each process."""
    processes = [Networks(secret_key='secret', counts=build_counts(database)) for _ in range(3)]
    allowed = 0
    for number in range(200):
        try:
            processes[number % 3].count('read', '60/minute', HERE)
        except TooMany:
            continue
        allowed += 1
    assert 60 <= allowed <= 60 + 2 * BATCH


@pytest.mark.parametrize('engine', ['postgresql'])
def test_counts_that_are_over_are_forgotten(database: Database, moment):
    counts = build_counts(database)
    counts.incr('read', 60)
    moment.shift(61)
    counts.incr('write', 60)
    counts.forget_old()
    assert (counts.get('read'), counts.get('write')) == (0, 1)
    assert counts.check()
    counts.reset()
    assert counts.get('write') == 0
