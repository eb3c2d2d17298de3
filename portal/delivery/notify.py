"""A service that speaks the Notify protocol, through the client that its makers offer."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from notifications_python_client.errors import APIError
from notifications_python_client.notifications import NotificationsAPIClient

from portal.delivery.errors import ServiceClosed, ServiceForgot, ServiceRefused, ServiceUnclear
from portal.delivery.model import AtService
from portal.posting import NotifyAccount

LETTERS = 'letter'
NOT_FOUND = 404
NEVER = (400, 413, 422)
"""Answers to a letter that no repeating changes."""
NOT_NOW = (400, 401, 402, 403, 404, 405, 429)
"""Answers that say nothing about the letter: the key, the clock, a limit, or another address than we think."""
SECONDS = 30
ID_LENGTH, STATUS_LENGTH = 60, 40
BADLY = ('virus-scan-failed', 'validation-failed', 'cancelled', 'technical-failure', 'permanent-failure')

# The client writes down what the service answers; our own lines say what an operator needs, and no more.
logging.getLogger('notifications_python_client').setLevel(logging.CRITICAL)


class NotifyService:
    """Letters at that service, under names that we give them."""

    def __init__(self, account: NotifyAccount, *, seconds: float = SECONDS) -> None:
        self._postage = account.postage or None
        self._client = NotificationsAPIClient(account.key, base_url=account.url, timeout=seconds)
        self._alone = Lock()  # the client does not bear threads

    def find(self, reference: str) -> AtService | None:
        """The letter under this name; of several the one that goes best."""
        with self._alone, _understood():
            told = self._client.get_all_notifications(template_type=LETTERS, reference=reference)
            found = [_letter(one) for one in told['notifications'] if one['reference'] == reference]
        return min(found, key=lambda one: one.status in BADLY, default=None)

    def send(self, reference: str, pdf: bytes) -> AtService:
        """Hand a letter over; how far it is there is told later."""
        with self._alone, _understood(NEVER):
            told = self._client.send_precompiled_letter_notification(
                reference=reference, pdf_file=io.BytesIO(pdf), postage=self._postage,
            )
            return _letter(told)

    def status(self, service_id: str) -> str:
        """How far a letter is there, in the words of the service."""
        with self._alone, _understood(forgotten=(NOT_FOUND,)):
            return _letter(self._client.get_notification_by_id(service_id)).status


def _letter(told: Any) -> AtService:
    return AtService(id=str(told['id'])[:ID_LENGTH], status=str(told.get('status', ''))[:STATUS_LENGTH])


@contextmanager
def _understood(never: tuple[int, ...] = (), forgotten: tuple[int, ...] = ()) -> Iterator[None]:
    """Turns what the client raises into our own words; the service's stay out, as it may repeat what we sent."""
    try:
        yield
    except APIError as error:
        answer = error.status_code
        kind = ServiceRefused if answer in never else ServiceForgot if answer in forgotten else (
            ServiceClosed if answer in NOT_NOW else ServiceUnclear
        )
        raise kind(_kind_of(error)) from None
    except (LookupError, TypeError, AttributeError, ValueError):
        raise ServiceUnclear('an answer that makes no sense') from None


def _kind_of(error: APIError) -> str:
    """Such as `400 BadRequestError`: these stay the same, says the protocol, and the words may not."""
    said = error.message
    kind = said[0].get('error', '') if isinstance(said, list) and said and isinstance(said[0], dict) else ''
    return f'{error.status_code} {kind}'.strip()[:STATUS_LENGTH]
