"""What a screen reader gets to hear of each PDF, in which order, and as what: the structure in the file itself.

It takes pdfinfo five seconds to tell that of one letter, so `make proof` does it.
"""

import re
import subprocess
from pathlib import Path

import pytest

from portal.letters.model.kinds import ABOUT_APPLICATIONS

HEARD = Path(__file__).parent / 'reading'
LETTERS = list(ABOUT_APPLICATIONS)
MARK = re.compile(r' <[\d-]+>| \((?:block|inline)\)|:$', re.MULTILINE)
SAYS_NOTHING = ('Span', 'NonStruct', 'Div', 'Document', 'Sect', 'TBody', 'Object', '/Headers', '/BBox')
"""Holders of text that are no structure, and the names and places of cells and pictures, which change with every layout."""


def heard(pdf: bytes, tmp_path: Path) -> str:
    """The structure of a PDF, as `pdfinfo -struct-text` tells it."""
    file = tmp_path / 'letter.pdf'
    file.write_bytes(pdf)
    told = subprocess.run(['pdfinfo', '-struct-text', file], check=True, capture_output=True, text=True).stdout
    return '\n'.join(_short(MARK.sub('', told))) + '\n'


def _short(told: str) -> list[str]:
    """The structure with the text in it; how a text was cut into lines and spans is left out."""
    lines: list[str] = []
    for text in filter(None, map(str.strip, told.splitlines())):
        if text.startswith('"') and lines and lines[-1].startswith('"'):
            lines[-1] = f'{lines[-1][:-1].rstrip()} {text[1:].lstrip()}'
        elif not text.startswith(SAYS_NOTHING):
            lines.append(text)
    return lines


@pytest.mark.proof
@pytest.mark.parametrize('kind', LETTERS)
def test_is_read_in_the_order_that_lies_beside_it(letters, sample_of, tmp_path, kind):
    _compare(HEARD / f'{kind}.nl.txt', heard(letters.pdf(sample_of(kind), 'nl'), tmp_path))


@pytest.mark.proof
@pytest.mark.parametrize('language', ['ar', 'uk'])
def test_other_scripts_are_read_in_the_order_in_which_they_are_written(letters, sample_of, tmp_path, language):
    _compare(HEARD / f'l03_missing.{language}.txt', heard(letters.pdf(sample_of('l03_missing'), language), tmp_path))


def _compare(file: Path, told: str) -> None:
    if not file.exists():
        file.write_text(told)
        pytest.fail(f'{file} was not there and is written now: read it, then run again')
    assert told == file.read_text()


@pytest.mark.parametrize('kind', LETTERS)
def test_begins_with_who_writes_and_goes_on_with_the_heading(kind):
    told = (HEARD / f'{kind}.nl.txt').read_text()
    order = [told.index(word) for word in ('Helder Loket (voorbeeld)', 'Ons kenmerk', 'H1', 'H2')]
    assert order == sorted(order)
    assert told.index('Figure') > told.index('"Is deze brief echt?"')
