"""How looks are told to the person whom they are about."""

from collections.abc import Iterable, Sequence
from datetime import date

from portal.identity.model.looking import OWN_CHANGES, OWN_VIEW, NotedLook, Told
from portal.kernel.dutch_time import dutch_day


def is_own(look: NotedLook) -> bool:
    """The person looked, not somebody else."""
    return look.activity == OWN_VIEW


def is_own_change(look: NotedLook) -> bool:
    """The person changed something themselves."""
    return look.activity in OWN_CHANGES


def told(looks: Iterable[NotedLook]) -> list[Told]:
    """Looks that were made for one piece of work together; the latest piece first, as `looks` are."""
    pieces: dict[tuple[str, str], list[NotedLook]] = {}
    for look in looks:
        pieces.setdefault((look.trace_id, look.activity), []).append(look)
    return [Told(first=piece[-1], times=len(piece)) for piece in pieces.values()]


def by_day(pieces: Iterable[Told]) -> dict[date, Sequence[Told]]:
    """By day in the Netherlands, the latest first."""
    days: dict[date, list[Told]] = {}
    for piece in pieces:
        days.setdefault(dutch_day(piece.first.started), []).append(piece)
    return dict(days)
