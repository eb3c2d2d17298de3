"""Reads the tables in `personas/`: people, what they answer, and what must come out for each."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from portal.kernel.data_files import load_yaml

TABLES = sorted((Path(__file__).parent / 'personas').glob('*.yaml'))
TODAY = date(2026, 11, 30)
PAPERS = 'doc'
"""Under this name stands what somebody knows of a paper that they have."""


class Persona(BaseModel):
    """Somebody, what they answer, and what must come out."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    name: str
    on: date = TODAY
    """The day on which they apply."""
    answers: Mapping[str, Any] = {}
    needed: tuple[str, ...]
    """All papers that they need."""
    depends: tuple[str, ...] = ()
    """All papers that they may need."""
    not_needed: tuple[str, ...] = ()
    """Papers of which the list must say why they are not needed."""
    never: tuple[str, ...] = ()
    """Papers that must not be asked, whether the list speaks of them or not."""
    met: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    """Of the conditions those that are not met and those that are not clear are complete."""
    ways: tuple[str, ...]
    """All ways to apply."""
    fee: Decimal | None
    """In euro; null when it is not known."""
    open: tuple[str, ...] = ()
    """All questions that are still asked."""
    steps: Mapping[str, tuple[str, ...]] = {}
    """Of a paper all that must be done with it."""
    derived: Mapping[str, bool] = {}


class Table(BaseModel):
    """A file of them; `usual` is what everybody in it answers unless they say otherwise."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    usual: Mapping[str, Any] = {}
    people: tuple[Persona, ...]

    def everybody(self) -> Iterator[Persona]:
        """The people with all of their answers."""
        for one in self.people:
            yield one.model_copy(update={'answers': {**_flat(self.usual), **_flat(one.answers)}})


def read_people() -> list[Persona]:
    """Everybody in all tables."""
    return [one for path in TABLES for one in load_yaml(path, Table).everybody()]


def _flat(answers: Mapping[str, Any], path: str = '') -> dict[str, Any]:
    """Answers by their full names."""
    found: dict[str, Any] = {}
    for name, value in answers.items():
        inside = isinstance(value, Mapping) and path + name != PAPERS
        found.update(_flat(value, f'{path}{name}.') if inside else {path + name: value})
    return found
