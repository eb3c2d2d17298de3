"""Letters on their way: which there are, which are due, and how they go on."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, literal, select, update

from portal.bulk import members
from portal.database import Instant, Work
from portal.delivery.model import Counted, Going, State, Way
from portal.delivery.rules import before
from portal.delivery.store.rows import EMPTY, GOING, IN_ORDER, going
from portal.statements import insert_into

KEY = ('reference', 'way')


def room_for(count: int) -> int:
    """For how many letters to ask: of few different numbers, so that the same statements come back."""
    return 1 << (count - 1).bit_length()


@cache
def of_letters(room: int) -> Select:
    """Asks how so many letters go: pages do that at every turn."""
    these = GOING.c.reference.in_([bindparam(f'reference_{number}') for number in range(room)])
    return select(GOING).where(these).order_by(GOING.c.reference, GOING.c.way)


def wanted(references: Sequence[str], room: int) -> dict[str, str]:
    """The values for it; the last letter stands in every place that is left."""
    return {f'reference_{number}': references[min(number, len(references) - 1)] for number in range(room)}


class GoingStore:
    """Every query about single letters on their way."""

    def __init__(self, session: Work) -> None:
        self._session = session

    def expect(self, reference: str, way: Way, *, now: datetime) -> None:
        """Let a letter wait; one that goes this way already stays as it is."""
        first = {'reference': reference, 'way': way, 'state': State.WAITING, 'waiting_since': now, 'next_try': now}
        self._session.execute(self._adding(first).on_conflict_do_nothing(index_elements=KEY))

    def note_printed(self, reference: str, by: str, *, now: datetime) -> bool:
        """Write down that a letter was printed here, maybe once more; False when there is no such letter."""
        letters = GOING.metadata.tables['sent_letter']
        if not self._session.scalar(select(exists().where(letters.c.reference == reference))):
            return False
        first = {
            'reference': reference, 'way': Way.PRINTED_HERE, 'state': State.PRINTED, 'attempts': 1,
            'waiting_since': now, 'gone_at': now, 'by': by,
        }
        again = {'attempts': GOING.c.attempts + 1, 'gone_at': now, 'by': by}
        self._session.execute(self._adding(first).on_conflict_do_update(index_elements=KEY, set_=again))
        return True

    def _adding(self, values: dict[str, Any]) -> Any:
        return insert_into(self._session.dialect, GOING).values(**EMPTY | values)

    def of(self, references: Sequence[str]) -> list[Going]:
        """All that is known of how these letters go."""
        wanted = GOING.c.reference.in_(members(self._session, list(references)))
        return self._found(wanted, GOING.c.reference, GOING.c.way)

    def in_state(self, state: State) -> list[Going]:
        """All letters that are so far, the one that waits longest first."""
        return self._found(GOING.c.state == state, GOING.c.waiting_since, GOING.c.reference)

    def _found(self, which: ColumnElement[bool], *order: Any) -> list[Going]:
        return [going(row) for row in self._session.execute(select(GOING).where(which).order_by(*order)).mappings()]

    def counts(self) -> list[Counted]:
        """How many letters are how far, by way."""
        query = select(GOING.c.way, GOING.c.state, func.count(), func.min(GOING.c.waiting_since))
        rows = self._session.execute(query.group_by(GOING.c.way, GOING.c.state).order_by(GOING.c.way, GOING.c.state))
        return [
            Counted(way=Way(way), state=State(state), count=count, oldest=oldest) for way, state, count, oldest in rows
        ]

    def count(self, state: State) -> int:
        """How many letters are so far."""
        return self._session.scalar(select(func.count()).where(GOING.c.state == state)) or 0

    def move(self, seen: Going, to: State, **changes: Any) -> bool:
        """Let a letter go on from where it was seen; False when it is somewhere else by now, or may not."""
        there = and_(
            GOING.c.reference == seen.reference, GOING.c.way == seen.way, GOING.c.state == seen.state,
            GOING.c.attempts == seen.attempts, literal(seen.state in before(to)),
        )
        moved = update(GOING).where(there).values(state=to, **changes).returning(GOING.c.reference)
        return bool(self._session.execute(moved).all())

    def lease(self, now: datetime, count: int, *, until: datetime) -> list[Going]:
        """Up to `count` letters that are due to be sent, the oldest first, that nobody else gets before `until`."""
        due = select(GOING.c.reference).where(
            GOING.c.way == Way.NOTIFY, GOING.c.state.in_((State.WAITING, State.SENDING)), GOING.c.next_try <= now,
        )
        due = due.order_by(*IN_ORDER).limit(count).with_for_update(skip_locked=True)
        chosen = list(self._session.scalars(due))
        leased = update(GOING).where(GOING.c.reference.in_(chosen), GOING.c.way == Way.NOTIFY).values(
            state=State.SENDING, next_try=until, attempts=GOING.c.attempts + 1,
            tried_at=func.coalesce(GOING.c.tried_at, now, type_=Instant),
        ).returning(*GOING.c)
        found = [going(row) for row in self._session.execute(leased).mappings()]
        return sorted(found, key=lambda one: (one.waiting_since, one.reference))

    def without_news(self, now: datetime, count: int) -> list[Going]:
        """Up to `count` letters after which the service is to be asked, the longest due first."""
        there = GOING.c.state.in_((State.WITH_SERVICE, State.HANDED_OVER))
        due = select(GOING).where(there, GOING.c.way == Way.NOTIFY, GOING.c.next_try <= now)
        return [going(row) for row in self._session.execute(due.order_by(*IN_ORDER).limit(count)).mappings()]
