"""The lines of a batch, JSON Lines or CSV, read one at a time: the file may be larger than the memory."""

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field, dataclass, fields
from hashlib import sha256
from itertools import chain
from pathlib import Path
from typing import Any, get_type_hints

from portal.kernel.data_files import Spot, Written
from portal.letters.model.kinds import KINDS


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a batch: the data of a letter, or why there are none."""

    spot: Spot
    value: Any = None
    wrong: str = ''

    @property
    def reference(self) -> str:
        """Of the letter; empty when the line does not say it."""
        return str(self.value.get('reference', '')) if isinstance(self.value, Mapping) else ''

    @property
    def digest(self) -> str:
        """The same for the same data."""
        return sha256(json.dumps(self.value, sort_keys=True).encode()).hexdigest()

    def written(self) -> Written:
        """The data, with where they stand."""
        names = self.value if isinstance(self.value, Mapping) else ()
        return Written(value=self.value, spots={(): self.spot} | {(name,): self.spot.below((name,)) for name in names})


def lines_of(path: Path, kind: str) -> Iterator[Line]:
    """The lines of a batch of letters of this kind; blank ones are passed over."""
    with path.open(encoding='utf-8-sig', errors='surrogateescape', newline='') as file:
        yield from _rows(file, path.name, kind=kind) if path.suffix.lower() == '.csv' else _json_lines(file, path.name)


def _json_lines(file: Iterator[str], name: str) -> Iterator[Line]:
    for number, text in enumerate(file, 1):
        spot = Spot(file=name, line=number)
        if text.strip():
            try:
                yield Line(spot=spot, value=json.loads(text))
            except (ValueError, RecursionError) as error:
                yield Line(spot=spot, wrong=f'this is not valid JSON: {error}')


def _rows(file: Iterator[str], name: str, *, kind: str) -> Iterator[Line]:
    """A column for each field; `addressee.name` is a field of a part, and a list or a group is written as JSON."""
    heading = next(file, '')
    reader = csv.reader(chain([heading], file), delimiter=';' if heading.count(';') > heading.count(',') else ',')
    header, empty, starts = next(reader, []), _empty(kind), reader.line_num + 1
    for row in reader:
        spot, starts = Spot(file=name, line=starts), reader.line_num + 1
        if len(row) > len(header):
            yield Line(spot=spot, wrong=f'this row has {len(row)} cells, but the header has {len(header)}')
        elif any(row):
            yield _row(spot, dict(zip(header, row, strict=False)), empty)


def _row(spot: Spot, cells: Mapping[str, str], empty: Mapping[str, Any]) -> Line:
    value: dict[str, Any] = {}
    for column, cell in cells.items():
        name, _, inner = column.partition('.')
        if not cell and name not in empty:
            continue
        try:
            said = json.loads(cell) if cell[:1] in ('[', '{') else cell or empty[name]
        except ValueError as error:
            return Line(spot=spot.below((column,)), wrong=f'this cell is not valid JSON: {error}')
        if not inner:
            value[name] = said
        elif isinstance(group := value.setdefault(name, {}), dict):
            group[inner] = said
    return Line(spot=spot, value=value)


def _empty(kind: str) -> Mapping[str, Any]:
    """What an empty cell means, for the fields that may be empty; the others are missing then."""
    hints, known = get_type_hints(KINDS[kind]), fields(KINDS[kind])
    return {one.name: _nothing(hints[one.name]) for one in known if not _has_default(one)}


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING


def _nothing(hint: Any) -> Any:
    """`''` for a text, nothing in a list, and None for all else: what may not be None is refused with its name."""
    return '' if hint is str else [] if str(hint).startswith('tuple') else None
