"""Letters whose paper costs nothing: a real PDF with empty pages, and in it what the letter says."""

import io

import pydyf

from portal.letters.model.base import Letter
from portal.letters.model.cases import CaseLetter
from portal.letters.service import Letters


def pdf_of(says: bytes, pages: int = 1) -> bytes:
    """A PDF with so many empty pages."""
    pdf = pydyf.PDF()
    for _ in range(pages):
        pdf.add_page(pydyf.Dictionary({'Type': '/Page', 'Parent': pdf.pages.reference, 'MediaBox': pydyf.Array([0, 0, 595, 842])}))
    pdf.add_object(pydyf.Stream([says.hex().encode()]))
    file = io.BytesIO()
    pdf.write(file)
    return file.getvalue()


class QuickLetters(Letters):
    """Letters that say what they must, on a page and paper that cost nothing."""

    def html(self, letter: Letter, language: str) -> str:
        return f'<!doctype html><title>{letter}</title>'

    def lawful_pdf(self, letter: CaseLetter, language: str, *, large: bool = False) -> bytes:
        return pdf_of(self.data(letter))
