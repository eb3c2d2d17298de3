"""The job engine with real worker processes: killed, stopped and side by side."""

import mailbox
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from huey import MemoryHuey, crontab

from portal.clock import SystemClock
from portal.database import Database
from portal.jobs import BACKLOG, BATCH, Jobs, build_huey
from portal.settings import Settings

PATIENCE_SECONDS = 30
ROOT = Path(__file__).parents[2]
Worker = subprocess.Popen


@pytest.fixture
def settings(database: Database, tmp_path: Path) -> Settings:
    url = database.engine.url.render_as_string(hide_password=False)
    return Settings.from_environment({'PORTAL_DATA': str(tmp_path), 'DATABASE_URL': url})


@pytest.fixture
def work(settings: Settings, tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Starts a worker; what still runs at the end of the test is killed."""
    workers: list[Worker] = []

    def start(how: str = 'work', *, minutes: int = 0) -> Worker:
        command = [sys.executable, '-m', 'tests.notifications.a_worker', str(tmp_path), how, str(minutes)]
        environment = {**os.environ, 'DATABASE_URL': settings.database_url}
        workers.append(subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True))
        return workers[-1]

    yield start
    for worker in workers:
        worker.kill()
        worker.communicate()


@pytest.fixture
def clock() -> SystemClock:
    """Real workers need the real time."""
    return SystemClock()


def _ids(folder: Path) -> list[str]:
    return [mail['Message-ID'] for mail in mailbox.Maildir(folder / 'mailbox')]


def _until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, 'it took too long'
        time.sleep(0.05)


def test_a_killed_worker_loses_nothing(put, notifications, work, tmp_path):
    put('a', 'b', 'c')
    assert work('die').wait(PATIENCE_SECONDS) == -signal.SIGKILL
    [sent] = _ids(tmp_path)
    assert notifications.waiting() == 3
    work(minutes=6)
    _until(lambda: notifications.waiting() == 0)
    assert sorted(Counter(_ids(tmp_path)).values()) == [1, 1, 2]
    assert Counter(_ids(tmp_path))[sent] == 2


@pytest.mark.parametrize('number', [signal.SIGTERM, signal.SIGINT])
def test_a_stopped_worker_finishes_what_it_holds(put, notifications, work, tmp_path, number):
    put('a')
    worker = work('slow')
    assert worker.stdout.readline() == 'sending\n'
    worker.send_signal(number)
    assert worker.wait(PATIENCE_SECONDS) == 0
    assert notifications.waiting() == 0
    assert len(_ids(tmp_path)) == 1


def test_workers_side_by_side_send_each_message_once(put, notifications, work, tmp_path):
    put(*(f'message {number}' for number in range(3 * BATCH + 1)))
    work()
    work()
    _until(lambda: notifications.waiting() == 0)
    assert set(Counter(_ids(tmp_path)).values()) == {1}
    assert len(_ids(tmp_path)) == 3 * BATCH + 1


def test_a_nudge_brings_the_mail_at_once(put, notifications, work, settings):
    put('first')
    work()
    _until(lambda: notifications.waiting() == 0)  # the sweep with which a worker starts
    put('second')
    Jobs(build_huey(settings), lambda count: 0).nudge()
    start = time.monotonic()
    _until(lambda: notifications.waiting() == 0)
    assert time.monotonic() - start < 10


def test_many_nudges_are_one_job():
    jobs = Jobs(MemoryHuey(results=False), lambda count: 0)
    start = time.perf_counter()
    for _ in range(1000):
        jobs.nudge()
    assert time.perf_counter() - start < 0.5
    time.sleep(1.3)
    assert 1 <= jobs.huey.pending_count() <= 2


def test_nudges_stop_when_no_worker_takes_them():
    jobs = Jobs(MemoryHuey(results=False), lambda count: 0)
    for _ in range(3 * BACKLOG):
        jobs._ask()
    assert jobs.huey.pending_count() == BACKLOG


def test_a_nudge_never_fails(monkeypatch):
    jobs = Jobs(MemoryHuey(results=False), lambda count: 0)
    monkeypatch.setattr(jobs.huey.storage, 'enqueue', lambda *_: 1 / 0)
    jobs.nudge()
    time.sleep(0.1)
    assert jobs._nudger.is_alive()


def test_a_full_batch_asks_for_the_next():
    sizes = [BATCH, BATCH, 3]
    jobs = Jobs(MemoryHuey(results=False), lambda count: sizes.pop(0))
    jobs._ask()
    while task := jobs.huey.dequeue():
        jobs.huey.execute(task)
    assert sizes == []


def test_a_further_job_runs_when_it_is_due(settings):
    done = []
    jobs = Jobs(build_huey(settings), lambda count: 0)
    jobs.prepare()
    jobs.every('count', lambda: done.append(1), when=crontab(minute='30'))
    due = {minute: {task.name for task in jobs.huey.read_periodic(_at(minute))} for minute in (29, 30)}
    assert due == {29: {'sweep'}, 30: {'sweep', 'count'}}
    [task] = [task for task in jobs.huey.read_periodic(_at(30)) if task.name == 'count']
    jobs.huey.execute(task)
    assert done == [1]


def _at(minute: int) -> datetime:
    return datetime(2026, 11, 23, 10, minute, tzinfo=UTC)


def test_two_jobs_cannot_have_one_name(settings):
    jobs = Jobs(build_huey(settings), lambda count: 0)
    with pytest.raises(ValueError, match='same identifier'):
        jobs.every('sweep', lambda: None)


def test_a_job_that_somebody_slipped_in_is_not_run(settings):
    mine, theirs = build_huey(settings), MemoryHuey(results=False)
    Jobs(mine, lambda count: 0).prepare()
    Jobs(theirs, lambda count: 0)._ask()
    mine.storage.enqueue(theirs.storage.dequeue())
    with pytest.raises(ValueError, match='mismatch|Separator'):
        mine.dequeue()
