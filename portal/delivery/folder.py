"""The folder of a batch: a PDF for each letter, an index, and a list of checksums that `sha256sum -c` reads."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, fields
from fcntl import LOCK_EX, LOCK_NB, flock
from hashlib import sha256
from pathlib import Path
from secrets import token_hex

from portal.delivery.errors import FolderInUse
from portal.delivery.model import Enclosed
from portal.kernel.whole_files import UNFINISHED, put

INDEX, SUMS, LOCK, NAME = 'index.csv', 'SHA256SUMS', '.lock', '.name'


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Nobody else writes batches into `folder` meanwhile; raises `FolderInUse`."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (folder / LOCK).open('w') as file:
        try:
            flock(file, LOCK_EX | LOCK_NB)
        except OSError as error:
            raise FolderInUse(folder) from error
        yield


def name_of(folder: Path) -> str:
    """What tells `folder` from every other one, wherever it is moved; given to it the first time."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / NAME
    if not path.exists():
        put(path, token_hex(16).encode())
    return path.read_text()


class BatchFolder:
    """Files of one batch; each is whole or not there, and the checksums come last."""

    def __init__(self, out: Path, number: int) -> None:
        self.path = out / f'batch-{number:06}'
        self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
        (self.path / SUMS).unlink(missing_ok=True)

    def put(self, enclosed: Enclosed, pdf: bytes) -> None:
        """Write a letter, unless it is there already as it should be."""
        path = self.path / enclosed.file
        if not path.exists() or sha256(path.read_bytes()).hexdigest() != enclosed.sha256:
            put(path, pdf)

    def finish(self, letters: Sequence[Enclosed]) -> None:
        """Write index and checksums; files of letters that are not in the batch any more are removed."""
        wanted = {one.file for one in letters}
        for path in self.path.iterdir():
            if path.suffix == UNFINISHED or (path.suffix == '.pdf' and path.name not in wanted):
                path.unlink()
        index = _table(letters)
        put(self.path / INDEX, index)
        sums = [(one.sha256, one.file) for one in letters] + [(sha256(index).hexdigest(), INDEX)]
        put(self.path / SUMS, ''.join(f'{digest}  {name}\n' for digest, name in sums).encode())


def _table(letters: Sequence[Enclosed]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, [field.name for field in fields(Enclosed)], lineterminator='\n')
    writer.writeheader()
    writer.writerows(map(asdict, letters))
    return text.getvalue().encode()
