"""Puts a letter into a folder: PDF, page, plain text and data, each complete or not there."""

import os
from collections.abc import Mapping
from pathlib import Path

from portal.letters.errors import LetterRefused
from portal.letters.model.cases import CaseLetter
from portal.letters.service import Letters
from portal.letters.service.archive import Archive

UNFINISHED = '.part'


def outputs(letters: Letters, letter: CaseLetter, language: str, *, large: bool) -> Mapping[str, bytes]:
    """What a letter is, by the ending of the file; raises `LetterRefused`."""
    return {
        'pdf': letters.lawful_pdf(letter, language, large=large), 'html': letters.html(letter, language).encode(),
        'txt': letters.text(letter, language).encode(), 'json': letters.data(letter),
    }


def sent(archive: Archive, letter: CaseLetter, language: str, *, by: str) -> CaseLetter:
    """Puts the letter into the archive, and returns it as it was sent there; raises `LetterRefused`."""
    return archive.sent_letter(archive.send(letter, language, owner='', by=by))


def put(path: Path, content: bytes) -> None:
    """Write a file that is whole or not there, whenever the machine stops."""
    part = path.with_name(path.name + UNFINISHED)
    with part.open('wb') as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def in_a_sentence(refused: LetterRefused) -> str:
    """What was refused, and why."""
    said = (refused.__doc__ or '').partition('\n')[0]
    return f'{said} ({refused})' if str(refused) else said
