"""What is said when a data file of a room has mistakes."""

from collections.abc import Iterator
from contextlib import contextmanager

from portal.kernel.data_files import DataFileError
from portal.wiring.ground import NAME


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Ends the start when there are mistakes in `what`, each in a line of its own."""
    try:
        yield
    except DataFileError as error:
        lines = '\n'.join(str(mistake) for mistake in error.mistakes)
        raise SystemExit(f'{NAME} does not start. There are mistakes in {what}:\n{lines}') from error
