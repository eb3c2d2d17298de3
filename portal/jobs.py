"""The job engine: runs, in a worker process, what does not belong inside a request.

Huey keeps the queue: in a file beside an SQLite database, or in tables of its own in PostgreSQL. The queue
may lose what it holds, because the outbox is the truth: a sweep every minute finds what a lost job left.
With several workers a periodic job may run in each of them at once, so every job must bear that.
"""

import logging
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from threading import Event, Lock, Thread

from huey import Huey, PostgresHuey, SqliteHuey, crontab
from huey.serializer import SignedSerializer
from psycopg.errors import UniqueViolation

from portal.settings import Settings

NUDGE_SECONDS = 1.0
BACKLOG = 10
"""So many jobs may wait; when more do, no worker is running and another nudge helps nobody."""
EXPIRES_SECONDS = 120
SHUTDOWN_SECONDS = 30
BATCH = 20
EVERY_MINUTE = crontab()

log = logging.getLogger(__name__)


def build_huey(settings: Settings) -> Huey:
    """The queue that `settings` ask for; what it holds is signed, so nobody can slip a job in."""
    shared = {'results': False, 'serializer': SignedSerializer(secret=settings.secret_key, salt='jobs')}
    if settings.database_url.startswith('sqlite'):
        return SqliteHuey('portal', filename=str(settings.data_folder / 'jobs.sqlite'), fsync=False, **shared)
    address = settings.database_url.partition('://')[2]
    # The portal starts, and says what is wrong, while its database is down: the tables are made later.
    return PostgresHuey('portal', dsn=f'postgresql://{address}', create_tables=False, **shared)


class Jobs:
    """The portal's jobs; `deliver(count)` sends up to `count` messages and says how many left."""

    def __init__(self, huey: Huey, deliver: Callable[[int], int]) -> None:
        self.huey = huey
        self._deliver = deliver
        self._delivery = huey.task(name='deliver', expires=EXPIRES_SECONDS)(self._deliver_batch)
        self.every('sweep', self._deliver_batch)
        self._wanted = Event()
        self._starting = Lock()
        self._nudger: Thread | None = None
        self._prepared = False

    def prepare(self) -> None:
        """Make the queue's tables unless they are there; needs the database."""
        if not self._prepared and isinstance(self.huey, PostgresHuey):
            with suppress(UniqueViolation):
                self.huey.storage.initialize_schema()
            # Had another process made them in the same moment, they are there now.
            self.huey.storage.initialize_schema()
        self._prepared = True

    def every(self, name: str, work: Callable[[], object], *, when: Callable[[datetime], bool] = EVERY_MINUTE) -> None:
        """Do `work` at each minute that `when` lets pass, such as `crontab(minute='0', hour='3')` (UTC)."""

        def job() -> None:
            work()

        self.huey.periodic_task(when, name=name, expires=EXPIRES_SECONDS)(job)

    def nudge(self) -> None:
        """Ask for delivery soon. Never waits and never fails: without it the sweep delivers."""
        self._wanted.set()
        if self._nudger is None or not self._nudger.is_alive():
            with self._starting:
                self._start_nudger()

    def _start_nudger(self) -> None:
        if self._nudger is None or not self._nudger.is_alive():
            self._nudger = Thread(target=self._pass_nudges_on, name='nudger', daemon=True)
            self._nudger.start()

    def _pass_nudges_on(self) -> None:
        while True:
            self._wanted.wait()
            self._wanted.clear()
            self._ask()
            time.sleep(NUDGE_SECONDS)

    def _ask(self) -> None:
        try:
            self.prepare()
            if self.huey.pending_count() < BACKLOG:
                self._delivery()
        except Exception:
            log.warning('a nudge was lost; the sweep will deliver', exc_info=True)

    def _deliver_batch(self) -> None:
        if self._deliver(BATCH) == BATCH:
            self._delivery()


def run_worker(jobs: Jobs, *, workers: int = 2) -> None:
    """Run jobs until the process is told to stop (SIGTERM, SIGINT), then finish what is in hand."""
    jobs.prepare()
    consumer = jobs.huey.create_consumer(workers=workers, max_delay=1.0, shutdown_timeout=SHUTDOWN_SECONDS)
    consumer.start()
    stopping = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.append(True))
    checked = time.monotonic()
    while not stopping:
        time.sleep(0.2)
        if time.monotonic() - checked > 10:
            checked = time.monotonic()
            consumer.check_worker_health()
    consumer.stop(graceful=True)
