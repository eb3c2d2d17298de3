"""The pages of a PDF: how many, and what they look like."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from threading import Lock

from PIL import Image
from pypdfium2 import PdfDocument, PdfiumError

SCALE = 1.5
"""Points of the picture for one of the paper, of which there are 72 in an inch."""
BETWEEN, DESK = 12, '#767676'
"""What lies between the sheets: points of the picture, and their colour."""
LOCK = Lock()
"""PDFium does not survive threads."""


class NoPdf(ValueError):
    """What should be a PDF is none."""


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has; raises `NoPdf`."""
    with _opened(pdf) as document:
        return len(document)


def picture_of(pdf: bytes) -> bytes:
    """All pages of a PDF, one below the other, as one PNG; raises `NoPdf`."""
    with _opened(pdf) as document:
        sheets = [page.render(scale=SCALE).to_pil() for page in document]
    height = sum(sheet.height + BETWEEN for sheet in sheets) - BETWEEN
    picture = Image.new('RGB', (max(sheet.width for sheet in sheets), height), DESK)
    top = 0
    for sheet in sheets:
        picture.paste(sheet, (0, top))
        top += sheet.height + BETWEEN
    content = BytesIO()
    picture.quantize(16).save(content, 'PNG', optimize=True)
    return content.getvalue()


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    with LOCK:
        try:
            document = PdfDocument(pdf)
        except PdfiumError as error:
            raise NoPdf from error
        try:
            yield document
        finally:
            document.close()
