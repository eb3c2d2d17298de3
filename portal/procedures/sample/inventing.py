"""Invents the cases of a country, as lines of a file that can be imported; the same seed invents the same lines."""

import json
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random

import numpy as np

from portal.kernel.dutch_time import DUTCH_TIME, dutch_day
from portal.procedures.sample.happenings import Story
from portal.procedures.sample.pace import courses
from portal.procedures.sample.people import People
from portal.procedures.sample.stories import tell
from portal.procedures.sample.streams import STREAMS, Stream

MORNING = time(6)


def invent(count: int, *, seed: int, now: datetime) -> Iterator[str]:
    """About `count` cases, as a source would have told them in the morning before `now`; each a line of JSON."""
    as_of = this_morning(now)
    people = People(Random(seed), as_of.date())
    number, whole = 0, sum(stream.share for stream in STREAMS)
    for place, stream in enumerate(STREAMS):
        random = Random(f'{seed}:{stream.queue}')
        numbers = np.random.default_rng([seed, place])
        today = as_of.date().toordinal()
        for case in _cases(stream, round(count * stream.share / whole), today, numbers, random, people):
            number += 1
            yield line(f'INV-{number:07}', as_of, case)


def this_morning(now: datetime) -> datetime:
    """The last moment at which it was six in the morning in the Netherlands."""
    as_of = datetime.combine(dutch_day(now), MORNING, DUTCH_TIME)
    return as_of if as_of <= now else as_of - timedelta(days=1)


def line(reference: str, as_of: datetime, case: dict) -> str:
    """A case as a line of a file."""
    return json.dumps({'reference': reference, 'as_of': as_of.isoformat(), **case}, ensure_ascii=False)


def _cases(
    stream: Stream, count: int, today: int, numbers: np.random.Generator, random: Random, people: People,
) -> Iterator[dict]:
    """The cases of one queue, without what the source calls them."""
    found = courses(stream, count, today, numbers)
    columns = found.received, found.started, found.decided, found.priority
    place = {name: value for name, value in stream.queue._asdict().items() if value}
    for received, started, decided, priority in zip(*(column.tolist() for column in columns), strict=True):
        story = Story(random, stream, received=received, started=started, decided=decided, today=today)
        yield {
            **place, 'received': datetime.fromordinal(received).date().isoformat(), 'priority': priority,
            'persons': people.of_a_case(family=random.random() < stream.family, received=received),
            'events': tell(story),
        }
