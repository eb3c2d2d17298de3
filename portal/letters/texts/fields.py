"""The fields that the text of a letter may name: what its class says, made flat.

`send_by` is a field of the letter, `remedy_until` one of what it holds. A tuple `items` gives `items_count`, and
`items_list` when its entries are texts or names. How a field looks follows from its type.
"""

from collections.abc import Iterator, Mapping
from dataclasses import Field, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from types import MappingProxyType, NoneType, UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

from portal.letters.model.base import MINUTES, Place

PART = 'part'
"""The name of what a loop gives when that has no fields: a name, a text."""


class Look(Enum):
    """How a value is shown."""

    DAY = 'day'
    MOMENT = 'moment'
    TIME = 'time'
    MONEY = 'money'
    NUMBER = 'number'
    LENGTH = 'length'
    """Of time: 30 minutes, 3 hours."""
    TEXT = 'text'
    NAME = 'name'
    """Typed by people."""
    CODE = 'code'
    """From left to right, whatever surrounds it."""
    LINK = 'link'
    ADDRESS = 'address'
    """The lines of an address, on one line."""
    COUNT = 'count'


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Where the value of a field is, and how it is shown."""

    path: tuple[str, ...]
    look: Look
    joined: bool = False
    """It is a list of such values, said in one go: `A, B and C`."""

    def value(self, of: Any) -> Any:
        """The value in the letter, or in the part of it, `of`; None when what should hold it is not there."""
        for step in self.path:
            of = None if of is None else getattr(of, step)
        return of


class Declared(NamedTuple):
    """What a class declares."""

    fields: Mapping[str, Shown]
    """All that a text may name."""
    parts: Mapping[str, Mapping[str, Shown]]
    """What a block may name when it is said of a part, or of one entry of a list, by the name of the field."""
    choices: Mapping[str, tuple[str, ...]]
    """The possible values of fields that are one of a few words; `.kind` is the field of a part."""


SCALARS: Mapping[Any, Look] = {
    datetime: Look.MOMENT, date: Look.DAY, Decimal: Look.MONEY, int: Look.NUMBER, str: Look.CODE, Mapping: Look.TEXT,
}


def declared(kind: type) -> Declared:
    """The fields of a class of letters, or of a part of one."""
    return _declared(kind)


@cache
def _declared(kind: type) -> Declared:
    hints = _hints(kind)
    return Declared(
        fields=MappingProxyType(dict(_flat(kind))),
        parts=MappingProxyType(dict(_parts(hints))),
        choices=MappingProxyType(dict(_choices(hints))),
    )


def _parts(hints: Mapping[str, tuple[Any, Any]]) -> Iterator[tuple[str, Mapping[str, Shown]]]:
    for name, (hint, metadata) in hints.items():
        entry = _entry(hint)
        inside = entry or hint
        if isinstance(inside, type) and is_dataclass(inside):
            yield name, dict(_flat(inside))
        elif entry and _is_scalar(entry):
            yield name, {PART: Shown(path=(), look=_scalar(name, entry, metadata))}


def _choices(hints: Mapping[str, tuple[Any, Any]], before: str = '') -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, (hint, _) in hints.items():
        inside = _entry(hint) or hint
        if get_origin(hint) is Literal:
            yield f'{before}{name}', get_args(hint)
        elif isinstance(inside, type) and is_dataclass(inside):
            yield from _choices(_hints(inside), '.')


def _hints(kind: type) -> dict[str, tuple[Any, Mapping[Any, Any]]]:
    """The type of each field without `| None`, and what else is declared of it."""
    types = get_type_hints(kind)
    known: tuple[Field[Any], ...] = fields(kind)
    return {field.name: (_sure(types[field.name]), field.metadata) for field in known}


def _flat(kind: type, before: str = '', path: tuple[str, ...] = ()) -> Iterator[tuple[str, Shown]]:
    for name, (hint, metadata) in _hints(kind).items():
        known, steps = f'{before}{name}', (*path, name)
        if isinstance(hint, type) and is_dataclass(hint):
            yield from _flat(hint, f'{known}_', steps)
            if hint is Place:
                yield from _halves(known, (*steps, 'starts_at'))
        elif (of := _entry(hint)) is not None:
            yield from _several(known, of, steps, metadata)
        elif _is_scalar(hint):
            yield known, Shown(path=steps, look=_scalar(name, hint, metadata))
            if hint is datetime:
                yield from _halves(known, steps)


def _halves(name: str, path: tuple[str, ...]) -> Iterator[tuple[str, Shown]]:
    yield f'{name}_day', Shown(path=path, look=Look.DAY)
    yield f'{name}_time', Shown(path=path, look=Look.TIME)


def _several(name: str, of: Any, path: tuple[str, ...], metadata: Mapping[Any, Any]) -> Iterator[tuple[str, Shown]]:
    """The fields of a tuple: how many, and what they are when that can be said in one go."""
    if of is str and name.endswith('address'):
        yield name, Shown(path=path, look=Look.ADDRESS)
        return
    yield f'{name}_count', Shown(path=path, look=Look.COUNT)
    if _is_scalar(of):
        yield f'{name}_list', Shown(path=path, look=_scalar(name, of, metadata), joined=True)


def _scalar(name: str, hint: Any, metadata: Mapping[Any, Any]) -> Look:
    if hint is str and name.rpartition('_')[2] in ('page', 'link'):
        return Look.LINK
    if hint is str and metadata:
        return Look.NAME
    if metadata == MINUTES:
        return Look.LENGTH
    return SCALARS[get_origin(hint) or hint]


def _is_scalar(hint: Any) -> bool:
    return (get_origin(hint) or hint) in SCALARS


def _entry(hint: Any) -> Any:
    """What a tuple of any length holds; None when it is no such tuple."""
    inside = get_args(hint)
    return inside[0] if get_origin(hint) is tuple and inside[1:] == (...,) else None


def _sure(hint: Any) -> Any:
    """The type without `| None`."""
    if get_origin(hint) not in (Union, UnionType):
        return hint
    return next(inner for inner in get_args(hint) if inner is not NoneType)
