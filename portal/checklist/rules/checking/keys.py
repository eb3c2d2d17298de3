"""Mistakes in keys and in the days on which entries hold: the same thing twice, or a name that is also a group."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations

from portal.checklist.model import RuleFiles
from portal.checklist.model.entries import Dated
from portal.kernel.data_files import Finding, Path

DATED = 'parameters', 'questions', 'purposes', 'routes', 'conditions', 'documents'
PARAMETERS = 'param'
Versions = Mapping[str, Sequence[tuple[Path, Dated]]]


def key_field(kind: str) -> str:
    """The field by which entries of this kind are called."""
    return 'code' if kind == 'documents' else 'key'


def versions(files: RuleFiles, kind: str) -> Versions:
    """The entries of a kind by key, each with where it stands; first what holds first."""
    found = defaultdict(list)
    for place, entry in enumerate(getattr(files, kind)):
        found[getattr(entry, key_field(kind))].append(((kind, place), entry))
    return {key: sorted(entries, key=lambda one: one[1].valid_from) for key, entries in found.items()}


def key_mistakes(files: RuleFiles) -> Iterator[Finding]:
    """What is wrong with keys and validity."""
    for kind in DATED:
        for key, entries in versions(files, kind).items():
            yield from _days(entries)
            yield from _overlaps(key, entries, key_field(kind))
    yield from _names(files)


def _days(entries: Sequence[tuple[Path, Dated]]) -> Iterator[Finding]:
    for path, entry in entries:
        if entry.valid_until is not None and entry.valid_until < entry.valid_from:
            yield Finding((*path, 'valid_until'), f'this is before valid_from, {entry.valid_from}')


def are_versions(one: Dated, other: Dated) -> bool:
    """Entries of one key are about the same thing, unless they are for other purposes."""
    return not hasattr(one, 'purposes') or not set(one.purposes).isdisjoint(getattr(other, 'purposes', ()))


def _overlaps(key: str, entries: Sequence[tuple[Path, Dated]], name: str) -> Iterator[Finding]:
    for (_, one), (path, other) in combinations(entries, 2):
        if not are_versions(one, other):
            continue
        if other.valid_from <= (one.valid_until or date.max):
            until = f'until {one.valid_until}' if one.valid_until else 'without an end'
            yield Finding((*path, name), (
                f'{key} is there twice on the same days: the other entry holds from {one.valid_from} {until}'
            ))
        elif getattr(one, 'kind', None) != getattr(other, 'kind', None) and path[0] == 'questions':
            yield Finding((*path, 'kind'), f'{key} is of another kind in its other entry')


def _names(files: RuleFiles) -> Iterator[Finding]:
    """Questions and derived facts share their names, and no name is also a group of names."""
    paths: dict[str, Path] = {one.key: ('questions', place) for place, one in enumerate(files.questions)}
    taken = set(paths)
    for place, derived in enumerate(files.derived):
        if derived.key in taken:
            yield Finding(('derived', place, 'key'), f'there is another fact {derived.key}')
        taken.add(derived.key)
        paths[derived.key] = ('derived', place)
    groups = {PARAMETERS} | {group for name in paths for group in _groups(name)}
    for name, path in paths.items():
        if name in groups or name.startswith(f'{PARAMETERS}.'):
            yield Finding((*path, 'key'), f'{name} cannot be a fact: it is the name of a group of facts')


def _groups(name: str) -> Iterator[str]:
    steps = name.split('.')
    for length in range(1, len(steps)):
        yield '.'.join(steps[:length])
