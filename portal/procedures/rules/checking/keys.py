"""Mistakes in keys and in the days on which entries hold: the same thing twice on one day."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations

from portal.kernel.data_files import Finding, Path
from portal.procedures.model import Dated, DefinitionFiles

KINDS = tuple(kind for kind in DefinitionFiles.model_fields if kind not in ('words', 'decrees', 'remedies', 'money'))
"""Kinds whose entries have a key and hold for a time."""


def key_mistakes(files: DefinitionFiles) -> Iterator[Finding]:
    """Keys that are there twice, and entries that end before they begin."""
    for kind in (*KINDS, 'remedies'):
        entries: Sequence = getattr(files, kind)
        yield from _ends(kind, entries)
        yield from _twice([((kind, place), entry, entry.key) for place, entry in enumerate(entries)])
    yield from _ends('money', files.money)
    yield from _twice([(('money', place), entry, 'money') for place, entry in enumerate(files.money)])
    yield from doubles(('words',), (word.key for word in files.words), field='key')
    yield from doubles(('decrees',), (str(decree.year) for decree in files.decrees), field='year')
    yield from _term_overlaps(files)


def doubles(path: Path, keys: Iterable[str], *, field: str = '') -> Iterator[Finding]:
    """Keys of a list that are there twice."""
    seen = set()
    for place, key in enumerate(keys):
        if key in seen:
            yield Finding((*path, place, field) if field else (*path, place), f'{key} is there twice')
        seen.add(key)


def _ends(kind: str, entries: Sequence[Dated]) -> Iterator[Finding]:
    for place, entry in enumerate(entries):
        if entry.valid_until is not None and entry.valid_until < entry.valid_from:
            yield Finding((kind, place, 'valid_until'), f'this is before valid_from, {entry.valid_from}')


def _twice(entries: Sequence[tuple[Path, Dated, str]]) -> Iterator[Finding]:
    for (_, one, key), (path, other, other_key) in combinations(entries, 2):
        if key == other_key and overlap(one, other):
            until = f'until {one.valid_until}' if one.valid_until else 'without an end'
            says = f'{key} is there twice on the same days: the other entry holds from {one.valid_from} {until}'
            yield Finding((*path, 'key') if key != 'money' else path, says)


def _term_overlaps(files: DefinitionFiles) -> Iterator[Finding]:
    """Two periods that hold for one track on the same day."""
    for (_, one), (place, other) in combinations(enumerate(files.terms), 2):
        tracks = not one.tracks or not other.tracks or set(one.tracks) & set(other.tracks)
        if one.procedure == other.procedure and one.key != other.key and tracks and overlap(one, other):
            yield Finding(('terms', place, 'key'), f'{one.key} holds for the same cases on the same days')


def overlap(one: Dated, other: Dated) -> bool:
    """There is a day on which both hold."""
    return one.valid_from <= (other.valid_until or date.max) and other.valid_from <= (one.valid_until or date.max)
