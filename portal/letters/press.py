"""Prints PDF with WeasyPrint: our own fonts, nothing from outside, and no letter with something missing.

WeasyPrint is loaded when the first letter is printed: it costs half a second and needs system libraries.
Pango does not survive threads that share fonts, so letters are printed one at a time.
"""

import logging
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from portal.letters import standards
from portal.letters.enclosing import Enclosure
from portal.letters.errors import PressMissing, UnfitLetter

if TYPE_CHECKING:
    from weasyprint.urls import URLFetcher

SPACE = re.compile(r'(?<=\S) (?=<(?:bdi|a|strong)\b)')
"""Where a text just fits and the space after it does not, WeasyPrint breaks the line after its first word."""
PICTURES = {'.svg': 'image/svg+xml', '.png': 'image/png'}
INSTALL = 'Install it with: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0'


class Press:
    """Prints letters; `folder` holds print.css, fonts.conf and the pictures that print.css names."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = Lock()
        self._settings: dict = {}
        self._fetcher: URLFetcher | None = None

    def print(self, html: str, *, enclosed: Enclosure | None = None) -> bytes:
        """The PDF of a whole document, PDF/A-3a and PDF/UA-1; raises `UnfitLetter` or `PressMissing`."""
        with self._lock:
            self._prepare()
            with _no_complaints():
                pdf = self._write(html, enclosed)
        standards.check(pdf)
        return pdf

    def _write(self, html: str, enclosed: Enclosure | None) -> bytes:
        import weasyprint

        source = weasyprint.HTML(string=SPACE.sub('<span> </span>', html), url_fetcher=self._fetcher)
        document = source.render(pdf_variant=standards.VARIANT, **self._settings)
        standards.state_both(document.metadata)

        def write(finish: Callable[[Any, Any], None]) -> bytes:
            document.metadata.attachments = [weasyprint.Attachment(
                string=one.content, name=one.name, relationship='Data', created=one.moment, modified=one.moment,
                url_fetcher=self._fetcher,
            ) for one in (enclosed,) if one]
            return document.write_pdf(pdf_variant=standards.VARIANT, finisher=finish)

        return standards.first_clear(write)

    def prepare(self) -> None:
        """Get the fonts, if that was not done yet; raises `PressMissing`."""
        with self._lock:
            self._prepare()

    def _prepare(self) -> None:
        if self._settings:
            return
        with _fonts_of(self._folder / 'fonts.conf'):
            try:
                import weasyprint
                from weasyprint.text.ffi import harfbuzz_subset
            except OSError as error:
                raise PressMissing(f'Printing needs Pango, which is not on this machine. {INSTALL}') from error
            if harfbuzz_subset is None:
                raise PressMissing(f'Printing needs libharfbuzz-subset, which is not on this machine. {INSTALL}')
            fonts = weasyprint.text.fonts.FontConfiguration()
        self._fetcher = own_pictures(self._folder)
        style = (self._folder / 'print.css').read_text()
        with _no_complaints():
            sheet = weasyprint.CSS(string=style, font_config=fonts, url_fetcher=self._fetcher)
        self._settings = {'font_config': fonts, 'stylesheets': [sheet]}


def own_pictures(folder: Path) -> 'URLFetcher':
    """Fetches `asset:NAME` for the pictures in `folder`, and `data:`; refuses every other address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    pictures = {f'asset:{path.name}': path for path in folder.iterdir() if path.suffix in PICTURES}

    class OwnPictures(URLFetcher):
        """Knows our own pictures by name."""

        def fetch(self, url: str, headers: dict | None = None) -> URLFetcherResponse:
            if path := pictures.get(url):
                return URLFetcherResponse(url, path.read_bytes(), {'Content-Type': PICTURES[path.suffix]})
            return super().fetch(url, headers)

    return OwnPictures(allowed_protocols={'data'}, allow_redirects=False)


class _Complaints(logging.Handler):
    """Remembers what WeasyPrint warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


@contextmanager
def _no_complaints() -> Iterator[None]:
    """Raises `UnfitLetter` when WeasyPrint warned of anything: it only warns of what a reader would miss."""
    complaints, logger = _Complaints(), logging.getLogger('weasyprint')
    logger.addHandler(complaints)
    try:
        yield
    finally:
        logger.removeHandler(complaints)
    if complaints.lines:
        raise UnfitLetter(tuple(complaints.lines))


@contextmanager
def _fonts_of(path: Path) -> Iterator[None]:
    """Fonts are looked for with the settings in `path`, and not with the machine's."""
    before = os.environ.get('FONTCONFIG_FILE')
    os.environ['FONTCONFIG_FILE'] = str(path)
    try:
        yield
    finally:
        del os.environ['FONTCONFIG_FILE']
        if before is not None:
            os.environ['FONTCONFIG_FILE'] = before
