"""Importing cases: a file of any size, a batch at a time, each batch as a whole or not at all."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from portal.clock import Clock
from portal.database import Database
from portal.identity.model import Person, PersonId
from portal.identity.service.arriving import Arriving, new_person_id
from portal.procedures.case_file.reading import Line, batches, check_file, digest_of
from portal.procedures.case_file.telling import read, written
from portal.procedures.model import Definitions
from portal.procedures.model.kept import Counts, ImportRun, LineMistake, QueueKey
from portal.procedures.model.told import ToldCase, last_moment
from portal.procedures.rules.arriving import Arrived, Sorted, Version, sort_arrived, with_other_birth_date
from portal.procedures.rules.telling import track_told, words_of
from portal.procedures.store.importing import CaseToWrite, ImportStore, Known
from portal.procedures.store.runs import RunStore

BATCH, SQLITE_BATCH = 5_000, 500
"""Lines in a transaction; on SQLite everybody else's changes wait for it."""
MISTAKES_KEPT = timedelta(days=30)


@dataclass(frozen=True)
class Met:
    """The lines of a batch whose people we know, what is wrong with the others, and who stands for each V-number."""

    people: dict[str, PersonId]
    arrived: list[Arrived] = field(default_factory=list)
    mistakes: list[LineMistake] = field(default_factory=list)


class Importing:
    """Reads files of cases; one that was interrupted goes on where it was."""

    def __init__(self, database: Database, clock: Clock, definitions: Definitions) -> None:
        self._database, self._clock, self._definitions = database, clock, definitions
        self._words = words_of(definitions)
        self._people = Arriving(database, clock)

    def begin(self, path: Path) -> ImportRun:
        """Begin with a file, or go on with one of the same contents; raises `CaseFileRefused` and `OSError`."""
        check_file(path)
        digest, now = digest_of(path), self._clock.now()
        with self._database.transaction() as session:
            ImportStore(session).lock()
            runs = RunStore(session)
            runs.forget_mistakes(now - MISTAKES_KEPT)
            return runs.find_unfinished(digest) or runs.add(digest, now)

    def go_on(
        self, run: ImportRun, path: Path, *, batch: int = 0, heard: Callable[[ImportRun], None] = lambda run: None,
    ) -> ImportRun:
        """Read the rest of the file, so many lines at a time; `heard` is told how far it is. Raises `ImportOvertaken`.

        What was done stays done whatever happens; whoever begins again goes on after it.
        """
        size = batch or (SQLITE_BATCH if self._database.is_sqlite else BATCH)
        for lines in batches(path, size=size, line=run.line, reached=run.reached):
            run = self._apply(run, lines)
            heard(run)
        with self._database.transaction() as session:
            RunStore(session).end(run, self._clock.now())
        return run

    def mistakes(self, run: ImportRun) -> Iterator[LineMistake]:
        """What was wrong in the file, in the order of its lines."""
        with self._database.reading() as session:
            yield from RunStore(session).mistakes(run)

    def _apply(self, run: ImportRun, lines: Sequence[Line]) -> ImportRun:
        """One batch, in one transaction."""
        told = read(lines, self._definitions, self._words, now=self._clock.now())
        with self._database.transaction() as session:
            store = ImportStore(session)
            store.lock()
            met = self._meet(told.arrived)
            known = store.known({one.told.reference for one in met.arrived})
            found = sort_arrived(met.arrived, {key: Version(one.as_of, one.digest) for key, one in known.items()})
            self._write(store, found, known, met.people)
            if met.arrived:
                store.heard(last_moment(one.told for one in met.arrived), self._clock.now())
            wrong = told.wrong + len(told.arrived) - len(met.arrived)
            after = replace(
                run, line=lines[-1].number, reached=lines[-1].end,
                counts=run.counts + Counts(**found.outcomes) + Counts(wrong=wrong),
            )
            mistakes = [*told.mistakes, *met.mistakes, *written(found.mistakes)]
            RunStore(session).save(run, after, sorted(mistakes, key=lambda one: one.line))
        return after

    def _meet(self, arrived: Sequence[Arrived]) -> Met:
        """Know the people of these lines; lines that tell another day of birth of somebody are left out."""
        known = self._people.find({person.v_number for one in arrived for person in one.told.persons})
        met = Met(people={v_number: person for v_number, (person, _) in known.items()})
        born = {v_number: birth_date for v_number, (_, birth_date) in known.items()}
        new: list[Person] = []
        for one in arrived:
            if findings := with_other_birth_date(one.told, born):
                met.mistakes.extend(written((one.line, finding) for finding in findings))
                continue
            met.arrived.append(one)
            for person in _new_people(one.told, born):
                new.append(person)
                met.people[person.v_number], born[person.v_number] = person.id, person.birth_date
        self._people.add(new)
        return met

    def _write(
        self, store: ImportStore, found: Sorted, known: Mapping[str, Known], people: Mapping[str, PersonId],
    ) -> None:
        last, cases, queues = store.last_number(), [], []
        for reference, (case, digest) in found.latest.items():
            before, queue = known.get(reference), self._queue(case)
            last += before is None
            queues += [queue] if before is None else [queue, before.queue]
            cases.append(CaseToWrite(
                number=before.number if before else last, id=before.id if before else secrets.token_hex(16), told=case,
                digest=digest, queue=queue, people=[people[person.v_number] for person in case.persons],
            ))
        store.remove([known[reference].number for reference in found.latest if reference in known])
        store.write(cases, self._clock.now())
        store.mark(queues)

    def _queue(self, case: ToldCase) -> QueueKey:
        return QueueKey(case.procedure, track_told(self._definitions, case), case.queue)


def _new_people(case: ToldCase, born: Mapping[str, date]) -> Iterator[Person]:
    """Those whom nobody knew."""
    for one in case.persons:
        if one.v_number not in born:
            yield Person(
                id=new_person_id(), v_number=one.v_number, birth_date=one.birth_date, name=one.name,
                language=one.language, abroad=one.abroad,
            )


