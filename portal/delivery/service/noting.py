"""How letters leave, as the rest of the portal sees it: they begin to wait, are printed at a counter, and have gone."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import groupby

from portal.clock import Clock
from portal.database import Database
from portal.delivery.errors import NotStuck
from portal.delivery.model import Counted, Going, State, Way
from portal.delivery.rules import goes_under_another_name, posted_at, was_looked_up
from portal.delivery.store.goings import GoingStore, of_letters, room_for, wanted
from portal.delivery.store.rows import going_of
from portal.letters.errors import LetterUnknown
from portal.letters.model.sent import SentLetter


class Delivery:
    """Knows of every letter of the archive how it leaves; `way` is how letters go by post, None when nobody posts."""

    def __init__(self, database: Database, clock: Clock, *, way: Way | None) -> None:
        self._database, self._clock, self._way = database, clock, way

    def expect(self, sent: SentLetter) -> None:
        """Let a letter that is being kept wait for the post, in the same transaction; nothing where nobody posts."""
        if self._way is not None:
            with self._database.transaction() as session:
                GoingStore(session).expect(sent.reference, self._way, now=self._clock.now())

    def printed_here(self, reference: str, *, by: str) -> None:
        """Note that a letter was printed here and now, in the open transaction if there is one.

        It can be said again for another copy. Raises `LetterUnknown`. A letter that waits for the post still goes.
        """
        with self._database.transaction() as session:
            if not GoingStore(session).note_printed(reference, by, now=self._clock.now()):
                raise LetterUnknown(reference)

    def of(self, references: Sequence[str]) -> Mapping[str, tuple[Going, ...]]:
        """All ways of these letters; a letter of which nothing is known is left out."""
        if not references:
            return {}
        room = room_for(len(references))
        found = map(going_of, self._database.ask(of_letters(room), **wanted(references, room)))
        return {reference: tuple(ways) for reference, ways in groupby(found, key=lambda one: one.reference)}

    def posted_at(self, references: Sequence[str]) -> Mapping[str, datetime]:
        """When these letters were given to the post; what was not, as far as is known, is left out."""
        moments = {reference: posted_at(ways) for reference, ways in self.of(references).items()}
        return {reference: moment for reference, moment in moments.items() if moment}

    def counts(self) -> list[Counted]:
        """How many letters are how far, by way."""
        with self._database.reading() as session:
            return GoingStore(session).counts()

    def stuck(self) -> list[Going]:
        """The letters that go no further without a person, the one that waits longest first."""
        with self._database.reading() as session:
            return GoingStore(session).in_state(State.STUCK)

    def again(self, reference: str) -> None:
        """Let a stuck letter wait anew; raises `NotStuck`."""
        now = self._clock.now()
        with self._database.transaction() as session:
            store = GoingStore(session)
            for one in self._stuck(store, reference):
                store.move(
                    one, State.WAITING, next_try=now, attempts=0, why='', service_id='', status='', gone_at=None,
                    round=one.round + goes_under_another_name(one.why),
                    tried_at=None if was_looked_up(one.why) else one.tried_at,
                )

    def by_hand(self, reference: str, *, by: str) -> None:
        """Note that somebody posted a stuck letter in another way; raises `NotStuck`."""
        with self._database.transaction() as session:
            store = GoingStore(session)
            for one in self._stuck(store, reference):
                store.move(one, State.BY_HAND, gone_at=self._clock.now(), by=by)

    def _stuck(self, store: GoingStore, reference: str) -> list[Going]:
        found = [one for one in store.of([reference]) if one.state is State.STUCK]
        if not found:
            raise NotStuck(reference)
        return found
