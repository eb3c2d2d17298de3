"""Finds words and phrases of a list in a sentence."""

from collections.abc import Iterable, Iterator, Sequence, Set
from typing import NamedTuple

from portal.clarity.rules.sentences import LOOK_ALIKES

GAP = '*'
LONGEST_GAP = 15
"""Words between the two halves of `dient * te`."""


class Hit(NamedTuple):
    """A phrase of the list, and the places of its words."""

    phrase: str
    places: tuple[int, ...]


class Phrases:
    """A list of words and phrases to find, the longest first; a gap ends at one of `borders`."""

    def __init__(self, phrases: Iterable[str], *, borders: Set[str] = frozenset()) -> None:
        self._borders = borders
        self._starting: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for phrase in phrases:
            keys = tuple(phrase.lower().translate(LOOK_ALIKES).split())
            self._starting.setdefault(keys[0], []).append((phrase, keys))
        for known in self._starting.values():
            known.sort(key=lambda pair: len(pair[1]), reverse=True)

    def hits(self, keys: Sequence[str]) -> Iterator[Hit]:
        """What stands in the words `keys`."""
        place = 0
        while place < len(keys):
            hit = self._at(keys, place)
            if hit:
                yield hit
            place = _end_of_run(hit.places) if hit else place + 1

    def _at(self, keys: Sequence[str], place: int) -> Hit | None:
        for phrase, wanted in self._starting.get(keys[place], ()):
            places = self._matched(wanted, keys, place)
            if places:
                return Hit(phrase, places)
        return None

    def _matched(self, wanted: tuple[str, ...], keys: Sequence[str], place: int) -> tuple[int, ...]:
        """The places of `wanted`, which starts at `place`; none when it is not there."""
        middle = wanted.index(GAP) if GAP in wanted else len(wanted)
        head, tail = wanted[:middle], wanted[middle + 1:]
        stop = place + len(head)
        if tuple(keys[place:stop]) != head:
            return ()
        for start in range(stop, min(stop + LONGEST_GAP + 1, len(keys) + 1)):
            if tuple(keys[start:start + len(tail)]) == tail:
                return (*range(place, stop), *range(start, start + len(tail)))
            if keys[start:start + 1] and keys[start] in self._borders:
                return ()
        return ()


def _end_of_run(places: tuple[int, ...]) -> int:
    """Where to look on: words in the gap of a phrase may be a phrase themselves."""
    return next(place + 1 for place in places if place + 1 not in places)
