"""The long proofs of letters about applications: all of them, in all languages, before other judges than ours."""

import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from portal.letters import standards
from portal.letters.judging import prose
from portal.letters.model.kinds import ABOUT_APPLICATIONS, KINDS
from portal.letters.samples import read_samples
from portal.letters.service import FOLDER
from tests.letters.lint_level import level, scores
from tests.letters.vera import judged

pytestmark = pytest.mark.proof
PICTURES = Path(__file__).parent / 'pictures'
LETTERS = list(ABOUT_APPLICATIONS)
KEPT = {'ua1': 'kept', '3a': 'kept'}
TOLERANCE = 0.002
"""The share of points that may differ: letters of another version of Pango lie a hair beside these."""
TEXTS = Path(__file__).parents[1] / 'clarity' / 'texts'


@pytest.fixture(scope='module')
def printed(letters, tmp_path_factory):
    """Every sample of every kind in every language, in print; the main ones in large print as well."""
    folder = tmp_path_factory.mktemp('printed')
    for kind in KINDS:
        for variant, letter in read_samples(FOLDER, kind).items():
            for language in letters.languages(kind):
                (folder / f'{kind}.{variant}.{language}.pdf').write_bytes(letters.pdf(letter, language))
    for kind in LETTERS:
        for language in letters.languages(kind):
            pdf = letters.pdf(read_samples(FOLDER, kind)['main'], language, large=True)
            (folder / f'{kind}.large.{language}.pdf').write_bytes(pdf)
    return sorted(folder.glob('*.pdf'))


def test_every_letter_passes_the_gate_and_is_the_same_bytes_again(letters, printed):
    for file in printed:
        assert standards.complaints(file.read_bytes()) == (), file.name
    for file in printed[::7]:
        kind, variant, language, _ = file.name.split('.')
        if variant != 'large':
            assert letters.pdf(read_samples(FOLDER, kind)[variant], language) == file.read_bytes(), file.name


def test_vera_says_that_every_letter_keeps_both_standards(printed):
    verdicts = judged(printed)
    assert len(verdicts) == len(printed) > 200
    assert {name: verdict for name, verdict in verdicts.items() if verdict != KEPT} == {}


def test_vera_refuses_what_is_spoilt(printed, tmp_path):
    """The twin: the judge can say no."""
    good = printed[0].read_bytes()
    spoilt = {
        'no_ua.pdf': good.replace(b'<pdfuaid:part>1<', b'<pdfuaid:part>7<'),
        'no_a.pdf': good.replace(b'pdfaid:part="3"', b'pdfaid:part="9"'),
        'no_pdf.pdf': good[:900],
    }
    for name, pdf in spoilt.items():
        (tmp_path / name).write_bytes(pdf)
    verdicts = judged(sorted(tmp_path.iterdir()))
    assert all(verdict != KEPT for verdict in verdicts.values())
    assert len(verdicts) == len(spoilt)


def test_dutch_letters_are_easy_to_read(letters, tmp_path):
    """LiNT level 1 or 2."""
    texts = {
        f'{kind}.{variant}': prose(letters.html(letter, 'nl'))
        for kind in LETTERS for variant, letter in read_samples(FOLDER, kind).items()
    }
    found = scores(texts, tmp_path)
    print('\n'.join(f'{name}: LiNT {score:.0f}, level {level(score)}' for name, score in found.items()))
    assert {name: round(score) for name, score in found.items() if level(score) > 2} == {}


def test_what_officials_write_is_not_easy(tmp_path):
    """The twin, on texts that were written to try this on."""
    found = scores({name: (TEXTS / f'{name}.nl.txt').read_text() for name in ('officialese', 'half_way', 'plain')}, tmp_path)
    assert level(found['officialese']) == 4
    assert found['officialese'] > found['half_way'] > found['plain']
    assert level(found['plain']) == 1


@pytest.mark.parametrize('language', ['nl', 'en', 'ar', 'uk'])
@pytest.mark.parametrize('kind', ['l03_missing', 'l12_no'])
def test_looks_as_in_the_picture(letters, sample_of, tmp_path, kind, language):
    (tmp_path / 'letter.pdf').write_bytes(letters.pdf(sample_of(kind), language))
    subprocess.run(
        ['pdftoppm', '-r', '70', '-l', '1', '-gray', '-png', '-singlefile', tmp_path / 'letter.pdf', tmp_path / 'page'], check=True,
    )
    picture = PICTURES / f'{kind}.{language}.png'
    if not picture.exists():
        PICTURES.mkdir(exist_ok=True)
        Image.open(tmp_path / 'page.png').quantize(16).save(picture, optimize=True)
        pytest.fail(f'{picture} was not there and is made now: look at it, then run again')
    assert difference(tmp_path / 'page.png', picture) <= TOLERANCE


def test_a_wrong_letter_is_seen_in_the_picture(letters, sample_of, tmp_path):
    """The twin: another language is another picture."""
    assert difference(PICTURES / 'l03_missing.nl.png', PICTURES / 'l03_missing.en.png') > TOLERANCE


def difference(one: Path, other: Path) -> float:
    """The share of points that are plainly lighter or darker."""
    left, right = (Image.open(path).convert('L') for path in (one, other))
    assert left.size == right.size
    apart = ImageChops.difference(left, right).histogram()
    return sum(apart[64:]) / (left.width * left.height)
