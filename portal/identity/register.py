"""Reads the register of processing activities and the limits of unusual reading, in `data/`."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from portal.identity.model import looking
from portal.identity.model.watching import Limits
from portal.kernel.data_files import Finding, Translated, load_yaml

DATA = Path(__file__).parent / 'data'
NEEDED = (
    looking.OWN_VIEW, looking.HELPED_VIEW, looking.COUNTER_VIEW, looking.IDENTITY_SEEN, looking.CODE_ISSUED,
    looking.LOG_SEARCHED, looking.LETTER_READ, looking.LETTER_WRITTEN, *sorted(looking.OWN_CHANGES),
)
"""What the portal itself does; a register without one of these is not complete."""
Hour = Annotated[int, Field(ge=0, le=24)]
Count = Annotated[int, Field(ge=1)]


class Entry(BaseModel):
    """An activity as the file has it."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    key: str = Field(pattern=r'^[a-z_]{3,40}$')
    uri: str = Field(pattern=r'^https://[^\s?#]+$')
    name: Translated
    purpose: Translated
    basis: str = Field(min_length=1)
    source: str = Field(pattern=r'^https://\S+$')
    confirmed: bool


class WatchingFile(BaseModel):
    """The limits as the file has them."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    cases_an_hour: Count
    cases_a_day: Count
    times_usual: float = Field(ge=1)
    days_of_history: Count
    opens: Hour
    closes: Hour
    outside: Count
    without_visit: Count
    same_person_days: Count
    same_person_within: Count
    nobody_found: Count


@cache
def read_activities(path: Path = DATA / 'activities.yaml') -> Mapping[str, looking.Activity]:
    """The activities by their key, in the order of the file; raises `DataFileError`."""
    entries = load_yaml(path, tuple[Entry, ...], check=_findings)
    return MappingProxyType({entry.key: looking.Activity(**entry.model_dump()) for entry in entries})


@cache
def read_limits(path: Path = DATA / 'watching.yaml') -> Limits:
    """When reading is unusual; raises `DataFileError`."""
    file: WatchingFile = load_yaml(path, WatchingFile, check=_hours)
    return Limits(**file.model_dump())


def _findings(entries: tuple[Entry, ...]) -> Iterable[Finding]:
    for field in ('key', 'uri'):
        values = [getattr(entry, field) for entry in entries]
        for place, value in enumerate(values):
            if value in values[:place]:
                yield Finding((place, field), f'this {field} stands there twice')
    for key in NEEDED:
        if key not in {entry.key for entry in entries}:
            yield Finding((), f'the activity {key} is missing; the portal does it')


def _hours(file: WatchingFile) -> Iterable[Finding]:
    if file.opens >= file.closes:
        yield Finding(('closes',), 'must be later than opens')
