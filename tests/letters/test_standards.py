"""The gate lets nothing through that is not both PDF/UA-1 and PDF/A-3a, and each way to spoil a letter is seen."""

import re
import zlib
from base64 import a85decode
from dataclasses import replace

import page
import pytest
import weasyprint

from portal.letters import press, standards
from portal.letters.errors import UnfitLetter
from portal.letters.press import Press
from portal.letters.service import FOLDER

GOOD = '''<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Brief</title></head><body>
<h1>Brief</h1><p>Tekst.</p><table><tr><th scope="row">a</th><td>b</td></tr></table></body></html>'''
ENDS_SO = 367
"""With this number in its text a stream of the PDF ends in a carriage return."""
PIXEL = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="9" height="9"%3E%3Crect width="9" height="9"/%3E%3C/svg%3E'


@pytest.fixture(scope='module')
def missing(letters, sample_of) -> bytes:
    """The PDF of a good letter."""
    return letters.pdf(sample_of('l03_missing'), 'nl')


def printed(html: str, variant: str | None) -> bytes:
    """What WeasyPrint makes of it by itself, with whatever fonts there are."""
    return weasyprint.HTML(string=html).write_pdf(pdf_variant=variant)


def test_a_good_letter_passes(missing):
    standards.check(missing)


@pytest.mark.parametrize(('spoilt', 'complaint'), [
    (lambda pdf: b'', 'this is no PDF'),
    (lambda pdf: b'<!doctype html><p>x', 'this is no PDF'),
    (lambda pdf: pdf[:2000], 'this is no PDF'),
    (lambda pdf: pdf.replace(b'<pdfuaid:part>1<', b'<pdfuaid:part>7<'), 'ua1'),
    (lambda pdf: pdf.replace(b'pdfaid:conformance="A"', b'pdfaid:conformance="Z"'), '3a'),
    (lambda pdf: pdf.replace(b'<dc:title>', b'<dc:other>').replace(b'</dc:title>', b'</dc:other>'), 'ua1'),
], ids=['empty', 'a page', 'cut off', 'no PDF/UA', 'no PDF/A', 'no title'])
def test_a_spoilt_letter_is_refused(missing, spoilt, complaint):
    assert spoilt(missing) != missing
    with pytest.raises(UnfitLetter, match=complaint):
        standards.check(spoilt(missing))


@pytest.mark.parametrize(('html', 'variant'), [
    (GOOD, None),
    (GOOD, 'pdf/ua-1'),
    (GOOD, 'pdf/a-3a'),
    (GOOD, 'pdf/a-3b'),
    (GOOD.replace('<h1>', '<h4>'), 'pdf/ua-1'),
    (GOOD.replace(' lang="nl"', ''), 'pdf/ua-1'),
    (GOOD.replace('<title>Brief</title>', ''), 'pdf/ua-1'),
    (GOOD.replace('Tekst.', f"<img src='{PIXEL}'>"), 'pdf/ua-1'),
    (GOOD.replace('Tekst.', '\N{GRINNING FACE}\ue123'), 'pdf/ua-1'),
], ids=['bare', 'PDF/UA alone', 'PDF/A alone', 'no tags', 'heading skipped', 'no language', 'no title', 'no alt', 'no glyph'])
def test_what_weasyprint_makes_by_itself_is_refused(html, variant):
    with pytest.raises(UnfitLetter):
        standards.check(printed(html, variant))


def test_no_letter_passes_the_press_unchecked(monkeypatch):
    """The twin: without the statement of PDF/UA the press refuses its own work; without the gate it would not."""
    monkeypatch.setattr(standards, 'state_both', lambda metadata: None)
    with pytest.raises(UnfitLetter, match='ua1'):
        Press(FOLDER / '_shared').print(GOOD)
    monkeypatch.setattr(press.standards, 'check', lambda pdf: None)
    assert Press(FOLDER / '_shared').print(GOOD).startswith(b'%PDF')


