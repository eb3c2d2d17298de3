"""Whether a condition can be true, and whether it can be false: tries all answers that make a difference.

It asks as the portal asks: the next question is one that is still open, so answers that no longer matter are never
tried. Where that is too much work, it goes on with answers at random, always the same ones, and says so.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.checklist.model import Answers
from portal.checklist.rules.book import Book
from portal.checklist.rules.checking.domains import Domains
from portal.checklist.rules.expressions import YES, Always, Both, Condition, Truth
from portal.checklist.rules.known import Known

MOST_TRIES, AT_RANDOM = 20_000, 2_000
"""Answering at random takes some ten steps, each of which is a try when all are tried."""
SEED = 1
Facts = Mapping[str, Any]
ALWAYS = Always(YES)


@dataclass(frozen=True, kw_only=True)
class Searched:
    """What a condition can be; when not everything was tried, it may be more than that."""

    can_be: frozenset[bool]
    tries: int
    is_whole: bool


class Search:
    """Tries answers to a condition on the day of a book."""

    def __init__(self, book: Book, domains: Domains, *, most: int = MOST_TRIES) -> None:
        self._book, self._domains, self._most = book, domains, most

    def what(self, condition: Condition, given: Condition = ALWAYS, starts: Sequence[Facts] = ({},)) -> Searched:
        """What `condition` can be for those for whom `given` is so, who answer as one of `starts` to begin with."""
        found: set[bool] = set()
        tries = 0
        for truth in self._one_by_one(condition, given, starts):
            tries += 1
            found |= set() if truth is None else {truth}
            if len(found) == 2 or tries == self._most:
                break
        else:
            return Searched(can_be=frozenset(found), tries=tries, is_whole=True)
        if len(found) < 2:
            found |= self._at_random(condition, given, starts)
        return Searched(can_be=frozenset(found), tries=tries, is_whole=len(found) == 2)

    def _one_by_one(self, condition: Condition, given: Condition, starts: Sequence[Facts]) -> Iterator[bool | None]:
        """Each step of asking; the answer when there is one."""
        waiting = [dict(facts) for facts in reversed(starts)]
        while waiting:
            facts = waiting.pop()
            known = Known(self._book.sources, Answers(facts=facts))
            truth = self._truth(condition, given, known)
            yield truth.value
            if truth.value is None and truth.open:
                name = self._next(truth, known)
                waiting += [{**facts, name: answer} for answer in reversed(self._domains.answers(name, known))]

    def _at_random(self, condition: Condition, given: Condition, starts: Sequence[Facts]) -> set[bool]:
        chance = random.Random(SEED)
        found: set[bool] = set()
        for _ in range(AT_RANDOM):
            facts = dict(chance.choice(starts))
            truth = self._dive(lambda known: self._truth(condition, given, known), facts, chance)
            found |= set() if truth is None else {truth}
            if len(found) == 2:
                break
        return found

    def _dive(self, decide: Callable[[Known], Truth], facts: dict[str, Any], chance: random.Random) -> bool | None:
        """What it is for somebody who answers at random."""
        while True:
            known = Known(self._book.sources, Answers(facts=facts))
            truth = decide(known)
            if truth.value is not None or not truth.open:
                return truth.value
            name = self._next(truth, known)
            answers = self._domains.answers(name, known)
            if not answers:
                return None
            facts[name] = chance.choice(answers)

    def _truth(self, condition: Condition, given: Condition, known: Known) -> Truth:
        """What the condition is; neither, with nothing left to ask, for those whom it is not about."""
        about = given.truth(known)
        if about.value is False or any(one.truth(known).value for one, _ in self._book.contradictions):
            return Truth(None)
        return condition.truth(known) if about.value else about

    def _next(self, truth: Truth, known: Known) -> str:
        """An open question with few answers; before it, what decides which of its options there are."""
        name = min(truth.open, key=lambda one: (len(self._domains.answers(one, known)), one))
        while hangs_on := known.offer_hangs_on(name):
            name = min(hangs_on)
        return name


def any_of(conditions: Sequence[Condition]) -> Condition | None:
    """Whether one of these is so; None without any."""
    whole: Condition | None = None
    for condition in conditions:
        whole = condition if whole is None else Both(whole, condition, settled_by=True)
    return whole
