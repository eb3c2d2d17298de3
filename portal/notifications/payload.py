"""How a message is kept: its letter and its calendar entry as JSON, checked when it is read again."""

from functools import cache

from pydantic import TypeAdapter

from portal.letters.model.base import Letter
from portal.letters.model.kinds import KINDS
from portal.notifications.model import CalendarEntry, Message


@cache
def _adapter(kind: str) -> TypeAdapter[tuple[Letter, CalendarEntry | None]]:
    return TypeAdapter(tuple[KINDS[kind], CalendarEntry | None])  # type: ignore[valid-type]


def packed(message: Message) -> str:
    """The letter and the calendar entry of `message` as JSON."""
    return _adapter(message.letter.folder).dump_json((message.letter, message.calendar)).decode()


def unpacked(kind: str, payload: str) -> tuple[Letter, CalendarEntry | None]:
    """The letter and the calendar entry that were kept; raises `ValueError` or `KeyError` for what is neither."""
    return _adapter(kind).validate_json(payload)
