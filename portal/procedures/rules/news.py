"""What is news: a change since somebody was last told, of a kind that they want to hear of."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from portal.kernel.dutch_time import DUTCH_TIME
from portal.procedures.model import Case
from portal.procedures.model.expected import Forecast, Span
from portal.procedures.model.judged import Judged
from portal.procedures.model.news import State, When, Wish

RECENT = timedelta(days=14)
"""A change from longer ago is no news to somebody who was never told anything before."""
DIGEST_AT = time(8)
MONDAY = 0


def state_of(judged: Judged, forecast: Forecast | None = None) -> State:
    """What of a case can be news, as it is now."""
    turns = frozenset(f'{one.turn.key}:{one.since}' for one in judged.progress.turns)
    expected = forecast.decision if forecast else None
    if not isinstance(expected, Span):
        return State(step=judged.progress.now.step.key, turns=turns)
    return State(
        step=judged.progress.now.step.key, turns=turns, earliest=expected.earliest, latest=expected.latest,
    )


def changed(before: State, now: State, wish: Wish) -> bool:
    """Something happened of which this person wants to hear."""
    if wish.when is When.NEVER:
        return False
    return (wish.step and before.step != now.step) or (wish.asked and not now.turns <= before.turns)


def moved(before: State, now: State, wish: Wish) -> bool:
    """The forecast moved by more than this person wants to hear of, or came to be, or ended."""
    if wish.when is When.NEVER or not wish.weeks:
        return False
    if before.latest is None or now.latest is None or before.earliest is None or now.earliest is None:
        return before.latest != now.latest
    most = max(abs(now.latest - before.latest), abs(now.earliest - before.earliest))
    return most > timedelta(weeks=wish.weeks)


def without_news(before: State, now: State) -> State:
    """What somebody counts as told of who got no message: the forecast stays the one that they were told."""
    return replace(now, earliest=before.earliest, latest=before.latest)


def before_last_change(case: Case, today: date) -> Case | None:
    """The case as it was before the last day on which something happened; None when that is no news any more."""
    known = case.known_on(today)
    if not known or today - known[-1].day > RECENT:
        return None
    last = known[-1].day
    return replace(case, events=tuple(event for event in case.events if event.day < last))


def week_of(now: datetime) -> date:
    """The last Monday on which it was eight o'clock in the Netherlands."""
    local = now.astimezone(DUTCH_TIME)
    monday = local.date() - timedelta(days=local.weekday())
    return monday if local.weekday() != MONDAY or local.time() >= DIGEST_AT else monday - timedelta(weeks=1)
