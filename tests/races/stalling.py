"""The portal with a place where it stops: a booking at the desk ONE never gets past the point that STALL_AT names.

The process that stops there says so by writing its number into the file STALL_FILE. Every answer tells which
process gave it.
"""

import os
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path

from portal.application import create_app
from portal.appointments.messages import Messages
from portal.appointments.service import Booking
from portal.appointments.store.claims import ClaimStore

POINTS = {
    'claimed': (ClaimStore, 'claim'),   # the place is claimed; no message is kept yet
    'told': (Messages, 'booked'),       # the message is kept too; only the commit is missing
    'committed': (Booking, 'book'),     # all is done; only the answer is missing
}
"""After which method of which class a booking stops."""


def stopping_after(method: Callable, desk_in: Callable[..., str]) -> Callable:
    """The method, which never returns when it is about the desk ONE."""
    @wraps(method)
    def stops(*args: object, **kwargs: object) -> object:
        result = method(*args, **kwargs)
        if desk_in(*args) == 'ONE':
            Path(os.environ['STALL_FILE']).write_text(str(os.getpid()))
            time.sleep(120)
        return result
    return stops


DESK_IN = {
    'claimed': lambda store, visit, resources, slot: slot.desk,
    'told': lambda messages, visit, desk, product: desk.key,
    'committed': lambda booking, slot, *others: slot.desk,
}
"""Which desk a call of each of these methods is about."""

if point := os.environ.get('STALL_AT'):
    owner, name = POINTS[point]
    setattr(owner, name, stopping_after(getattr(owner, name), DESK_IN[point]))
app = create_app()


@app.extensions['programs'].after_request
def tell_the_worker(response):  # type: ignore[no-untyped-def]
    """Which process answers."""
    response.headers['X-Worker'] = str(os.getpid())
    return response
