"""YAML, read from its nodes: nothing is ever constructed, and every value keeps its line.

Values are those of YAML 1.2: numbers, true, false and null; all else is text. So `13:00` is no number
of minutes, `NO` no false and `0123` no octal number; dates and times are for the model to read.
"""

import re
from collections.abc import Callable, Iterable
from pathlib import Path as FilePath
from typing import Any

import yaml

from portal.kernel.data_files.mistakes import DataFileError, Mistake, Path, Spot, refuse
from portal.kernel.data_files.text_source import read_text
from portal.kernel.data_files.written import Finding, Shape, Written, build

INTEGER = re.compile(r'-?(0|[1-9][0-9]{0,14})')
FLOAT = re.compile(r'-?(0|[1-9][0-9]{0,14})\.[0-9]{1,14}')
WORDS: dict[str, bool | None] = {'': None, '~': None, 'null': None, 'true': True, 'false': False}
PLAIN_TAGS = {f'tag:yaml.org,2002:{kind}' for kind in ('str', 'seq', 'map')}


def load_yaml(
    path: FilePath, shape: type[Shape], *, check: Callable[[Shape], Iterable[Finding]] = lambda _: (),
) -> Shape:
    """The YAML file `path` as a `shape`; raises `DataFileError`. For `check` see `build`."""
    return build(shape, read_yaml(path), check=check)


def read_yaml(path: FilePath) -> Written:
    """What the YAML file `path` says; raises `DataFileError`."""
    reader = _Reader(path.name)
    value = reader.value(_root(read_text(path), path.name), (), reader.spot((), 1))
    if reader.mistakes:
        raise DataFileError(reader.mistakes)
    return Written(value=value, spots=reader.spots)


def _root(text: str, file: str) -> yaml.Node:
    """The outermost node. The loader written in C is faster, but deep nesting crashes it."""
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        raise refuse(file, f'this is not valid YAML: {_problem(error)}', line=_line(error.problem_mark)) from None
    except RecursionError:
        raise refuse(file, 'lists or groups are nested too deep') from None
    if root is None:
        raise refuse(file, 'the file is empty')
    return root


def _problem(error: yaml.MarkedYAMLError) -> str:
    if _line(error.context_mark) in (0, _line(error.problem_mark)):
        return str(error.problem)
    return f'{error.problem} ({error.context} that starts in line {_line(error.context_mark)})'


def _line(mark: yaml.Mark | None) -> int:
    return mark.line + 1 if mark else 0


class _Reader:
    """Turns nodes into values, and notes where each stands and what a data file may not hold."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._seen: set[int] = set()
        self.spots: dict[Path, Spot] = {}
        self.mistakes: list[Mistake] = []

    def spot(self, path: Path, line: int) -> Spot:
        """The spot of `path`."""
        return Spot(file=self._file, line=line).below(path)

    def value(self, node: yaml.Node, path: Path, spot: Spot) -> Any:
        """The value of `node`, which stands at `spot`."""
        self.spots[path] = spot
        if id(node) in self._seen:
            return self._refuse(spot, 'a reference (* and &) is not used in data files; write the value out')
        self._seen.add(id(node))
        if node.tag not in PLAIN_TAGS:
            return self._refuse(spot, f'the tag {node.tag} is not used in data files; remove it')
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node.value, node.style)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node.value, path)
        return self._sequence(node.value, path)

    def _mapping(self, fields: list[tuple[yaml.Node, yaml.Node]], path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in fields:
            field = key.value if isinstance(key, yaml.ScalarNode) else '?'
            inner = (*path, field)
            spot = self.spot(inner, _line(key.start_mark))
            if field in values:
                self._refuse(spot, f'this field stands here twice; see line {self.spots[inner].line}')
            else:
                values[field] = self.value(value, inner, spot)
        return values

    def _sequence(self, items: list[yaml.Node], path: Path) -> list[Any]:
        return [
            self.value(item, (*path, index), self.spot((*path, index), _line(item.start_mark)))
            for index, item in enumerate(items)
        ]

    def _refuse(self, spot: Spot, says: str) -> None:
        self.mistakes.append(Mistake(spot=spot, says=says))


def _scalar(written: str, style: str | None) -> str | int | float | bool | None:
    """Quoted values and blocks have a style and are text; what a plain one is, its letters say."""
    if style is not None:
        return written
    if written in WORDS:
        return WORDS[written]
    if INTEGER.fullmatch(written):
        return int(written)
    return float(written) if FLOAT.fullmatch(written) else written
