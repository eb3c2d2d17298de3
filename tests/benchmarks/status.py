"""The page of an application: how fast it is, and that its cost does not grow with the number of cases.

A hundred people look at their own case in turn, so pages are answered as on a busy morning: most of them again.
"""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from http.client import HTTPConnection
from itertools import cycle

import psycopg
from sqlalchemy import text

from portal.clock import SystemClock
from portal.database import Database
from portal.identity.model import Account, Level, PersonId, Role, Way
from portal.identity.service import Sessions
from tests.benchmarks.load import request, speed
from tests.benchmarks.stage import THREADS, Stage
from tests.servers import HOST, ROOT, Server, served

PEOPLE = 100
LINES, SECONDS, WARM_SECONDS = 4, 1.0, 1.0
OPEN_CASES = text(
    'SELECT case_person.person, procedure_case.id FROM procedure_case '
    'JOIN case_person ON case_person.case_number = procedure_case.number '
    "WHERE decided IS NULL AND withdrawn IS NULL AND part = 'applicant' "
    'ORDER BY procedure_case.id LIMIT :most'
)
COMMANDS = ('database', 'upgrade'), ('cases', 'sample', '--cases'), ('cases', 'refresh')


@dataclass(frozen=True)
class Morning:
    """A portal with so many cases, and the pages that people ask for."""

    server: Server
    requests: tuple[bytes, ...]

    def pages(self) -> float:
        """How many pages are answered in a second."""
        asked = cycle(self.requests)
        speed(self.server.port, asked, lines=LINES, seconds=WARM_SECONDS)
        return speed(self.server.port, asked, lines=LINES, seconds=SECONDS).per_second


def status_pages(stage: Stage, *, part: int = 1) -> Callable[[], float]:
    """How many status pages are answered in a second, with all cases of a country or one of so many parts of them."""
    return morning(stage, stage.cases // part).pages


@cache
def morning(stage: Stage, count: int) -> Morning:
    """A portal with so many invented cases; it runs until the stage ends."""
    name = f'status_{count}'
    with psycopg.connect(stage.postgres.get_uri(), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE {name}')  # type: ignore[arg-type]
    url = stage.postgres.get_uri(name)
    for command in COMMANDS:
        _flask(stage, url, *command, *([str(count)] if command[-1] == '--cases' else []))
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute('VACUUM ANALYZE')
    server = stage.running.enter_context(served(stage.folder, threads=THREADS, DATABASE_URL=url))
    return Morning(server, tuple(_with_cookie(server, path, login) for path, login in _people(url)))


def _with_cookie(server: Server, path: str, login: str) -> bytes:
    """What a browser asks that has been on this page before: it sends back the cookie that it got there."""
    line = HTTPConnection(HOST, server.port, timeout=60)
    line.request('GET', path, headers={'Cookie': login})
    answer = line.getresponse()
    answer.read()
    line.close()
    if answer.status != 200:
        raise SystemExit(f'a status page answered {answer.status}')
    return request('GET', path, cookie=f'{login}; {answer.headers["Set-Cookie"].partition(";")[0]}')


def _people(url: str) -> list[tuple[str, str]]:
    """People with the address of their own case, and the cookie of their log-in."""
    database = Database(url)
    sessions = Sessions(database, SystemClock())
    with database.reading() as session:
        found = session.execute(OPEN_CASES, {'most': PEOPLE}).all()
    made = [
        (f'/me/applications/{case}', f'login={_token(sessions, PersonId(person))}')
        for person, case in found
    ]
    database.engine.dispose()
    return made


def _token(sessions: Sessions, person: PersonId) -> str:
    return sessions.begin(Account(
        key=f'person:{person}', roles=frozenset({Role.APPLICANT}), level=Level.SUBSTANTIAL, way=Way.CITIZEN,
        name='Sam Voorbeeld', person=person,
    ), shared=False)


def _flask(stage: Stage, url: str, *words: str) -> None:
    done = subprocess.run(
        [sys.executable, '-m', 'flask', '--app', 'wsgi', *words], cwd=ROOT, text=True, capture_output=True,
        env=os.environ | {'DATABASE_URL': url, 'PORTAL_DATA': str(stage.folder)}, timeout=1800, check=False,
    )
    if done.returncode:
        raise SystemExit(f'flask {" ".join(words)} failed:\n{done.stderr}')
