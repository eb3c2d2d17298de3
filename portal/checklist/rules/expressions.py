"""Conditions of the rule files, answered with yes, no or "not known yet"; `rules.language` reads them.

A comparison is not known as long as a fact in it is not known, and `and`, `or` and `not` follow Kleene: `no and not
known` is no. Whoever asks also learns which facts could still settle the answer.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Truth:
    """Yes, no or not known (None), and the facts that could still settle it."""

    value: bool | None
    open: frozenset[str] = NOTHING


YES, NO = Truth(value=True), Truth(value=False)


class Facts(Protocol):
    """What is known about somebody."""

    def missing(self, names: Sequence[str]) -> frozenset[str] | None:
        """None when all of these are known; else the facts that could still be asked to know them."""

    def value(self, name: str) -> Any:
        """A fact that is known."""


class Condition(Protocol):
    """A condition, or a part of one."""

    def truth(self, facts: Facts) -> Truth:
        """Whether it is so for somebody about whom these facts are known."""


@dataclass(frozen=True, slots=True)
class Always:
    """A condition that says only yes, or only no."""

    answer: Truth

    def truth(self, facts: Facts) -> Truth:
        """What it always says."""
        return self.answer


@dataclass(frozen=True, slots=True)
class Atom:
    """A comparison of facts with each other or with what stands in the file: known as soon as its facts are."""

    names: tuple[str, ...]
    compares: Callable[[Any, Any], bool]
    left: Any
    right: Any

    def truth(self, facts: Facts) -> Truth:
        """Yes or no; not known while a fact is missing."""
        missing = facts.missing(self.names)
        if missing is not None:
            return Truth(None, missing)
        return YES if self.compares(_value(self.left, facts), _value(self.right, facts)) else NO


@dataclass(frozen=True, slots=True)
class Fact:
    """A side of a comparison that is looked up."""

    name: str


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: Condition

    def truth(self, facts: Facts) -> Truth:
        """No for yes, yes for no."""
        found = self.part.truth(facts)
        return found if found.value is None else NO if found.value else YES


@dataclass(frozen=True, slots=True)
class Both:
    """`and` (settled by a no) or `or` (settled by a yes)."""

    left: Condition
    right: Condition
    settled_by: bool

    def truth(self, facts: Facts) -> Truth:
        """What one side settles, the other cannot change."""
        one = self.left.truth(facts)
        if one.value is self.settled_by:
            return one
        other = self.right.truth(facts)
        if other.value is self.settled_by or one.value is not None:
            return other
        return one if other.value is not None else Truth(None, one.open | other.open)


def atoms(condition: Condition) -> Iterator[Atom]:
    """The comparisons of which a condition is made."""
    if isinstance(condition, Atom):
        yield condition
    elif isinstance(condition, Not):
        yield from atoms(condition.part)
    elif isinstance(condition, Both):
        yield from atoms(condition.left)
        yield from atoms(condition.right)


def _value(side: Any, facts: Facts) -> Any:
    return facts.value(side.name) if isinstance(side, Fact) else side
