"""One PDF that keeps two standards: PDF/A-3a, to be kept for ever, and PDF/UA-1, to be read by everybody.

WeasyPrint writes the one, and for the other its metadata lack a statement. Every PDF is held against both
before it leaves, by a validator that is not WeasyPrint's.
"""

import re
import zlib
from base64 import a85encode
from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import page

from portal.letters.errors import UnfitLetter

VARIANT = 'pdf/a-3a'
PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
END = b'</rdf:RDF>'
STREAM, END_OF_STREAM = b'\nstream\n', b'\nendstream'
AMBIGUOUS = b'\r' + END_OF_STREAM
SMALLEST = 9
GLYPH_OF_NOTHING = re.compile(rb'(?m)^(<[0-9a-f]{4}>) <>$')
"""A sign over an Arabic letter may be drawn with a glyph that stands for no text; no text is no valid entry."""
ALSO_UA = b"""<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that is kept</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""
"""The statement, and what PDF/A wants to be told of a statement that it does not know."""


def state_both(metadata: Any) -> None:
    """Makes the metadata of a WeasyPrint document state both standards, and uncompressed, so that all can read them."""
    statements, include = metadata.generate_rdf_metadata, metadata.include_in_pdf
    metadata.generate_rdf_metadata = lambda *which: statements(*which).replace(END, ALSO_UA + END)
    metadata.include_in_pdf = lambda pdf, *which: include(pdf, *which[:-1], compress=False)


def first_clear(write: Callable[[Callable[[Any, Any], None]], bytes]) -> bytes:
    """What `write` gives, written in such a way that no stream ends with a carriage return.

    A line feed follows each stream. After a carriage return validators take both for the end of the line, and say that
    the stream has the wrong length. It happens by chance, once in a hundred letters.
    """
    return next(pdf for number in count() if AMBIGUOUS not in (pdf := write(partial(squeeze, number=number))))


def squeeze(_: Any, pdf: Any, number: int) -> None:
    """Compresses the streams of a PDF that is about to be written; another `number` gives other bytes.

    What is left to WeasyPrint, the lists of objects, depends on the whole and changes with `number`.
    """
    for stream in pdf.objects:
        if getattr(stream, 'compress', False):
            stream.compress = False
            written = stream.data
            content = written[written.index(STREAM) + len(STREAM):-len(END_OF_STREAM)]
            small = zlib.compress(GLYPH_OF_NOTHING.sub(rb'\1 <2060>', content), SMALLEST)
            clear = not small.endswith(b'\r')
            stream.stream = [small if clear else a85encode(small) + b'~>']
            stream.extra['Filter'] = '/FlateDecode' if clear else '[/ASCII85Decode/FlateDecode]'
    if number:
        pdf.info['Attempt'] = str(number)


def check(pdf: bytes) -> None:
    """Raises `UnfitLetter` when `pdf` does not keep both standards."""
    if wrong := complaints(pdf):
        raise UnfitLetter(wrong)


def complaints(pdf: bytes) -> tuple[str, ...]:
    """What keeps `pdf` from either standard; nothing when it keeps both."""
    try:
        reports = {profile: page.validate_pdf_bytes(pdf, profile=profile) for profile in PROFILES}
    except page.PageError as error:
        return (f'this is no PDF: {error}',)
    return tuple(
        f'{profile.value}: {failure.rule_id}: {failure.message}'
        for profile, report in reports.items() if not report.is_compliant for failure in report.failures
    )
