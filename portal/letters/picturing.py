"""A letter on paper as a picture, for a page that shows it beside others."""

from io import BytesIO
from threading import Lock

from PIL import Image
from pypdfium2 import PdfDocument

SCALE = 1.5
"""Points of the picture for one of the paper, of which there are 72 in an inch."""
BETWEEN, DESK = 12, '#767676'
"""What lies between the sheets: points of the picture, and their colour."""
LOCK = Lock()
"""PDFium does not survive threads."""


def picture_of(pdf: bytes) -> bytes:
    """All pages of a PDF, one below the other, as one PNG."""
    with LOCK:
        document = PdfDocument(pdf)
        try:
            sheets = [page.render(scale=SCALE).to_pil() for page in document]
        finally:
            document.close()
    height = sum(sheet.height + BETWEEN for sheet in sheets) - BETWEEN
    picture = Image.new('RGB', (max(sheet.width for sheet in sheets), height), DESK)
    top = 0
    for sheet in sheets:
        picture.paste(sheet, (0, top))
        top += sheet.height + BETWEEN
    content = BytesIO()
    picture.quantize(16).save(content, 'PNG', optimize=True)
    return content.getvalue()
