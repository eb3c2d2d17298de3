"""More time: by a letter in one case, or for all applications of a time at once."""

from dataclasses import replace
from datetime import date, timedelta

from portal.procedures.model import Blanket, Event, Extension, Status, Term, Told
from portal.procedures.rules.clocks.running import Running
from portal.procedures.rules.days import after, working_day


def extend_all(running: Running, blanket: Blanket | None, day: date) -> Running:
    """The clock with the time that was taken for all, as things are on `day`."""
    if blanket is None:
        return running
    if blanket.withdrawn is not None and blanket.withdrawn <= day:
        return running.tells(
            Told.BLANKET_WITHDRAWN, source=blanket.source, status=blanket.status, length=blanket.lasts,
            why=blanket.says,
        )
    longer = replace(running, used=(*running.used, blanket.extension)).lasts(blanket.lasts)
    return longer.tells(
        Told.EXTENDED_ALL, source=blanket.source, status=blanket.status, length=blanket.lasts, why=blanket.says,
    )


def extend(running: Running, term: Term, event: Event) -> Running:
    """The clock after a letter that takes more time; what the letter cannot do by law changes nothing."""
    if event.day > running.last_day:
        return running.tells(Told.EXTENDED_LATE, on=event.day)
    found = next((one for one in term.extensions if one.key == event.what), None)
    if found is None or not (found.lasts or found.total or event.until):
        longer = _until(running, event, event.until) if event.until else running
        return longer.tells(Told.EXTENDED_UNKNOWN, source=term.law, status=Status.UNCONFIRMED, on=event.day)
    if running.used.count(found.key) >= found.times:
        return running.tells(Told.EXTENDED_TOO_OFTEN, source=found.source, status=found.status, on=event.day)
    return _extended(running, term, event, found=found)


def _extended(running: Running, term: Term, event: Event, *, found: Extension) -> Running:
    used = replace(running, used=(*running.used, found.key))
    allowed = _allowed(used, term, found)
    longer = allowed
    if event.until is not None:
        # A letter that gives less than it may is held to; the law's own limits do not move with it.
        longer = replace(_until(used, event, event.until), moves=allowed.moves)
        if _is_limited(term, found) and longer.end > allowed.end:
            longer = _capped(allowed, found, event.until)
    return longer.tells(Told.EXTENDED, source=found.source, status=found.status, on=event.day, why=found.says)


def _capped(allowed: Running, found: Extension, until: date) -> Running:
    """What the law allows; a letter that only counts a weekend further is not called wrong."""
    if until <= working_day(allowed.end, allowed.definitions.days_off):
        return allowed
    return allowed.tells(Told.EXTENDED_CAPPED, source=found.source, status=Status.UNCONFIRMED, letter=until)


def _is_limited(term: Term, found: Extension) -> bool:
    return bool(found.lasts or found.total or term.total)


def _allowed(running: Running, term: Term, found: Extension) -> Running:
    """The clock with all the time that the law allows; without a limit it stays as it is."""
    limits = [after(running.start, total) for total in (found.total, term.total) if total]
    if found.lasts:
        longer = running.lasts(found.lasts)
        limit = min(limits, default=longer.chain)
        return longer if longer.chain <= limit else replace(longer, chain=max(running.chain, limit), whole=None)
    return replace(running, chain=max(running.chain, *limits), whole=None) if limits else running


def _until(running: Running, event: Event, until: date) -> Running:
    """The clock that ends on the day of a letter, unless it ended later before.

    Days that do not count from the letter on come on top of it: the letter could not know them.
    """
    later = (running.stopped_until - event.day).days if running.stopped_until else 0
    chain = until - timedelta(days=running.stopped - max(later, 0))
    return replace(running, chain=chain, whole=None) if chain > running.chain else running
