"""Cases as a clerk writes them down, so that tables of them can be checked with a calendar."""

import re
from datetime import date

from portal.procedures.definition_files.reading import definitions
from portal.procedures.model import Case, CaseId, Default, Definitions, Event, EventKind, Legal
from portal.procedures.rules.clocks.default import find_default
from portal.procedures.rules.clocks.statutory import legal_end

DAY = r'[A-Z][a-z]+ \d{4}-\d\d-\d\d'
EVENT = re.compile(rf'(?P<day>{DAY}) (?P<kind>\w+)( (?P<what>(?!until|told)\w+))?( until (?P<until>{DAY}))?( told (?P<told>{DAY}))?')
LATER = date(2040, 1, 2)
"""A day by which all of it has happened."""


def on(written: str) -> date:
    """`Monday 2030-01-07`; a wrong weekday is a mistake in the table."""
    weekday, day = written.split()
    found = date.fromisoformat(day)
    assert found.strftime('%A') == weekday, f'{day} is a {found:%A}'
    return found


def written(day: date | None) -> str:
    """How the tables write a day."""
    return f'{day:%A %Y-%m-%d}' if day else ''


def event(line: str) -> Event:
    """`Monday 2026-02-02 asked asked_tb until Monday 2026-02-16`."""
    found = EVENT.fullmatch(line.strip())
    assert found, line
    return Event(
        kind=EventKind(found['kind']), day=on(found['day']), what=found['what'] or '',
        until=on(found['until']) if found['until'] else None, told=on(found['told']) if found['told'] else None,
    )


def case(procedure: str, received: str, *events: str) -> Case:
    """A case of `family/with_mvv`, with its events."""
    key, _, track = procedure.partition('/')
    return Case(
        id=CaseId('Z1'), procedure=key, track=track, received=on(received), events=tuple(event(line) for line in events),
    )


def law() -> Definitions:
    """The definitions of the portal."""
    return definitions()


def clock(one: Case, today: date = LATER) -> Legal:
    """The clock of a case."""
    return legal_end(one, law(), today)


def default(one: Case, today: date) -> Default:
    """How far the notice of default of a case is."""
    return find_default(one, law(), today, legal=clock(one, today))