def test_no_stream_ends_in_a_carriage_return(monkeypatch):
    """One in 256 would, and a validator takes it for one sign shorter than it is."""
    html = GOOD.replace('Tekst', f'Tekst {ENDS_SO}')
    assert standards.AMBIGUOUS not in Press(FOLDER / '_shared').print(html)
    monkeypatch.setattr(press.standards, 'first_clear', lambda write: write(None))
    with pytest.raises(UnfitLetter, match='PDFA3A-STREAM-LENGTH-001'):
        Press(FOLDER / '_shared').print(html)  # the twin


def test_the_data_of_the_letter_lies_inside(letters, sample_of, missing):
    letter = sample_of('l03_missing')
    assert letters.data(letter) in streams(missing)
    assert b'/AFRelationship /Data' in b''.join(streams(missing)) + missing
    assert b'l03_missing.json' in b''.join(streams(missing)) + missing
    assert b'/ModDate (D:20261120000000Z)' in b''.join(streams(missing)) + missing


def test_messages_hold_no_data(letters, booked):
    assert b'/EmbeddedFile' not in b''.join(streams(letters.pdf(booked, 'nl')))


def streams(pdf: bytes) -> list[bytes]:
    """What is compressed in a PDF."""
    return [
        zlib.decompressobj().decompress(part) for part in re.split(rb'stream\r?\n', pdf) if part[:1] == b'x'
    ]


def test_both_standards_are_judged():
    assert set(standards.PROFILES) == {page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1}


def test_a_stream_that_ends_with_a_carriage_return_is_written_anew():
    tries = iter([b'a\r\nendstream', b'b\r\nendstream', b'c \nendstream'])
    assert standards.first_clear(lambda finish: next(tries)) == b'c \nendstream'


class Stream:
    """A stream of a PDF, as WeasyPrint hands it over."""

    def __init__(self, content: bytes) -> None:
        self.stream, self.extra, self.compress = [content], {}, True

    @property
    def data(self) -> bytes:
        return b'<<>>\nstream\n' + b'\n'.join(self.stream) + b'\nendstream'


class Pdf:
    """What is about to be written."""

    def __init__(self, *streams: object) -> None:
        self.objects, self.info = streams, {}


def test_no_stream_of_ours_ends_with_a_carriage_return():
    ending = next(text for number in range(100_000) if zlib.compress(text := b'%d' % number, 9).endswith(b'\r'))
    plain, odd, left = Stream(b'plain'), Stream(ending), Stream(b'left')
    left.compress = False
    standards.squeeze(None, Pdf(plain, odd, left, {}), number=0)
    assert plain.extra == {'Filter': '/FlateDecode'}
    assert zlib.decompress(plain.stream[0]) == b'plain'
    assert odd.extra == {'Filter': '[/ASCII85Decode/FlateDecode]'}
    assert zlib.decompress(a85decode(odd.stream[0].removesuffix(b'~>'))) == ending
    assert left.stream == [b'left']


def test_another_attempt_is_another_file_that_keeps_the_standards_as_well(monkeypatch, letters, sample_of, missing):
    monkeypatch.setattr(standards, 'count', lambda: iter([3]))
    again = letters.pdf(sample_of('l03_missing'), 'nl')
    assert again != missing
    assert standards.complaints(again) == ()


def test_a_glyph_that_stands_for_no_text_is_mended(letters, sample_of):
    """The sign stands before the alif, and is drawn with a glyph of its own."""
    letter = replace(sample_of('l03_missing'), service={'nl': 'x', 'en': 'x', 'ar': 'شيئًا'})
    assert standards.complaints(letters.pdf(letter, 'ar')) == ()


def test_and_would_be_refused_otherwise(monkeypatch, letters, sample_of):
    letter = replace(sample_of('l03_missing'), service={'nl': 'x', 'en': 'x', 'ar': 'شيئًا'})
    monkeypatch.setattr(standards, 'GLYPH_OF_NOTHING', re.compile(rb'(?!)()'))
    with pytest.raises(UnfitLetter, match='ToUnicode'):
        letters.pdf(letter, 'ar')
