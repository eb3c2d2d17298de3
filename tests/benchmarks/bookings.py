"""Bookings, ours over the public interface and those of `pgbench` straight into the database."""

import json
import re
import subprocess
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from random import Random

import psycopg

from tests.benchmarks.load import request, speed
from tests.benchmarks.stage import Stage, fetch

CLIENTS, SECONDS, WARM_SECONDS = 8, 2.0, 0.5
LOOKS = 4
"""So often each desk is looked at before it is booked: by then every process knows it, as it does in daily use."""
MOST_A_SECOND = 600
V_NUMBERS = count(1_000_000_000)
PREFIX = b")]}',\n"
TABLES = '''
    CREATE TABLE IF NOT EXISTS plain_place (id bigserial PRIMARY KEY, key uuid NOT NULL UNIQUE);
    CREATE TABLE IF NOT EXISTS plain_outbox (LIKE outbox INCLUDING ALL);
'''
SCRIPT = '''
    WITH place AS (INSERT INTO plain_place (key) VALUES (gen_random_uuid()) RETURNING id)
    INSERT INTO plain_outbox
        (kind, payload, language, recipient, dedupe_key, state, attempts, next_try, created, reason)
    SELECT
        'visit_booked', repeat('x', {size}), 'nl', 'a@mail.example', 'visit:' || id, 'waiting', 0, now(), now(), ''
    FROM place;
'''


class Bookings:
    """Books places that nobody booked before."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._waiting = self._requests()

    def speed(self) -> float:
        """Bookings a second; each one must succeed."""
        self._book(WARM_SECONDS)
        return self._book(SECONDS)

    def _book(self, seconds: float) -> float:
        ready = [next(self._waiting) for _ in range(int(seconds * MOST_A_SECOND))]
        return speed(self._stage.desks.port, iter(ready), lines=CLIENTS, seconds=seconds).per_second

    def _requests(self) -> Iterator[bytes]:
        desks = json.loads(fetch(self._stage.portal, '/oap/api/desks/?productKey=BIO').removeprefix(PREFIX))['data']
        places = [(desk['key'], place) for desk in desks for place in free_places(self._stage, desk['key'])]
        Random(1).shuffle(places)
        return (booking(desk, place) for desk, place in places)


def free_places(stage: Stage, desk: str) -> list[dict]:
    """What is free at a desk for one person."""
    bodies = [fetch(stage.desks, f'/oap/api/desks/{desk}/slots/?productKey=BIO&persons=1') for _ in range(LOOKS)]
    return json.loads(bodies[-1].removeprefix(PREFIX))['data']


def booking(desk: str, place: dict) -> bytes:
    """Somebody new books a place."""
    who = next(V_NUMBERS)
    return request('POST', f'/oap/api/desks/{desk}/appointments/', json.dumps({
        'bookableSlot': place | {'booked': False},
        'appointment': {
            'productKey': 'BIO', 'date': place['date'], 'startTime': place['startTime'], 'endTime': place['endTime'],
            'email': f'{who}@mail.example', 'phone': '', 'language': 'nl',
            'customers': [{'vNumber': str(who), 'firstName': 'Amina', 'lastName': 'Voorbeeld', 'bsn': ''}],
        },
    }).encode())


def pgbench(stage: Stage) -> float:
    """Rows a second of the least that a booking can be: one unique row and its message, in one statement."""
    with psycopg.connect(stage.url('standard'), autocommit=True) as connection:
        connection.execute(TABLES)
        [(size,)] = connection.execute('SELECT coalesce(avg(length(payload)), 2000)::int FROM outbox').fetchall()
    script = Path(stage.postgres.pgdata).with_name('booking.sql')
    script.write_text(SCRIPT.format(size=size))
    done = subprocess.run(
        [
            str(stage.postgres.bin_path / 'pgbench'), '--no-vacuum', '--client', str(CLIENTS),
            '--time', f'{SECONDS:.0f}', '--file', str(script), stage.url('standard'),
        ],
        capture_output=True, text=True, timeout=120, check=True,
    )
    return float(re.findall(r'tps = ([\d.]+)', done.stdout)[0])
