"""The portal as a server on this machine, for a real browser."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import TypeVar

from flask import Flask
from flask_babel import force_locale, gettext
from werkzeug.serving import WSGIRequestHandler, make_server

from portal.appointments.model import Contact, Person, Slot, Visit
from portal.appointments.planner_file import read_planner
from portal.appointments.service import Planner
from portal.clock import SetClock
from portal.notifications.mail import Sender
from portal.notifications.service import Notifications

TOWN = Path(__file__).parent / 'planner_files' / 'town.yaml'
HOST = '127.0.0.1'
T = TypeVar('T')


class Silent(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_request(self, *_: object) -> None:
        """Say nothing."""


@dataclass(frozen=True)
class Portal:
    """A portal that is being served, and what a test needs behind its pages."""

    app: Flask
    clock: SetClock
    url: str

    def part(self, kind: type[T]) -> T:
        """The part of this kind that the portal was put together with."""
        return self.app.extensions['parts'][kind]

    @property
    def planner(self) -> Planner:
        """The planner's use cases."""
        return self.part(Planner)

    def load(self, file: Path = TOWN) -> None:
        """Have the desks of a planner file, with their weeks open."""
        self.planner.opening.load(read_planner(file))
        self.planner.opening.release()

    def say(self, language: str, words: str, **values: object) -> str:
        """Words of the pages, in a language."""
        with self.app.test_request_context(), force_locale(language):
            return gettext(words, **values)

    def free(self, desk: str, persons: int, product: str = 'BIO') -> list[Slot]:
        """The free places of a desk."""
        found = self.planner.calendar.free_at([desk], product, persons)[desk]
        return [found.at(start) for day in found.days for start in day.starts]

    def book(self, slot: Slot, *numbers: str) -> Visit:
        """Somebody else books a place, for persons with these V-numbers."""
        persons = [Person(v_number=number, first_name='Sam', last_name='Voorbeeld') for number in numbers]
        contact = Contact(email='sam@example.com', language='en')
        return self.planner.booking.book(slot, persons, contact, holder='', room='web')

    def deliver(self) -> None:
        """Do what the worker does: put the messages that wait in the mailbox of the demonstration."""
        while self.part(Notifications).deliver(self.part(Sender), 20):
            pass


def free_port() -> int:
    """A port that nobody uses."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def served(app: Flask, clock: SetClock, port: int) -> Iterator[Portal]:
    """Serve the portal while the block runs."""
    server = make_server(HOST, port, app, threaded=True, request_handler=Silent)
    Thread(target=server.serve_forever, daemon=True).start()
    yield Portal(app, clock, f'http://{HOST}:{port}')
    server.shutdown()
    server.server_close()
