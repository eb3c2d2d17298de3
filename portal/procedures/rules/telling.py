"""What a source may tell of a case: words that the definitions know, and days that can be."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta

from portal.kernel.data_files import Finding
from portal.kernel.dutch_time import dutch_day
from portal.procedures.model import OUTCOMES, Definitions, EventKind
from portal.procedures.model.told import ToldCase, ToldEvent
from portal.procedures.rules.finding import find_procedure

CLOCKS_DIFFER = timedelta(minutes=5)
"""So far the source's clock may be ahead of ours."""
BORN_AFTER = date(1890, 1, 1)
NEEDS_WHAT = frozenset({EventKind.DECIDED, EventKind.SUSPENDED, EventKind.EXTENDED, EventKind.STEP_CHANGED})
BEFORE_RECEIPT = frozenset({EventKind.DECISION_SENT})
"""What can have happened before the application, the objection or the notice came in."""
SAME_WORDS = (
    (EventKind.ASKED, EventKind.PAPERS_RECEIVED), (EventKind.SUSPENDED, EventKind.RESUMED),
    (EventKind.INVITED, EventKind.HEARD),
)
"""Kinds that say more in the same words, as one ends what the other began."""

Words = Mapping[str, frozenset[str]]
"""For each kind of event what `what` may be."""


def words_of(definitions: Definitions) -> Words:
    """What the definitions know to say about each kind of event."""
    files, found = definitions.files, defaultdict[str, set[str]](set)
    patterns = [pattern for step in files.steps for pattern in step.begins]
    for pattern in patterns + [turn.opened_by for turn in files.turns if turn.opened_by]:
        kind, dot, what = pattern.partition('.')
        found[kind] |= {what} if dot else set()
    found[EventKind.DECIDED] |= set(OUTCOMES)
    found[EventKind.ASKED] |= {one.key for one in files.periods}
    found[EventKind.SUSPENDED] |= {one.key for one in files.suspensions}
    found[EventKind.EXTENDED] |= {one.key for term in files.terms for one in term.extensions}
    found[EventKind.STEP_CHANGED] |= {one.key for one in files.steps}
    for one, other in SAME_WORDS:
        found[one] = found[other] = found[one] | found[other]
    return {kind: frozenset(whats) for kind, whats in found.items()}


def track_told(definitions: Definitions, case: ToldCase) -> str:
    """The track of a case that was told without a mistake: the first one when it names none."""
    procedure = find_procedure(definitions, case.procedure, case.received)
    return procedure.track(case.track).key if procedure else case.track


def find_mistakes(case: ToldCase, definitions: Definitions, words: Words, *, now: datetime) -> Iterator[Finding]:
    """What cannot be so."""
    if case.as_of > now + CLOCKS_DIFFER:
        yield Finding(('as_of',), f'lies in the future: {case.as_of.isoformat()}')
    yield from _place_mistakes(case, definitions)
    known_until = dutch_day(case.as_of)
    if case.received > known_until:
        yield Finding(('received',), f'must not be later than as_of, but it is {case.received}')
    for place, event in enumerate(case.events):
        yield from _event_mistakes(case, event, words, place=place, known_until=known_until)
    yield from _person_mistakes(case, known_until)


def _place_mistakes(case: ToldCase, definitions: Definitions) -> Iterator[Finding]:
    """The procedure, the track and the queue."""
    procedure = find_procedure(definitions, case.procedure, case.received)
    if procedure is None:
        known = any(one.key == case.procedure for one in definitions.files.procedures)
        says = f'is not known for what came in on {case.received}' if known else 'there is no procedure of this name'
        yield Finding(('procedure',), f'{says}: {case.procedure!r}')
        return
    tracks = [track.key for track in procedure.tracks]
    if case.track and case.track not in tracks:
        yield Finding(('track',), f'must be one of {", ".join(tracks)}, but it is {case.track!r}')
    queues = [queue.key for queue in procedure.queues]
    if case.queue and case.queue not in queues:
        wanted = f'must be one of {", ".join(queues)}' if queues else f'{case.procedure} has no queues; leave it out'
        yield Finding(('queue',), f'{wanted}, but it is {case.queue!r}')


def _event_mistakes(
    case: ToldCase, event: ToldEvent, words: Words, *, place: int, known_until: date,
) -> Iterator[Finding]:
    if event.day > known_until:
        yield Finding(('events', place, 'day'), f'must not be later than as_of, but it is {event.day}')
    elif event.day < case.received and event.kind not in BEFORE_RECEIPT:
        yield Finding(('events', place, 'day'), f'must not be before received, {case.received}, but it is {event.day}')
    if event.told is not None and event.told > known_until:
        yield Finding(('events', place, 'told'), f'must not be later than as_of, but it is {event.told}')
    if event.what:
        if event.what not in words.get(event.kind, ()):
            yield Finding(('events', place, 'what'), f'{event.kind} does not know {event.what!r}')
    elif event.kind in NEEDS_WHAT:
        yield Finding(('events', place, 'what'), f'{event.kind} must say which')


def _person_mistakes(case: ToldCase, known_until: date) -> Iterator[Finding]:
    numbers = set()
    for place, person in enumerate(case.persons):
        if person.v_number in numbers:
            yield Finding(('persons', place, 'v_number'), 'this person is there twice')
        if not BORN_AFTER <= person.birth_date <= known_until:
            yield Finding(('persons', place, 'birth_date'), f'cannot be a day of birth: {person.birth_date}')
        numbers.add(person.v_number)
