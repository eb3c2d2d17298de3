"""What of a letter goes into a folder: PDF, page, plain text and data."""

from collections.abc import Mapping

from portal.letters.errors import LetterRefused
from portal.letters.model.cases import CaseLetter
from portal.letters.service import Letters
from portal.letters.service.archive import Archive


def outputs(letters: Letters, letter: CaseLetter, language: str, *, large: bool) -> Mapping[str, bytes]:
    """What a letter is, by the ending of the file; raises `LetterRefused`."""
    return {
        'pdf': letters.lawful_pdf(letter, language, large=large), 'html': letters.html(letter, language).encode(),
        'txt': letters.text(letter, language).encode(), 'json': letters.data(letter),
    }


def sent(archive: Archive, letter: CaseLetter, language: str, *, by: str) -> CaseLetter:
    """Puts the letter into the archive, and returns it as it was sent there; raises `LetterRefused`."""
    return archive.sent_letter(archive.send(letter, language, owner='', by=by))


def in_a_sentence(refused: LetterRefused) -> str:
    """What was refused, and why."""
    said = (refused.__doc__ or '').partition('\n')[0]
    return f'{said} ({refused})' if str(refused) else said
