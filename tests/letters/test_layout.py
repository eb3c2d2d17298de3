"""Where things stand on paper: the address in the window of the envelope, nothing else in it, and the marks to fold at.

Envelopes with the window left: C5 (229 x 162 mm, the letter folded once) and DL (220 x 110 mm, folded twice). Their windows
begin 20 mm from the left; that of C5 is 110 x 40 mm and ends 72 mm from the bottom, that of DL is 110 x 40 mm and ends
between 20 and 30 mm from the bottom. The letter can slide in the envelope, so the window shows more than its own size.
"""

import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

POINT = 25.4 / 72
WIDTH, HEIGHT = 210.0, 297.0


@dataclass(frozen=True)
class Box:
    """A rectangle on the paper, in mm from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, other: 'Box') -> bool:
        return (
            self.left <= other.left and self.top <= other.top and other.right <= self.right and other.bottom <= self.bottom
        )

    def touches(self, other: 'Box') -> bool:
        return self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom


@dataclass(frozen=True)
class Envelope:
    """An envelope with its window, and how high the folded letter is."""

    width: float
    height: float
    folded: float
    window: Box

    @property
    def always_seen(self) -> Box:
        """The part of the letter that the window shows however the letter lies."""
        slide_x, slide_y = self.width - WIDTH, self.height - self.folded
        return Box(self.window.left, self.window.top, self.window.right - slide_x, self.window.bottom - slide_y)

    @property
    def ever_seen(self) -> Box:
        """The part of the letter that the window may show."""
        slide_x, slide_y = self.width - WIDTH, self.height - self.folded
        return Box(self.window.left - slide_x, self.window.top - slide_y, self.window.right, self.window.bottom)


ENVELOPES = [
    Envelope(229, 162, HEIGHT / 2, Box(20, 50, 130, 90)),
    Envelope(220, 110, HEIGHT / 3, Box(20, 50, 130, 90)),
    Envelope(220, 110, HEIGHT / 3, Box(20, 40, 130, 80)),
]


def words(pdf: bytes, tmp_path: Path) -> list[tuple[str, Box]]:
    """The words of the first page, and where they stand."""
    file = tmp_path / 'letter.pdf'
    file.write_bytes(pdf)
    told = subprocess.run(['pdftotext', '-bbox', '-l', '1', file, '-'], check=True, capture_output=True, text=True).stdout
    tree = ElementTree.fromstring(told)
    return [
        (word.text or '', Box(*(float(word.get(side, '')) * POINT for side in ('xMin', 'yMin', 'xMax', 'yMax'))))
        for word in tree.iter('{http://www.w3.org/1999/xhtml}word')
    ]


ADDRESS = ('Maria-Magdalena Voorbeeld-van der Proefman', ('Voorbeeldstraat 1234 bis huis', '3511 AA Utrecht', 'België'))


@pytest.mark.parametrize('large', [False, True], ids=['print', 'large'])
@pytest.mark.parametrize('language', ['nl', 'ar'])
@pytest.mark.parametrize('envelope', ENVELOPES, ids=['C5', 'DL low', 'DL high'])
def test_the_window_shows_the_address_and_nothing_else(letters, sample_of, tmp_path, envelope, language, large):
    letter = sample_of('l03_missing')
    name, lines = ADDRESS
    letter = replace(letter, addressee=replace(letter.addressee, name=name, address=lines), applicants=('Amina', 'Bilal', 'Carim'))
    address = ' '.join((name, *lines)).split()
    found = words(letters.pdf(letter, language, large=large), tmp_path)
    places = [place for word, place in found if word in address and place.top < 92]
    assert len(places) >= len(address)
    assert all(envelope.always_seen.holds(place) for place in places)
    assert [word for word, place in found if envelope.ever_seen.touches(place) and word not in address] == []


@pytest.mark.parametrize('large', [False, True], ids=['print', 'large'])
def test_the_marks_to_fold_at_are_on_the_first_page_only(letters, sample_of, tmp_path, large):
    pdf = tmp_path / 'letter.pdf'
    pdf.write_bytes(letters.pdf(sample_of('l03_missing'), 'nl', large=large))
    subprocess.run(['pdftoppm', '-r', '254', '-l', '2', '-gray', pdf, tmp_path / 'page'], check=True)
    first, second = (marks(path) for path in sorted(tmp_path.glob('page*.pgm')))
    assert first == pytest.approx([HEIGHT / 3, HEIGHT / 2, 2 * HEIGHT / 3], abs=0.3)
    assert second == []


def marks(picture: Path) -> list[float]:
    """How far from the top there are marks at the left edge, in mm; ten points are a millimetre."""
    edge = Image.open(picture).crop((30, 0, 100, 2970))
    dark = [row for row in range(edge.height) if min(edge.crop((0, row, edge.width, row + 1)).tobytes()) < 200]
    return [row / 10 for row in dark if row - 1 not in dark]


def test_a_page_has_neither_window_nor_marks(letters, sample_of):
    html = letters.html(sample_of('l03_missing'), 'nl')
    assert 'class="window"' not in html
    assert 'Voorbeeldstraat 12' not in html.partition('<h1>')[0]


@pytest.mark.parametrize('kind', ['l03_missing', 'l12_no'])
def test_large_print_has_no_small_letters(letters, sample_of, tmp_path, kind):
    """18 points, but for the address, which is for the postman."""
    (tmp_path / 'letter.pdf').write_bytes(letters.pdf(sample_of(kind), 'nl', large=True))
    told = subprocess.run(
        ['pdftotext', '-bbox-layout', tmp_path / 'letter.pdf', '-'], check=True, capture_output=True, text=True,
    ).stdout
    heights = {
        line.findtext('{*}word'): float(line.get('yMax', '')) - float(line.get('yMin', ''))
        for line in ElementTree.fromstring(told).iter('{http://www.w3.org/1999/xhtml}line')
    }
    small = {word for word, height in heights.items() if height < 18}
    assert small <= {'Amina', 'Voorbeeldstraat', '3511'}
