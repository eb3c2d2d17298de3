"""What becomes of each line of a batch, as if they had come one by one: which version of a case is the latest."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from portal.kernel.data_files import Finding
from portal.procedures.model.told import ToldCase

TOLD_TWICE = 'this case was told differently as of the same moment; tell it again with a later one'


class Version(NamedTuple):
    """Of two versions of a case the greater one counts: the later, and of two as of one moment always the same one."""

    as_of: datetime
    digest: str


class Arrived(NamedTuple):
    """A line without mistakes of its own."""

    line: int
    told: ToldCase


@dataclass
class Sorted:
    """What a batch changes, and what it does not."""

    latest: dict[str, tuple[ToldCase, str]] = field(default_factory=dict)
    """By reference: the case to write, with its digest."""
    outcomes: Counter[str] = field(default_factory=Counter)
    """How many lines were `added`, `changed`, `same`, `older` and `wrong`."""
    mistakes: list[tuple[int, Finding]] = field(default_factory=list)


def version_of(told: ToldCase) -> Version:
    """The version that a line tells; spaces and the order of fields make no difference."""
    contents = told.model_dump_json(exclude={'as_of'}).encode()
    return Version(told.as_of, hashlib.blake2b(contents, digest_size=16).hexdigest())


def sort_arrived(arrived: Iterable[Arrived], known: Mapping[str, Version]) -> Sorted:
    """Which versions count, given those that are kept already."""
    found, best = Sorted(), dict(known)
    for line, told in arrived:
        version, before = version_of(told), best.get(told.reference)
        outcome = _outcome(version, before)
        found.outcomes[outcome] += 1
        if outcome == 'wrong':
            found.mistakes.append((line, Finding(('as_of',), TOLD_TWICE)))
        if before is None or version > before:
            best[told.reference] = version
            found.latest[told.reference] = told, version.digest
    return found


def _outcome(version: Version, before: Version | None) -> str:
    if before is None:
        return 'added'
    if version.as_of == before.as_of:
        return 'same' if version.digest == before.digest else 'wrong'
    return 'changed' if version > before else 'older'


def with_other_birth_date(told: ToldCase, born: Mapping[str, date]) -> list[Finding]:
    """People on a line whose day of birth is not the one that is known; `born` is by V-number."""
    return [
        Finding(('persons', place, 'birth_date'), f'this V-number is of somebody who was not born on {one.birth_date}')
        for place, one in enumerate(told.persons) if born.get(one.v_number, one.birth_date) != one.birth_date
    ]
