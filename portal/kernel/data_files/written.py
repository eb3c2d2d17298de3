"""From what a file says to checked values, keeping in mind where each of them stands."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from portal.kernel.data_files.mistakes import DataFileError, Mistake, Path, Spot
from portal.kernel.data_files.sentences import sentence

Shape = TypeVar('Shape')


class Finding(NamedTuple):
    """Something that a check across fields found wrong: at which value, and what."""

    path: Path
    says: str


@dataclass(frozen=True, kw_only=True)
class Written:
    """What a file says, as lists, mappings and plain values, and where each of them stands."""

    value: Any
    spots: Mapping[Path, Spot]
    """Holds at least the whole, under the empty path."""

    def known(self, path: Path) -> Path:
        """The part of `path` that is written in the file; steps that are not there are left out."""
        known: Path = ()
        for step in path:
            if (*known, step) in self.spots:
                known = (*known, step)
        return known

    def spot(self, path: Path) -> Spot:
        """Where `path` stands, or, for what is not written, where it ought to stand."""
        written = path
        while written not in self.spots:
            written = written[:-1]
        return self.spots[written].below(path[len(written):])


def build(
    shape: type[Shape], written: Written, *, check: Callable[[Shape], Iterable[Finding]] = lambda _: (),
) -> Shape:
    """What `written` says as a `shape`, a pydantic model or any type that pydantic knows.

    `check` looks at the whole when every single field is right. Raises `DataFileError` with all mistakes.
    """
    try:
        value = TypeAdapter(shape).validate_python(written.value)
    except ValidationError as error:
        raise DataFileError(_mistake(found, written) for found in error.errors()) from None
    mistakes = [Mistake(spot=written.spot(path), says=says) for path, says in check(value)]
    if mistakes:
        raise DataFileError(mistakes)
    return value


def _mistake(error: ErrorDetails, written: Written) -> Mistake:
    """The mistake behind one error of pydantic, whose path also names members of unions."""
    path = written.known(error['loc'])
    if error['type'] == 'missing':
        path = (*written.known(error['loc'][:-1]), error['loc'][-1])
    return Mistake(spot=written.spot(path), says=sentence(error))
