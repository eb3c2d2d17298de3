"""How a letter may go on, and by when the next thing is due. Pure: `now` comes in, in UTC.

Sending is tried as the makers of the Notify protocol try letters themselves: fifteen times, five minutes apart.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from portal.delivery.model import Going, State, Step, Why

FOLLOWS: Mapping[State, frozenset[State]] = {
    State.WAITING: frozenset({State.BATCHED, State.SENDING}),
    State.BATCHED: frozenset({State.READY, State.STUCK}),
    State.READY: frozenset({State.HANDED_OVER, State.STUCK}),
    State.SENDING: frozenset({State.SENDING, State.WAITING, State.WITH_SERVICE, State.STUCK}),
    State.WITH_SERVICE: frozenset({State.WITH_SERVICE, State.HANDED_OVER, State.POSTED, State.STUCK}),
    State.HANDED_OVER: frozenset({State.HANDED_OVER, State.POSTED, State.STUCK}),
    State.STUCK: frozenset({State.WAITING, State.BY_HAND}),
    State.POSTED: frozenset(), State.PRINTED: frozenset({State.PRINTED}), State.BY_HAND: frozenset(),
}
"""What may come after what."""
AT_THE_POST = frozenset({State.HANDED_OVER, State.POSTED, State.BY_HAND})
MEANING = {
    'pending-virus-check': State.WITH_SERVICE,
    'accepted': State.HANDED_OVER, 'sending': State.HANDED_OVER,
    'received': State.POSTED, 'delivered': State.POSTED,
    'virus-scan-failed': State.STUCK, 'validation-failed': State.STUCK, 'technical-failure': State.STUCK,
    'permanent-failure': State.STUCK, 'temporary-failure': State.STUCK, 'failed': State.STUCK,
    'cancelled': State.STUCK, 'returned-letter': State.STUCK,
}
"""What the service says, in our words; what it says beside these changes nothing."""
ATTEMPTS, PAUSE = 15, timedelta(minutes=5)
LEASE, LEAST_LEFT = timedelta(minutes=10), timedelta(minutes=5)
"""Nobody starts on a letter whose lease ends sooner than asking and sending can take together."""
REMEMBERED = timedelta(days=6)
"""The service forgets a letter after seven days, if it was not told otherwise: so long it can be asked for one."""
ASK_SOON, ASK_LATER = timedelta(minutes=5), timedelta(hours=6)
MOST_BYTES, MOST_PAGES = 5_000_000, 10


def before(state: State) -> frozenset[State]:
    """From where a letter may come into this state."""
    return frozenset(one for one, following in FOLLOWS.items() if state in following)


def posted_at(goings: Iterable[Going]) -> datetime | None:
    """When a letter was first given to the post; None when it was not, as far as we know."""
    return min((one.gone_at for one in goings if one.state in AT_THE_POST and one.gone_at), default=None)


def is_too_large(size: int, pages: int) -> bool:
    """More than the service takes, in bytes or pages."""
    return size > MOST_BYTES or pages > MOST_PAGES


def is_unsure(going: Going, now: datetime) -> bool:
    """It may have arrived so long ago that the service does not remember: sent again, it might go twice."""
    return going.tried_at is not None and now - going.tried_at >= REMEMBERED


def may_start(going: Going, now: datetime) -> bool:
    """The lease lasts long enough to send this letter."""
    return going.next_try is not None and going.next_try - now >= LEAST_LEFT


def after_failure(going: Going, now: datetime) -> Step:
    """What becomes of a letter that was tried and did not surely arrive."""
    if going.attempts >= ATTEMPTS:
        return Step(state=State.STUCK, why=Why.NO_ANSWER)
    return Step(state=State.WAITING, next_try=now + PAUSE)


def after_news(going: Going, status: str | None, *, now: datetime) -> Step:
    """What becomes of a letter of which the service says this; None when it does not know it any more."""
    state = MEANING.get(status or '', going.state)
    if state is State.STUCK:
        return Step(state=state, why=Why.REFUSED)
    if state is State.POSTED:
        return Step(state=state)
    if going.state is State.HANDED_OVER:
        state = going.state
    if status is None or is_unsure(going, now):
        return Step(state=state) if state is State.HANDED_OVER else Step(state=State.STUCK, why=Why.NO_NEWS)
    return Step(state=state, next_try=now + (ASK_LATER if state is State.HANDED_OVER else ASK_SOON))


def goes_under_another_name(why: Why | None) -> bool:
    """A letter that the service refused is sent anew: under its old name only the refused one would be found."""
    return why is Why.REFUSED


def was_looked_up(why: Why | None) -> bool:
    """Who sends it on has seen at the service that it did not arrive, or it goes under another name."""
    return why in (Why.REFUSED, Why.UNSURE, Why.NO_NEWS)
