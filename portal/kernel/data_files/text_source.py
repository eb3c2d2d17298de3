"""The text of a data file."""

import re
from pathlib import Path

from portal.kernel.data_files.mistakes import refuse

LARGEST = 2_000_000
"""Bytes. A country's rosters fit in a tenth of it; more is a wrong file."""
NOT_TEXT = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]')


def read_text(path: Path) -> str:
    """The text of `path`, read as UTF-8 with or without a mark at its start; raises `DataFileError`."""
    content = _content(path)
    try:
        text = content.decode('utf-8-sig')
    except UnicodeDecodeError as error:
        line = content.count(b'\n', 0, error.start) + 1
        raise refuse(path.name, 'this is not UTF-8 text; save the file as UTF-8', line=line) from None
    if not text.strip():
        raise refuse(path.name, 'the file is empty')
    if found := NOT_TEXT.search(text):
        line = text.count('\n', 0, found.start()) + 1
        raise refuse(path.name, 'there is a character here that cannot be seen; remove it', line=line)
    return text


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise refuse(path.name, f'the file is too large; {LARGEST // 1_000_000} MB is the most')
        return path.read_bytes()
    except FileNotFoundError:
        raise refuse(path.name, 'there is no such file') from None
    except OSError as error:
        raise refuse(path.name, f'the file cannot be read ({error.strerror})') from None
