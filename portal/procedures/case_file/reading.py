"""From bytes to lines: of a file of any size, in little memory."""

import hashlib
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import NamedTuple

LINE_MOST = 1_000_000
"""Bytes; a case of a thousand events has a tenth of it."""
BATCH_MOST = 16_000_000
"""Bytes that are held at once."""
UTF8_MARK = b'\xef\xbb\xbf'
STARTS = (
    (b'\x1f\x8b', 'it is packed with gzip; unpack it first'),
    (b'PK\x03\x04', 'it is packed with zip; unpack it first'),
    (b'\xff\xfe', 'it is written in UTF-16; save it as UTF-8'),
    (b'\xfe\xff', 'it is written in UTF-16; save it as UTF-8'),
    (b'[', 'it is one JSON list; write every case on a line of its own, without brackets and commas between them'),
)


class CaseFileRefused(Exception):
    """The file as a whole cannot be read as cases; the message says why, in a part of a sentence."""


class Line(NamedTuple):
    """A line that is not empty."""

    number: int
    """Counted from 1."""
    text: bytes | None
    """Without its end; None when it is too long to be a case."""
    end: int
    """The byte at which the next line begins."""


def check_file(path: Path) -> None:
    """Refuse a file that is no list of JSON objects, one a line; raises `CaseFileRefused`."""
    with path.open('rb') as file:
        head = file.read(LINE_MOST).removeprefix(UTF8_MARK).lstrip(b' \t\r\n')
    for start, says in STARTS:
        if head.startswith(start):
            raise CaseFileRefused(says)
    first = head.partition(b'\n')[0].strip()
    if first == b'{':
        raise CaseFileRefused('its first case is spread over several lines; write each case on one line')
    if first and not first.startswith(b'{'):
        raise CaseFileRefused('its first line is no JSON object: each line must be one case, from { to }')


def digest_of(path: Path) -> str:
    """The same for the same contents, whatever the file is called."""
    with path.open('rb') as file:
        return hashlib.file_digest(file, 'sha256').hexdigest()


def batches(path: Path, *, size: int, line: int = 0, reached: int = 0) -> Iterator[list[Line]]:
    """The lines after line number `line`, where byte `reached` is, in lists of `size` lines or fewer."""
    batch: list[Line] = []
    held = 0
    for one in lines(path, line=line, reached=reached):
        batch.append(one)
        held += len(one.text or b'')
        if len(batch) == size or held > BATCH_MOST:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def lines(path: Path, *, line: int = 0, reached: int = 0) -> Iterator[Line]:
    """The lines that are not empty."""
    with path.open('rb') as file:
        file.seek(reached)
        while piece := file.readline(LINE_MOST + 1):
            line, reached = line + 1, reached + len(piece)
            if len(piece) > LINE_MOST and not piece.endswith(b'\n'):
                reached += _skip_rest(file)
                yield Line(line, None, reached)
                continue
            text = (piece.removeprefix(UTF8_MARK) if line == 1 else piece).strip(b' \t\r\n')
            if text:
                yield Line(line, text, reached)


def _skip_rest(file: BufferedReader) -> int:
    """Go on to the next line; how many bytes that were."""
    skipped = 0
    while piece := file.readline(LINE_MOST):
        skipped += len(piece)
        if piece.endswith(b'\n'):
            break
    return skipped
