"""A portal for races: two desks that never close, served by as many processes as its engine allows."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import text

from portal.appointments.planner_file import read_planner
from portal.appointments.service import Planner
from portal.clock import SystemClock
from portal.database import Database
from tests.servers import Server, served

OPEN_DAYS = timedelta(days=21)
WORKERS = {'sqlite': 1, 'postgresql': 2}


class Serve(Protocol):
    """Serves a portal over the test's database."""

    def __call__(self, target: str = 'wsgi:app', **environment: str) -> AbstractContextManager[Server]: ...


@pytest.fixture
def clock() -> SystemClock:
    """The servers run on the machine's clock, and so do the races."""
    return SystemClock()


@pytest.fixture
def planner(empty_planner: Planner, clock: SystemClock) -> Planner:
    """Two desks, open for three weeks."""
    empty_planner.opening.load(read_planner(Path(__file__).with_name('races.yaml')))
    empty_planner.opening.release(until=(clock.now() + OPEN_DAYS).date())
    return empty_planner


@pytest.fixture
def serve(planner: Planner, database_url: str, engine: str, tmp_path: Path) -> Serve:
    """Serves the portal, or a variant of it, with that planner; every program on a network of its own."""
    def start(target: str = 'wsgi:app', **environment: str) -> AbstractContextManager[Server]:
        return served(
            tmp_path, target=target, workers=WORKERS[engine], DATABASE_URL=database_url, PORTAL_TRUSTED_PROXIES='1',
            **environment,
        )
    return start


@pytest.fixture
def server(serve: Serve) -> Iterator[Server]:
    """The portal, served."""
    with serve() as running:
        yield running


@pytest.fixture
def count(database: Database) -> 'Count':
    """Counts rows of a table."""
    return Count(database)


class Count:
    """How many rows there are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __call__(self, table: str, which: str = '1 = 1') -> int:
        with self._database.reading() as session:
            return session.execute(text(f'SELECT count(*) FROM {table} WHERE {which}')).scalar_one()
