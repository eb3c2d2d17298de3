"""How many pages a PDF has."""

import page

from portal.delivery.errors import NoPdf


def count_pages(pdf: bytes) -> int:
    """The number of its pages; raises `NoPdf`."""
    try:
        return page.validate_pdf_bytes(pdf, profile=page.ValidationProfile.PDF_UA_1).document.page_count
    except page.PageError as error:
        raise NoPdf from error
