"""What is kept about a person."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from portal.kernel.texts import Text
from portal.letters.model.base import Letter


@dataclass(frozen=True, kw_only=True)
class DataLine:
    """One piece of data, as it is said in the language of the letter."""

    name: str
    value: str


@dataclass(frozen=True, kw_only=True)
class DataKind:
    """One kind of data, and what of it is kept now."""

    name: Text
    linked: bool
    """It can be found by the person whom it is about."""
    what: Text
    why: Text
    basis: Text
    confirmed: bool
    until: str
    lines: tuple[DataLine, ...]


@dataclass(frozen=True, kw_only=True)
class MyData(Letter):
    """What is kept about you, why and until when."""

    folder: ClassVar[str] = 'my_data'

    moment: datetime
    zone: str
    kinds: tuple[DataKind, ...]
