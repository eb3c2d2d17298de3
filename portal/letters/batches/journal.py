"""What of a batch is done: a line for each letter, written when its PDF is there; what a stop cut off is not read."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from portal.kernel.whole_files import put

JOURNAL, INDEX, FAILURES = 'journal.jsonl', 'index.csv', 'failures.csv'


@dataclass(frozen=True, kw_only=True)
class Made:
    """A letter of the batch."""

    line: int
    reference: str
    file: str
    sha256: str
    bytes: int
    data: str
    """The digest of its data: with other data it is another letter."""


@dataclass(frozen=True, kw_only=True)
class Failed:
    """A line of which there is no letter, and why."""

    line: int
    reference: str
    field: str
    why: str


class Journal:
    """The journal in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._path = folder, folder / JOURNAL

    def done(self) -> dict[str, Made]:
        """The letters that are there whole, by reference; each PDF is held against its checksum."""
        return {made.reference: made for made in self._read() if self._is_there(made)}

    def _read(self) -> Iterator[Made]:
        for text in self._path.read_text().splitlines() if self._path.exists() else ():
            try:
                yield Made(**json.loads(text))
            except (ValueError, TypeError):
                continue  # cut off when the machine stopped: this letter is made again

    def _is_there(self, made: Made) -> bool:
        path = self._folder / made.file
        return path.exists() and sha256(path.read_bytes()).hexdigest() == made.sha256

    def note(self, made: Made) -> None:
        """One more letter is there."""
        with self._path.open('a') as file:
            file.write(f'\n{json.dumps(asdict(made))}')  # the line break first: a cut-off line ends there

    def finish(self, made: Iterable[Made], failed: Iterable[Failed]) -> None:
        """Write the index and the report, each whole, by line."""
        put(self._folder / INDEX, _table(Made, sorted(made, key=lambda one: one.line)))
        put(self._folder / FAILURES, _table(Failed, sorted(failed, key=lambda one: one.line)))


def _table(kind: type[Made] | type[Failed], rows: Iterable[Made | Failed]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, kind.__dataclass_fields__)
    writer.writeheader()
    writer.writerows(map(asdict, rows))
    return text.getvalue().encode(errors='replace')
