"""Procedures as editors write them: their tracks and steps, and what people read at each of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from portal.kernel.data_files import Day, Translated
from portal.procedures.model.entries import Dated, Entry, Key, Lasts, Text
from portal.procedures.model.law import Blanket, Decree, Money, Period, Remedy, Suspension, Term, Word


class Named(Entry):
    """A queue of a procedure."""

    key: Key
    name: Translated


class Track(Named):
    """A way through a procedure: which steps it has, in their order."""

    steps: tuple[Key, ...]


class Procedure(Dated):
    """What somebody can ask for, as it goes for applications from `valid_from` until `valid_until`."""

    key: Key
    name: Translated
    says: Translated
    tracks: tuple[Track, ...]
    """The first one is that of cases which name none."""
    queues: tuple[Named, ...] = ()

    def track(self, key: str) -> Track:
        """The track of this name, else the first one."""
        return next((track for track in self.tracks if track.key == key), self.tracks[0])


class Usual(Entry):
    """How long a step usually takes."""

    says: Translated
    most: Lasts | None = None
    """Until then silence is normal; without it nobody can say."""


class Step(Dated):
    """One step of procedures, in plain words."""

    key: Key
    name: Translated
    lead: Translated
    """The first sentences of the page while a case is at this step."""
    happens: Translated
    we_do: Translated
    you_do: Translated
    usual: Usual | None = None
    begins: tuple[Text, ...] = ()
    """The events that bring a case here, such as `decided.granted`."""
    optional: bool = False
    """Told only to those who get there."""
    if_granted: bool = False
    """It only comes after a yes."""
    final: bool = False
    """Nothing comes after it."""
    turn: Key | None = None
    """What it is the applicant's turn to do here."""
    visit: Text | None = None
    """The product of the planner that can be booked here."""
    letter: Text | None = None
    """The kind of letter that belongs to it."""


class Turn(Dated):
    """What it is the applicant's turn to do: at a step, or from one event until another."""

    key: Key
    lead: Translated
    """The first sentences of the page."""
    opened_by: Text | None = None
    """The event that makes it their turn, such as `fee_asked`; without it a step does."""
    procedures: tuple[Key, ...] = ()
    """Only in these; empty: in all."""
    closed_by: tuple[Key, ...] = ()
    """The events after which it is done."""
    ends_with_decision: bool = True
    ends_with_its_day: bool = False
    """When the day set has passed there is nothing left to do, such as after a visit."""
    what: Translated
    how: Translated
    otherwise: Translated
    """What happens if they do not."""
    within: Key | None = None
    """The period that they have, where no letter sets a day."""
    visit: Text | None = None
    visit_helps: bool = False
    """The visit is there for who cannot manage alone, and is not what is asked."""
    letter: Text | None = None


class Situation(Dated):
    """The first sentences of the page when something goes before the step itself."""

    key: Key
    lead: Translated


class Notice(Dated):
    """News for the cases of a procedure."""

    key: Key
    procedures: tuple[Key, ...]
    tracks: tuple[Key, ...] = ()
    says: Translated
    received_until: Day | None = None
    """Only for what came in until this day."""


class DefinitionFiles(Entry):
    """All entries of all files, whatever day they are for."""

    procedures: tuple[Procedure, ...]
    steps: tuple[Step, ...]
    turns: tuple[Turn, ...]
    situations: tuple[Situation, ...]
    notices: tuple[Notice, ...]
    terms: tuple[Term, ...]
    blankets: tuple[Blanket, ...]
    suspensions: tuple[Suspension, ...]
    periods: tuple[Period, ...]
    remedies: tuple[Remedy, ...]
    money: tuple[Money, ...]
    decrees: tuple[Decree, ...]
    words: tuple[Word, ...]


KEYS = {
    'procedures': 'key', 'steps': 'key', 'turns': 'key', 'situations': 'key', 'suspensions': 'key', 'periods': 'key',
    'remedies': 'key', 'terms': 'procedure', 'blankets': 'procedure',
}
"""By what entries are looked up."""


def _grouped(entries: Sequence[Any], name: str) -> Mapping[str, Sequence[Any]]:
    found = defaultdict(list)
    for entry in entries:
        found[getattr(entry, name)].append(entry)
    return found


@dataclass(frozen=True)
class Definitions:
    """The definitions, ready to be looked up."""

    files: DefinitionFiles
    days_off: frozenset[date] = field(default=frozenset())
    """Days that a decree equates with public holidays."""
    years_known: frozenset[int] = field(default=frozenset())
    """The years whose decree somebody has read."""

    @cached_property
    def by_key(self) -> Mapping[str, Mapping[str, Sequence[Any]]]:
        """The entries of each kind by their key, all their times together; periods by their procedure."""
        return {kind: _grouped(getattr(self.files, kind), name) for kind, name in KEYS.items()}

    @cached_property
    def words(self) -> Mapping[str, Word]:
        """How things are said, by key."""
        return {word.key: word for word in self.files.words}
