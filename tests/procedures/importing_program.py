"""A program that imports a file in small batches and tells after each how far it is; tests end it in the middle."""

import sys
from pathlib import Path

from portal.clock import SetClock
from portal.database import Database
from portal.procedures.definition_files.reading import definitions
from portal.procedures.service import Cases
from tests.fixtures.planners import NOW


def main(url: str, path: str) -> None:
    """Import the file at `path` into the database at `url`."""
    importing = Cases(Database(url), SetClock(NOW), definitions()).importing
    importing.go_on(
        importing.begin(Path(path)), Path(path), batch=20, heard=lambda run: print(run.line, file=sys.stderr, flush=True),
    )


if __name__ == '__main__':
    main(*sys.argv[1:])
