"""Programs that use the public interface, and send at the same moment."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count
from typing import Any

from tests.servers import HOST

SECONDS = 60
V_NUMBERS = count(1_000_000_000)


@dataclass(frozen=True)
class Answer:
    """What the interface answered: `outcome` is `OK` or the code of the refusal."""

    status: int
    data: Any

    @property
    def outcome(self) -> str:
        return 'OK' if self.status == 200 else f'{self.status} {self.data}'


class Program:
    """One program on one network, with a connection that it keeps."""

    def __init__(self, port: int, number: int) -> None:
        self._line = HTTPConnection(HOST, port, timeout=SECONDS)
        self._line.connect()
        self._headers = {'Content-Type': 'application/json', 'X-Forwarded-For': f'10.{number // 250}.{number % 250}.7'}
        self.worker = ''
        """The process that answered last."""

    def send(self, path: str, body: object = None) -> None:
        """Ask, without waiting for the answer."""
        method = 'GET' if body is None else 'POST'
        self._line.request(method, f'/oap/api{path}', body and json.dumps(body), self._headers)

    def answer(self) -> Answer:
        """The answer to what was sent."""
        response = self._line.getresponse()
        text = response.read().decode()
        self.worker = response.headers.get('X-Worker', '')
        return Answer(response.status, json.loads(text.removeprefix(")]}',\n"))['data'])

    def ask(self, path: str, body: object = None) -> Answer:
        """Send and wait."""
        self.send(path, body)
        return self.answer()

    def places(self, desk: str) -> list[dict]:
        """The free places of a desk for one person."""
        return self.ask(f'/desks/{desk}/slots/?productKey=BIO&persons=1').data

    def close(self) -> None:
        """Hang up."""
        self._line.close()


@contextmanager
def programs(port: int, number: int) -> Iterator[list[Program]]:
    """So many programs, each on a network of its own."""
    started = [Program(port, one) for one in range(number)]
    try:
        yield started
    finally:
        for program in started:
            program.close()


def at_once(each: Sequence[Program], asked: Iterable[tuple[str, object]]) -> list[Answer]:
    """All programs send before the first of them reads its answer."""
    for program, (path, body) in zip(each, asked, strict=True):
        program.send(path, body)
    return [program.answer() for program in each]


def outcomes(answers: Iterable[Answer]) -> Counter:
    """How often each outcome came."""
    return Counter(answer.outcome for answer in answers)


def booking(desk: str, place: dict, *, v_number: int | None = None) -> tuple[str, object]:
    """Book the place for somebody, by default for somebody new."""
    who = next(V_NUMBERS) if v_number is None else v_number
    return f'/desks/{desk}/appointments/', {
        'bookableSlot': place | {'booked': False},
        'appointment': {
            'productKey': 'BIO', 'date': place['date'], 'startTime': place['startTime'], 'endTime': place['endTime'],
            'email': f'{who}@mail.example', 'phone': '', 'language': 'nl',
            'customers': [{'vNumber': str(who), 'firstName': 'Amina', 'lastName': 'Voorbeeld', 'bsn': ''}],
        },
    }


def hold(desk: str, place: dict) -> tuple[str, object]:
    """Keep the place for a while."""
    return f'/desks/{desk}/slots/{place["key"]}/', place
