"""A case at every step of every way through every procedure."""

from collections.abc import Iterator
from datetime import date

from portal.procedures.definition_files.reading import definitions
from portal.procedures.model import Procedure
from portal.procedures.rules.finding import find_step
from tests.fixtures.cases import AMINA

TODAY = date(2026, 11, 30)
FIRST = date(2026, 3, 2)

def every_step() -> Iterator[dict]:
    """A line for an import for each step of each procedure, on the first way that leads there."""
    seen = set()
    for procedure, track, step in _all():
        if (procedure.key, procedure.valid_from, step) not in seen:
            seen.add((procedure.key, procedure.valid_from, step))
            yield at_step(procedure, track, step)


def first_steps() -> Iterator[dict]:
    """The same for the first step of every way."""
    for procedure in definitions().files.procedures:
        for track in procedure.tracks:
            yield at_step(procedure, track.key, track.steps[0])


def _all() -> Iterator[tuple[Procedure, str, str]]:
    for procedure in definitions().files.procedures:
        for track in procedure.tracks:
            yield from ((procedure, track.key, key) for key in track.steps if find_step(definitions(), key, TODAY))


def at_step(procedure: Procedure, track: str, step: str) -> dict:
    """A case that is at this step."""
    received = max(procedure.valid_from, FIRST)
    return {
        'reference': f'{procedure.key}.{procedure.valid_from.year}.{track}.{step}'[-64:].lstrip('._'), 'as_of': '2026-11-30T08:00:00+01:00',
        'procedure': procedure.key, 'track': track, 'queue': procedure.queues[0].key if procedure.queues else '',
        'received': received.isoformat(), 'persons': [AMINA],
        'events': [{'kind': 'step_changed', 'day': '2026-11-27', 'what': step}],
    }
