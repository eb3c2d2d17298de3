"""A real process for the tests: `a_worker.py FOLDER HOW MINUTES URL`.

It works on the database that DATABASE_URL names, with a clock that is MINUTES ahead. HOW is `send` (what a worker does
each minute, with the service at URL), `send and die` (killed between sending and noting), `keep and die` (killed
between keeping a letter and letting it wait), `print` (the next batch into FOLDER) or `print and die` (killed after two
letters).
"""

import os
import signal
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

from portal.clock import SystemClock
from portal.database import Database
from portal.delivery.model import AtService, Way
from portal.delivery.notify import NotifyService
from portal.delivery.service import Delivery
from portal.delivery.service.printing import PrintRoom
from portal.delivery.service.sending import Sending
from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER
from portal.letters.service.archive import Archive
from portal.posting import NotifyAccount
from tests.delivery.letters import QuickLetters
from tests.delivery.notify_fake import KEY


class ClockAhead(SystemClock):
    """The machine's clock, but some minutes ahead."""

    def __init__(self, minutes: int) -> None:
        self._ahead = timedelta(minutes=minutes)

    def now(self) -> datetime:
        return super().now() + self._ahead


def die(*_: object) -> NoReturn:
    """End this process at once, as when the power fails."""
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError


class DyingService(NotifyService):
    """Hands a letter over and takes the whole process down."""

    def send(self, reference: str, pdf: bytes) -> AtService:
        super().send(reference, pdf)
        die()


def main(folder: Path, how: str, minutes: int, url: str) -> None:
    """Do what HOW says."""
    database, clock = Database(os.environ['DATABASE_URL']), ClockAhead(minutes)
    kept: Callable = die if how == 'keep and die' else Delivery(database, clock, way=Way.NOTIFY).expect
    letters: Any = QuickLetters() if how == 'keep and die' else None  # reading all texts takes a second
    archive = Archive(
        database, clock, letters, secret_keys=['a key'], base_url='https://loket.example', kept=kept,
    )
    if how == 'keep and die':
        archive.send(read_samples(FOLDER, 'l01_receipt')[MAIN], 'nl', owner='', by='')  # type: ignore[arg-type]
    elif how.startswith('print'):
        room = PrintRoom(database, clock, archive)
        number = room.unfinished() or room.take(100)
        assert number
        room.write(number, folder, told=lambda done, of: die() if how == 'print and die' and done == 2 else None)
    else:
        kind = DyingService if how == 'send and die' else NotifyService
        Sending(database, clock, archive, service=kind(NotifyAccount(url=url, key=KEY))).work()


if __name__ == '__main__':
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), sys.argv[4])
