"""From a line to a case, or to what is wrong with it, in words for whoever makes the file."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from portal.kernel.data_files import Finding, Path, Spot
from portal.kernel.data_files.sentences import sentence
from portal.procedures.case_file.reading import LINE_MOST, Line
from portal.procedures.model import Definitions
from portal.procedures.model.kept import LineMistake
from portal.procedures.model.told import EXAMPLE, ToldCase
from portal.procedures.rules.arriving import Arrived
from portal.procedures.rules.telling import Words, find_mistakes

SHOWN_MOST = 80
MISTAKES_MOST = 100
"""Of one line; whoever has more than these has something else to mend."""
A_DAY = 'must be a day that exists, such as 2026-12-31'
A_KEY = 'must be small letters, digits and _, starting with a letter, 60 at most'
BY_TYPE = {
    'date_type': A_DAY, 'date_parsing': A_DAY, 'date_from_datetime_parsing': A_DAY,
    'timezone_aware': f'must be a moment with its zone, such as {EXAMPLE}',
}
BY_FIELD = {
    'v_number': 'must be ten digits', 'language': 'must be the code of a language, such as nl',
    'name': 'must have no control characters such as tabs',
    'reference': 'must be 1 to 64 letters, digits and . _ / : -, starting with a letter or digit',
    'procedure': A_KEY, 'track': A_KEY, 'queue': A_KEY, 'what': A_KEY,
}
"""What a field must be whose text does not match."""


class Read(NamedTuple):
    """The lines of a batch: those without mistakes, and what is wrong with the others."""

    arrived: list[Arrived]
    mistakes: list[LineMistake]
    wrong: int
    """How many lines have mistakes."""


def read(lines: Iterable[Line], definitions: Definitions, words: Words, *, now: datetime) -> Read:
    """What lines tell, as far as nobody else need be asked."""
    arrived: list[Arrived] = []
    mistakes: list[LineMistake] = []
    wrong = 0
    for line in lines:
        case = told(line)
        findings = case if isinstance(case, list) else list(find_mistakes(case, definitions, words, now=now))
        mistakes += written((line.number, one) for one in findings[:MISTAKES_MOST])
        if isinstance(case, list) or findings:
            wrong += 1
        else:
            arrived.append(Arrived(line.number, case))
    return Read(arrived, mistakes, wrong)


def written(findings: Iterable[tuple[int, Finding]]) -> list[LineMistake]:
    """Findings by line, as they stand in a report."""
    return [LineMistake(line, field_of(path), says) for line, (path, says) in findings]


def told(line: Line) -> ToldCase | list[Finding]:
    """The case on a line, or all that is wrong with how it is written."""
    if line.text is None:
        return [Finding((), f'the line has more than {LINE_MOST:,} bytes; no case is as long as that')]
    try:
        return ToldCase.model_validate_json(line.text)
    except ValidationError as error:
        return [Finding(one['loc'], _says(one)) for one in _telling(error.errors(include_url=False))]


def _telling(errors: Sequence[ErrorDetails]) -> Iterator[ErrorDetails]:
    """Without the errors that follow from others: a list whose entries are wrong is called too short as well."""
    inside = {one['loc'][:length] for one in errors for length in range(len(one['loc']))}
    return (one for one in errors if one['type'] != 'too_short' or one['loc'] not in inside)


def field_of(path: Path) -> str:
    """How the way to a value is written: `events[2].day`; the first is number 0."""
    field = str(_shown(Spot(file='').below(path).field))
    return ''.join(sign if sign.isprintable() else '?' for sign in field)


def _says(error: ErrorDetails) -> str:
    kind, path = error['type'], error['loc']
    if kind == 'json_invalid':
        return f'this is no JSON: {error["ctx"]["error"]}'
    known = BY_TYPE.get(kind) or (BY_FIELD.get(_last(path)) if kind == 'string_pattern_mismatch' else None)
    if known is None:
        return sentence(error | {'input': _shown(error['input'])})  # type: ignore[typeddict-item]
    return f'{known}, but it is {str(_shown(error["input"]))!r}'


def _shown(value: object) -> object:
    """Enough of a value to find it by."""
    return value[:SHOWN_MOST] + '…' if isinstance(value, str) and len(value) > SHOWN_MOST else value


def _last(path: Sequence[str | int]) -> str:
    return str(path[-1]) if path else ''
