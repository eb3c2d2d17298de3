"""Mistakes in periods of the law: names of what is not there, tracks without a period, and what every clock needs."""

from collections.abc import Iterable, Iterator

from portal.kernel.data_files import Finding
from portal.procedures.model import OUTCOMES, DefinitionFiles, Procedure, Start, Term
from portal.procedures.rules.checking.keys import doubles, overlap
from portal.procedures.rules.clocks import default, objecting, stopping

NEEDED = {
    'suspensions': (stopping.PAPERS,),
    'periods': (stopping.STANDARD, stopping.SET_ASIDE, default.TWO_WEEKS, default.COURT, objecting.POSTED_LATE),
    'situations': ('late', 'late_unsure', 'stopped', 'default_given', 'may_appeal', 'at_court', 'ordered'),
}
"""What the clocks and the page call by name."""


def law_mistakes(files: DefinitionFiles) -> Iterator[Finding]:
    """What terms, blankets and remedies name that is not there, and what is missing."""
    procedures = {procedure.key: procedure for procedure in files.procedures}
    for place, term in enumerate(files.terms):
        if term.procedure not in procedures:
            yield Finding(('terms', place, 'procedure'), f'there is no procedure {term.procedure}')
            continue
        yield from _term(files, term, place)
    yield from _blankets(files)
    for place, remedy in enumerate(files.remedies):
        for index, outcome in enumerate(remedy.outcomes):
            if outcome not in OUTCOMES:
                yield Finding(('remedies', place, 'outcomes', index), f'a decision is not {outcome}')
    for place, procedure in enumerate(files.procedures):
        yield from _tracks_without(files, procedure, place)
    yield from _missing(files)


def _term(files: DefinitionFiles, term: Term, place: int) -> Iterator[Finding]:
    tracks = {
        track.key for procedure in files.procedures if procedure.key == term.procedure for track in procedure.tracks
    }
    for index, track in enumerate(term.tracks):
        if track not in tracks:
            yield Finding(('terms', place, 'tracks', index), f'{term.procedure} has no track {track}')
    yield from doubles(('terms', place, 'extensions'), (one.key for one in term.extensions), field='key')
    remedies = {remedy.key for remedy in files.remedies}
    for index, key in enumerate(term.objection):
        if key not in remedies:
            yield Finding(('terms', place, 'objection', index), f'there is no remedy {key}')
    if (term.start is Start.TIME_TO_OBJECT) != bool(term.objection):
        yield Finding(('terms', place, 'start'), 'time_to_object goes with objection, and only with it')


def _blankets(files: DefinitionFiles) -> Iterator[Finding]:
    for place, blanket in enumerate(files.blankets):
        terms = [term for term in files.terms if term.procedure == blanket.procedure]
        if not terms:
            yield Finding(('blankets', place, 'procedure'), f'there is no procedure {blanket.procedure} with a period')
        elif not any(one.key == blanket.extension for term in terms for one in term.extensions):
            yield Finding(('blankets', place, 'extension'), f'no period has the extension {blanket.extension}')


def _tracks_without(files: DefinitionFiles, procedure: Procedure, place: int) -> Iterator[Finding]:
    for number, track in enumerate(procedure.tracks):
        found = (
            term for term in files.terms
            if term.procedure == procedure.key and (not term.tracks or track.key in term.tracks)
        )
        if not any(overlap(term, procedure) for term in found):
            says = f'no period holds for {track.key}; write one without `lasts` when it is not known'
            yield Finding(('procedures', place, 'tracks', number, 'key'), says)


def _missing(files: DefinitionFiles) -> Iterator[Finding]:
    for kind, keys in NEEDED.items():
        there: Iterable[str] = {entry.key for entry in getattr(files, kind)}
        for key in keys:
            if key not in there:
                yield Finding((kind,), f'{key} is missing')
