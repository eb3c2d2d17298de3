"""Real processes that are killed in the worst moment: every letter goes once. On both engines."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from portal.clock import SystemClock
from portal.database import Database
from portal.delivery.model import State, Way
from portal.delivery.notify import NotifyService
from portal.letters.errors import LetterUnknown

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 60
Work = Callable[..., subprocess.Popen]


@pytest.fixture
def clock() -> SystemClock:
    """Real processes need the real time."""
    return SystemClock()


@pytest.fixture
def work(database: Database, tmp_path: Path, fake) -> Iterator[Work]:
    """Starts a process; what still runs at the end of the test is killed."""
    running: list[subprocess.Popen] = []

    def start(how: str, *, minutes: int = 0) -> subprocess.Popen:
        command = [sys.executable, '-m', 'tests.delivery.a_worker', str(tmp_path), how, str(minutes), fake.url]
        url = database.engine.url.render_as_string(hide_password=False)
        running.append(subprocess.Popen(command, cwd=ROOT, env={**os.environ, 'DATABASE_URL': url}))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()


def test_between_sending_and_noting(send, work: Work, fake, seen):
    send('A')
    assert work('send and die').wait(PATIENCE_SECONDS) == -signal.SIGKILL
    assert (fake.names, seen('A').state) == (['A'], State.SENDING)
    assert work('send', minutes=11).wait(PATIENCE_SECONDS) == 0
    assert (fake.names, seen('A').state) == (['A'], State.WITH_SERVICE) and seen('A').service_id == fake.letters[0].id


def test_between_sending_and_noting_without_looking_first(send, work: Work, fake, sending, monkeypatch):
    """The twin: it goes twice."""
    send('A')
    assert work('send and die').wait(PATIENCE_SECONDS) == -signal.SIGKILL
    monkeypatch.setattr(NotifyService, 'find', lambda self, reference: None)
    monkeypatch.setattr(SystemClock, 'now', lambda self: datetime.now(UTC) + timedelta(minutes=11))
    sending.work()
    assert fake.names == ['A', 'A']


def test_between_keeping_and_waiting(work: Work, archive, delivery, receipt):
    assert work('keep and die').wait(PATIENCE_SECONDS) == -signal.SIGKILL
    with pytest.raises(LetterUnknown):
        archive.get(receipt.reference)
    archive.send(receipt, 'nl', owner='', by='')
    assert delivery.of([receipt.reference])


class TestInMidBatch:
    @pytest.fixture
    def way(self) -> Way:
        return Way.PRINT_SERVICE

    def test_the_same_batch_goes_on(self, send, work: Work, seen, tmp_path, print_room):
        names = [f'A{number}' for number in range(5)]
        send(*names)
        assert work('print and die').wait(PATIENCE_SECONDS) == -signal.SIGKILL
        folder = tmp_path / 'batch-000001'
        assert len(list(folder.glob('*.pdf'))) == 2 and not (folder / 'SHA256SUMS').exists()
        assert {seen(name).state for name in names} == {State.BATCHED}
        assert work('print').wait(PATIENCE_SECONDS) == 0
        assert [path.name for path in sorted(folder.glob('*.pdf'))] == [
            f'{line:06}-{name}.pdf' for line, name in enumerate(names, 1)
        ]
        assert {(seen(name).state, seen(name).batch) for name in names} == {(State.READY, 1)}
        assert print_room.take(10) is None
