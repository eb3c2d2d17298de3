"""Letters of cases, of which this room knows nothing: how they are made is told when the portal is put together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from portal.letters.model.sent import SentLetter


class MakesOfCase(Protocol):
    """Makes a letter of a case."""

    def __call__(self, kind: str, case: str, *, given: Mapping[str, Any], by: str) -> SentLetter:
        """The letter, kept and told; raises `NotOfCase`, and what the archive refuses."""
        ...


@dataclass(frozen=True, kw_only=True)
class FromCases:
    """Makes letters of cases, which are named as their source names them."""

    asks: Callable[[str, str], Sequence[str]]
    """What somebody says of a kind of letter of a case, a line for each thing; raises `NotOfCase`."""
    make: MakesOfCase
