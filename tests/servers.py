"""The portal served for real: granian with worker processes of its own, on a free port of this machine."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path

ROOT = Path(__file__).parents[1]
HOST = '127.0.0.1'
START_SECONDS, STOP_SECONDS = 60, 10
THREADS = 8
"""Per worker; fewer than the database connections that a worker may open."""


class ServerFailed(Exception):
    """The server did not start, or did not come back; the message is its log."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    process: subprocess.Popen
    port: int
    workers: int
    log: Path

    def wait(self) -> None:
        """Return when every worker that was ever begun serves, and the portal answers."""
        for _ in range(START_SECONDS * 20):
            if self._is_complete() and self._answers():
                return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        raise ServerFailed(self.log.read_text()[-4000:])

    def wait_for_worker(self) -> None:
        """Return when one more worker serves than there were at the start: one died and another took its place."""
        for _ in range(START_SECONDS * 20):
            if self._started() > self.workers:
                self.wait()
                return
            time.sleep(0.05)
        raise ServerFailed(self.log.read_text()[-4000:])

    def stop(self) -> None:
        """End the server and its workers."""
        self.process.terminate()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._kill_all()

    def _kill_all(self) -> None:
        children = Path(f'/proc/{self.process.pid}/task/{self.process.pid}/children').read_text().split()
        for pid in [self.process.pid, *map(int, children)]:
            os.kill(pid, 9)
        self.process.wait(STOP_SECONDS)

    def _started(self) -> int:
        return len(re.findall(r'Started worker-\d+', self.log.read_text()))

    def _is_complete(self) -> bool:
        return self._started() >= max(self.workers, len(re.findall(r'Spawning worker-\d+', self.log.read_text())))

    def _answers(self) -> bool:
        try:
            with closing(HTTPConnection(HOST, self.port, timeout=5)) as line:
                line.request('GET', '/livez')
                return line.getresponse().status < 500
        except (OSError, HTTPException):
            return False


@contextmanager
def served(
    folder: Path, *, target: str = 'wsgi:app', workers: int = 1, threads: int = THREADS, **environment: str,
) -> Iterator[Server]:
    """A server for `target`, which gets these environment variables; its log and data go to `folder`."""
    port, log = free_port(), folder / f'{target.partition(":")[0]}-{time.monotonic_ns()}.log'
    command = [
        str(Path(sys.executable).with_name('granian')), '--interface', 'wsgi', '--http', '1', '--no-ws',
        '--host', HOST, '--port', str(port), '--workers', str(workers), '--blocking-threads', str(threads),
        '--respawn-failed-workers', '--respawn-interval', '0.1', target,
    ]
    defaults = {
        'PORTAL_DATA': str(folder), 'PORTAL_PUBLIC_READS': 'off', 'PORTAL_PUBLIC_WRITES': 'off',
        'PORTAL_LOG': 'warning',
    }
    with log.open('w') as lines:
        process = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | defaults | environment, stdin=subprocess.DEVNULL,
            stdout=lines, stderr=subprocess.STDOUT,
        )
    server = Server(process, port, workers, log)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.create_server((HOST, 0)) as taken:
        return taken.getsockname()[1]
