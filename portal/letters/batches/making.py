"""Makes the letters of a batch with several processes; what was made before a stop is not made again."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import get_context

from portal.letters.batches.journal import Failed, Journal, Made
from portal.letters.batches.lines import Line
from portal.letters.batches.workshop import Order, Workshop, make, open_workshop

AHEAD = 4
"""So many lines wait for each process."""


@dataclass(kw_only=True)
class Batch:
    """One batch, and how far it is."""

    order: Order
    build: Callable[[Order], Workshop]
    """Makes a workshop in a process of its own; so it must be a function of a module."""
    processes: int
    made: dict[str, Made] = field(default_factory=dict)
    failed: list[Failed] = field(default_factory=list)
    before: int = 0
    """How many letters were there already."""

    def run(self, lines: Iterable[Line], told: Callable[['Batch'], None] = lambda batch: None) -> None:
        """Make what is not there yet, and write the index; `told` hears of every letter."""
        journal = Journal(self.order.folder)
        wanted = self._wanted(lines, journal.done())
        for result in self._results(wanted):
            if isinstance(result, Made):
                journal.note(result)
                self.made[result.reference] = result
            else:
                self.failed.append(result)
            told(self)
        journal.finish(self.made.values(), self.failed)

    def _wanted(self, lines: Iterable[Line], done: dict[str, Made]) -> Iterator[Line]:
        """The lines of which a letter is to be made."""
        seen: dict[str, int] = {}
        for line in lines:
            before = done.get(line.reference)
            if line.wrong:
                self._fail(line, line.spot.field, line.wrong)
            elif line.reference in seen:
                self._fail(line, 'reference', f'line {seen[line.reference]} has the same reference')
            elif before and (before.line, before.data) == (line.spot.line, line.digest):
                self.made[before.reference] = before
                self.before += 1
            else:
                yield line
            if line.reference:
                seen.setdefault(line.reference, line.spot.line)

    def _fail(self, line: Line, name: str, why: str) -> None:
        self.failed.append(Failed(line=line.spot.line, reference=line.reference, field=name, why=why))

    def _results(self, lines: Iterator[Line]) -> Iterator[Made | Failed]:
        """Letters as they come out; never more lines in memory than the processes need."""
        running: set[Future[Made | Failed]] = set()
        with ProcessPoolExecutor(
            self.processes, mp_context=get_context('spawn'), initializer=partial(open_workshop, self.build, self.order),
        ) as pool:
            for line in lines:
                running.add(pool.submit(make, line))
                if len(running) >= AHEAD * self.processes:
                    done, running = wait(running, return_when=FIRST_COMPLETED)
                    yield from (one.result() for one in done)
            for one in running:
                yield one.result()
