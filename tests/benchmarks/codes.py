"""Log-in with a code: how much is added to the one slow hash that it needs."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from itertools import count

from portal.clock import SystemClock
from portal.database import Database
from portal.identity.errors import WrongDetails
from portal.identity.rules.codes import new_code
from portal.identity.secret_hashes import SecretHashes
from portal.identity.service.codes import Codes
from portal.identity.service.telling import Telling
from portal.letters.model.base import Office
from portal.letters.service import Letters
from portal.notifications.composing import Composer
from portal.notifications.service import Notifications
from tests.benchmarks.stage import Stage

SECRET = 'a secret key that only measurements have'
SECONDS = 3.0
BORN = date(1990, 3, 27)


def tries(stage: Stage) -> Callable[[], float]:
    """How many codes a second are compared for details that nobody has, one after the other; all rows are written."""
    database, clock, hashes = Database(stage.url('standard')), SystemClock(), SecretHashes([SECRET])
    notifications = Notifications(database, clock, Composer(letters=Letters(), mail_from='noreply@loket.example'))
    office = Office(name='Helder Loket')
    codes = Codes(database, clock, hashes, Telling(notifications, office=office, base_url='https://loket.example'))
    numbers = count()

    def compare() -> None:
        number = next(numbers)
        with suppress(WrongDetails):
            codes.try_code(f'{8_000_000_000 + number}', BORN, new_code(), f'{number:020}')

    return lambda: _per_second(compare)


def hashes_alone() -> float:
    """How many a second the hash alone allows, with the same memory and passes."""
    hashes, code = SecretHashes([SECRET]), new_code()
    return _per_second(lambda: hashes.fits(code, None))


def _per_second(act: Callable[[], object]) -> float:
    act()
    done, began = 0, time.perf_counter()
    while time.perf_counter() - began < SECONDS:
        act()
        done += 1
    return done / (time.perf_counter() - began)
