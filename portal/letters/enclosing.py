"""The values of a letter as data: a file of its own, and inside the PDF, for machines that file or forward it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from portal.letters.model.cases import CaseLetter
from portal.letters.model.kinds import ABOUT_APPLICATIONS


@dataclass(frozen=True, kw_only=True)
class Enclosure:
    """A file that goes inside the PDF."""

    name: str
    content: bytes
    day: date
    """When it was written: the day of the letter, so that the same letter is the same bytes."""

    @property
    def moment(self) -> datetime:
        """The beginning of the day."""
        return datetime.combine(self.day, time())


def data_of(letter: CaseLetter) -> bytes:
    """The fields of the letter as JSON, from which the same letter can be made again."""
    return _adapter_of(letter).dump_json(letter, indent=2) + b'\n'


def letter_from(kind: str, values: Mapping[str, Any]) -> CaseLetter:
    """The letter of this kind that has these fields."""
    known: type = ABOUT_APPLICATIONS[kind]
    return _adapter(known).validate_python(values)


def enclosure(letter: CaseLetter) -> Enclosure:
    """The data of the letter, to put into its PDF."""
    return Enclosure(name=f'{letter.folder}.json', content=data_of(letter), day=letter.written_on)


def _adapter_of(letter: CaseLetter) -> TypeAdapter[CaseLetter]:
    kind: type = type(letter)
    return _adapter(kind)


@cache
def _adapter(kind: type) -> TypeAdapter[CaseLetter]:
    return TypeAdapter(kind)
