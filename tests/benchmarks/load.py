"""A load generator: a few connections that are kept, each of which asks again as soon as it has its answer.

It runs in one process on plain sockets, and tells which share of that process it used: well below 1, the server
was the bottleneck and not the generator.
"""

import re
import selectors
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

from tests.servers import HOST

BUFFER = 1 << 20
LENGTH = re.compile(rb'\r\ncontent-length: *(\d+)', re.IGNORECASE)


class Refused(Exception):
    """An answer that was no success: what is measured would mean nothing."""


@dataclass(frozen=True)
class Speed:
    """How fast a server answered."""

    per_second: float
    size: int
    """Bytes of the last answer, head included."""
    busy: float
    """The generator's own share of one processor."""


class Line:
    """One connection, and the answer that is coming in over it."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection((HOST, port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._came, self._whole = 0, 0

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self._came = self._whole = 0
        self.socket.sendall(request)

    def take_in(self, buffer: memoryview) -> int:
        """Read what came; the size of the answer when it is complete, otherwise 0. Raises `Refused`."""
        size = self.socket.recv_into(buffer)
        if not size:
            raise Refused('the server hung up')
        if not self._came:
            self._whole = _size(bytes(buffer[:min(size, 4096)]))
        self._came += size
        return self._whole if self._came >= self._whole else 0


def _size(head: bytes) -> int:
    """How long the whole answer with this head is."""
    if head[9:12] not in (b'200', b'303'):
        raise Refused(head.decode(errors='replace'))
    end, length = head.find(b'\r\n\r\n'), LENGTH.search(head)
    if end < 0 or length is None:
        raise Refused('an answer without its length')
    return end + 4 + int(length[1])


def speed(port: int, requests: Iterator[bytes], *, lines: int, seconds: float) -> Speed:
    """How many answers a second come over so many connections; ends sooner when there are no more requests."""
    buffer, count, size = memoryview(bytearray(BUFFER)), 0, 0
    with ExitStack() as stack, selectors.DefaultSelector() as selector:
        for _ in range(lines):
            line = Line(port)
            stack.callback(line.socket.close)
            selector.register(line.socket, selectors.EVENT_READ, line)
        waiting = _ask_all([key.data for key in selector.get_map().values()], requests)
        began, used = time.perf_counter(), time.process_time()
        while waiting and time.perf_counter() - began < seconds:
            for key, _ in selector.select(30):
                if done := key.data.take_in(buffer):
                    count, size = count + 1, done
                    waiting += _ask_all([key.data], requests) - 1
        took = time.perf_counter() - began
        return Speed(count / took, size, (time.process_time() - used) / took)


def _ask_all(lines: list[Line], requests: Iterator[bytes]) -> int:
    """Let each line send the next request; how many did."""
    count = 0
    for line, request in zip(lines, requests, strict=False):
        line.ask(request)
        count += 1
    return count


def request(method: str, path: str, body: bytes = b'', *, cookie: str = '') -> bytes:
    """A request as it goes over the line."""
    head = f'{method} {path} HTTP/1.1\r\nHost: {HOST}\r\n'
    if cookie:
        head += f'Cookie: {cookie}\r\n'
    if body:
        head += f'Content-Type: application/json\r\nContent-Length: {len(body)}\r\n'
    return f'{head}\r\n'.encode() + body
