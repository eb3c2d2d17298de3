"""Mistakes in procedures, their tracks and steps, and in turns: names of what is not there."""

from collections.abc import Iterable, Iterator, Sequence

from portal.kernel.data_files import Finding, Path
from portal.procedures.model import OUTCOMES, DefinitionFiles, EventKind, Procedure
from portal.procedures.rules.checking.keys import doubles, overlap

KINDS = {str(kind) for kind in EventKind}
PLAIN_ONLY = {'received', 'withdrawn', 'step_changed'}


def step_mistakes(files: DefinitionFiles) -> Iterator[Finding]:
    """What procedures, steps and turns name that is not there."""
    yield from _procedures(files)
    yield from _steps(files)
    yield from _turns(files)
    for kind in ('notices', 'remedies', 'turns'):
        for place, entry in enumerate(getattr(files, kind)):
            yield from _named(files, (kind, place, 'procedures'), entry.procedures)


def _named(files: DefinitionFiles, path: Path, keys: Iterable[str]) -> Iterator[Finding]:
    known = {procedure.key for procedure in files.procedures}
    for index, key in enumerate(keys):
        if key not in known:
            yield Finding((*path, index), f'there is no procedure {key}')


def _procedures(files: DefinitionFiles) -> Iterator[Finding]:
    for place, procedure in enumerate(files.procedures):
        path: Path = ('procedures', place)
        if not procedure.tracks:
            yield Finding((*path, 'tracks'), 'name one track or more')
        yield from doubles((*path, 'tracks'), (track.key for track in procedure.tracks), field='key')
        yield from doubles((*path, 'queues'), (queue.key for queue in procedure.queues), field='key')
        for number, track in enumerate(procedure.tracks):
            yield from _steps_of(files, (*path, 'tracks', number, 'steps'), track.steps, procedure)


def _steps_of(files: DefinitionFiles, path: Path, keys: Sequence[str], procedure: Procedure) -> Iterator[Finding]:
    yield from doubles(path, keys)
    if not keys:
        yield Finding(path, 'name one step or more')
    for index, key in enumerate(keys):
        if not any(step.key == key and overlap(step, procedure) for step in files.steps):
            yield Finding((*path, index), f'there is no step {key} on these days')


def _steps(files: DefinitionFiles) -> Iterator[Finding]:
    turns = {turn.key for turn in files.turns}
    used = {key for procedure in files.procedures for track in procedure.tracks for key in track.steps}
    for place, step in enumerate(files.steps):
        if step.turn is not None and step.turn not in turns:
            yield Finding(('steps', place, 'turn'), f'there is no turn {step.turn}')
        if step.key not in used:
            yield Finding(('steps', place, 'key'), f'no procedure has the step {step.key}')
        for index, pattern in enumerate(step.begins):
            yield from _event(pattern, ('steps', place, 'begins', index))


def _turns(files: DefinitionFiles) -> Iterator[Finding]:
    periods = {period.key for period in files.periods}
    for place, turn in enumerate(files.turns):
        if turn.within is not None and turn.within not in periods:
            yield Finding(('turns', place, 'within'), f'there is no period {turn.within}')
        if turn.opened_by is not None:
            yield from _event(turn.opened_by, ('turns', place, 'opened_by'))
        for index, kind in enumerate(turn.closed_by):
            yield from _event(kind, ('turns', place, 'closed_by', index))


def _event(pattern: str, path: Path) -> Iterator[Finding]:
    kind, dot, what = pattern.partition('.')
    if kind not in KINDS:
        yield Finding(path, f'there is no event {kind}')
    elif dot and kind == EventKind.DECIDED and what not in OUTCOMES:
        yield Finding(path, f'a decision is {", ".join(OUTCOMES)}, but not {what}')
    elif dot and (kind in PLAIN_ONLY or not what):
        yield Finding(path, f'{kind} stands alone')
