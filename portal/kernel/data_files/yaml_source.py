"""YAML, read from its events: nothing is ever constructed, and every value keeps its line.

Values are those of YAML 1.2: numbers, true, false and null; all else is text. So `13:00` is no number
of minutes, `NO` no false and `0123` no octal number; dates and times are for the model to read.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any

import yaml

from portal.kernel.data_files.mistakes import DataFileError, Mistake, Path, Spot, refuse
from portal.kernel.data_files.text_source import read_text
from portal.kernel.data_files.written import Finding, Shape, Written, build

INTEGER = re.compile(r'-?(0|[1-9][0-9]{0,14})')
FLOAT = re.compile(r'-?(0|[1-9][0-9]{0,14})\.[0-9]{1,14}')
WORDS: dict[str, bool | None] = {'': None, '~': None, 'null': None, 'true': True, 'false': False}
PLAIN_TAGS = {'!', *(f'tag:yaml.org,2002:{kind}' for kind in ('str', 'seq', 'map'))}


def load_yaml(
    path: FilePath, shape: type[Shape], *, check: Callable[[Shape], Iterable[Finding]] = lambda _: (),
) -> Shape:
    """The YAML file `path` as a `shape`; raises `DataFileError`. For `check` see `build`."""
    return build(shape, read_yaml(path), check=check)


def read_yaml(path: FilePath) -> Written:
    """What the YAML file `path` says; raises `DataFileError`."""
    text, file = read_text(path), path.name
    try:
        reader = _Reader(file, yaml.parse(text, Loader=yaml.CBaseLoader))
        value = reader.whole()
    except yaml.MarkedYAMLError as error:
        line = min(_line(error.problem_mark), len(text.splitlines()))  # one more is counted when a file ends early
        raise refuse(file, f'this is not valid YAML: {_problem(error)}', line=line) from None
    except RecursionError:
        raise refuse(file, 'lists or groups are nested too deep') from None
    if reader.mistakes:
        raise DataFileError(reader.mistakes)
    return Written(value=value, spots=reader.spots)


def _problem(error: yaml.MarkedYAMLError) -> str:
    if _line(error.context_mark) in (0, _line(error.problem_mark)):
        return str(error.problem)
    return f'{error.problem} ({error.context} that starts in line {_line(error.context_mark)})'


def _line(mark: Any) -> int:
    return mark.line + 1 if mark else 0


class _Reader:
    """Turns what is met in a file into values, and notes where each stands and what a data file may not hold."""

    def __init__(self, file: str, events: Iterator[yaml.Event]) -> None:
        self._file, self._events = file, events
        self.spots: dict[Path, Spot] = {}
        self.mistakes: list[Mistake] = []

    def whole(self) -> Any:
        """The value of the whole file; raises `DataFileError` when it holds none, or several."""
        _, first = next(self._events), next(self._events)
        if isinstance(first, yaml.StreamEndEvent):
            raise refuse(self._file, 'the file is empty')
        value = self._value(next(self._events), (), self._spot((), 1))
        _, last = next(self._events), next(self._events)
        if not isinstance(last, yaml.StreamEndEvent):
            says = 'a second document starts here (---); a file holds one'
            raise refuse(self._file, says, line=_line(last.start_mark))
        return value

    def _spot(self, path: Path, line: int) -> Spot:
        return Spot(file=self._file, line=line).below(path)

    def _value(self, event: yaml.Event, path: Path, spot: Spot) -> Any:
        """The value that starts with `event`, and stands at `spot`."""
        self.spots[path] = spot
        if isinstance(event, yaml.AliasEvent):
            return self._refuse(spot, 'a reference (* and &) is not used in data files; write the value out')
        tag = getattr(event, 'tag', None)
        if tag and tag not in PLAIN_TAGS:
            self._refuse(spot, f'the tag {tag} is not used in data files; remove it')
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event.value, event.style)
        return self._mapping(path) if isinstance(event, yaml.MappingStartEvent) else self._sequence(path)

    def _mapping(self, path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(key := next(self._events), yaml.MappingEndEvent):
            field = self._field(key, path)
            inner = (*path, field)
            spot = self._spot(inner, _line(key.start_mark))
            if field in values:
                self._refuse(spot, f'this field stands here twice; see line {self.spots[inner].line}')
                inner = (*inner, 'again')
            value = self._value(next(self._events), inner, spot)
            values.setdefault(field, value)
        return values

    def _field(self, key: yaml.Event, path: Path) -> str:
        """The name of a field; YAML allows a list or a group too, and no model knows a field of such a name."""
        if isinstance(key, yaml.ScalarEvent):
            return key.value
        self._value(key, (*path, '?'), self._spot((*path, '?'), _line(key.start_mark)))
        return '?'

    def _sequence(self, path: Path) -> list[Any]:
        values: list[Any] = []
        while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
            inner = (*path, len(values))
            values.append(self._value(item, inner, self._spot(inner, _line(item.start_mark))))
        return values

    def _refuse(self, spot: Spot, says: str) -> None:
        self.mistakes.append(Mistake(spot=spot, says=says))


def _scalar(written: str, style: str | None) -> str | int | float | bool | None:
    """Quoted values and blocks have a style and are text; what a plain one is, its letters say."""
    if style:
        return written
    if written in WORDS:
        return WORDS[written]
    if INTEGER.fullmatch(written):
        return int(written)
    return float(written) if FLOAT.fullmatch(written) else written
