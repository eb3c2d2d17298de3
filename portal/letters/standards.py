"""One PDF that keeps two standards: PDF/A-3a, to be kept for ever, and PDF/UA-1, to be read by everybody.

WeasyPrint writes the one, and for the other its metadata lack a statement. Every PDF is held against both
before it leaves, by a validator that is not WeasyPrint's.
"""

from typing import Any

import page

from portal.letters.errors import UnfitLetter

VARIANT = 'pdf/a-3a'
PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
END = b'</rdf:RDF>'
LENGTH, RETURN_AT_END = 'PDFA3A-STREAM-LENGTH-001', b'\r\nendstream'
"""The validator takes a stream that ends in a carriage return, as one in 256 does, for one sign shorter than it is."""
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
        if not (failure.rule_id == LENGTH and RETURN_AT_END in pdf)
    )
