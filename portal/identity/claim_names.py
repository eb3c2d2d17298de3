"""Reads what a provider calls its claims: `data/claims.yaml`, or a file of the operator's. May use the model only."""

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from portal.identity.model.identity import ClaimNames, Kind
from portal.identity.model.who import Level
from portal.kernel.data_files import Finding, load_yaml

SHIPPED = Path(__file__).parent / 'data' / 'claims.yaml'
Key = Annotated[str, Field(min_length=1)]
Paths = Annotated[tuple[Annotated[tuple[Key, ...], Field(min_length=1)], ...], Field(min_length=1)]
Words = tuple[Key, ...]
LevelName = Literal['low', 'middle', 'substantial', 'high']


class Strict(BaseModel):
    """A part of the file; fields that it does not know are mistakes."""

    model_config = ConfigDict(frozen=True, extra='forbid')


class Claims(Strict):
    """Where each meaning is found."""

    level: Paths
    subject_type: Paths
    represents: Paths
    bsn: Paths
    pseudonym: Paths
    acting: Paths
    services: Paths
    mandate_role: Paths
    company: Paths
    company_type: Paths
    branch: Paths
    through: Paths
    european_company: Paths
    company_name: Paths
    given_name: Paths
    family_name: Paths
    birth_date: Paths
    name: Paths
    groups: Paths


class Types(Strict):
    """Which words stand for which kind of number."""

    bsn: Words
    pseudonym: Words
    kvk: Words
    rsin: Words


class Stopped(Strict):
    """How a provider says that somebody stopped."""

    errors: Words
    codes: Words


class Asked(Strict):
    """How each level is asked for: a page may need any of them."""

    low: Key
    middle: Key
    substantial: Key
    high: Key


class ClaimsFile(Strict):
    """The whole file."""

    claims: Claims
    types: Types
    levels: dict[LevelName, Words]
    asked: Asked
    stopped: Stopped


def read_claim_names(path: Path = SHIPPED) -> ClaimNames:
    """What the file says; raises `DataFileError`."""
    file = load_yaml(path, ClaimsFile, check=_twice)
    return ClaimNames(
        claims=dict(file.claims),
        types={word: Kind(kind) for kind, words in dict(file.types).items() for word in words},
        levels={word: Level[name.upper()] for name, words in file.levels.items() for word in words},
        asked={Level[name.upper()]: word for name, word in file.asked},
        stopped_errors=frozenset(file.stopped.errors), stopped_codes=file.stopped.codes,
    )


def _twice(file: ClaimsFile) -> Iterable[Finding]:
    """A word that stands for two things stands for neither."""
    both: dict[str, Iterable[tuple[str, Words]]] = {'types': file.types, 'levels': file.levels.items()}
    for part, meanings in both.items():
        known: set[str] = set()
        for name, place, word in ((name, place, word) for name, words in meanings for place, word in enumerate(words)):
            if word in known:
                yield Finding((part, name, place), 'this word stands there twice')
            known.add(word)
