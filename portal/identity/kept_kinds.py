"""Reads the register of what is kept about people, in `data/register.yaml`."""

from collections.abc import Iterable
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from portal.identity.model.keeping import KindKept
from portal.kernel.data_files import Finding, Translated, load_yaml
from portal.periods import Periods

FILE = Path(__file__).parent / 'data' / 'register.yaml'
PERIODS = tuple(one.name for one in fields(Periods))


class Entry(BaseModel):
    """A kind as the file has it."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    key: Annotated[str, Field(pattern=r'^[a-z_]{3,20}$')]
    linked: bool
    name: Translated
    what: Translated
    why: Translated
    basis: Translated
    source: Annotated[str, Field(pattern=r'^https://\S+$')]
    confirmed: bool
    period: str
    until: Translated


@cache
def read_kinds(path: Path = FILE) -> tuple[KindKept, ...]:
    """The kinds in the order of the file; raises `DataFileError`."""
    return tuple(KindKept(**dict(entry)) for entry in load_yaml(path, tuple[Entry, ...], check=_findings))


def _findings(entries: tuple[Entry, ...]) -> Iterable[Finding]:
    for place, entry in enumerate(entries):
        if entry.key in {one.key for one in entries[:place]}:
            yield Finding((place, 'key'), f'{entry.key} stands there twice')
        if entry.period and entry.period not in PERIODS:
            yield Finding((place, 'period'), f'must be empty or one of {", ".join(PERIODS)}')
    told = {entry.period for entry in entries}
    for period in PERIODS:
        if period not in told:
            yield Finding((), f'nothing is said about what is kept for the period {period}')
