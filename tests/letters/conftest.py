"""Every sample of every letter, in every language it is written in."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from portal.letters.model.base import Letter
from portal.letters.model.cases import CaseLetter
from portal.letters.model.kinds import ABOUT_APPLICATIONS, KINDS
from portal.letters.rendering import Renderer
from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER, Letters
from portal.wiring.clear_words import ClearWords

MESSAGES = tuple(kind for name, kind in KINDS.items() if name not in ABOUT_APPLICATIONS)


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One letter value that lies beside its template, and the language to write it in."""

    letter: Letter
    language: str
    expected: Path
    """The plain text that must come out."""

    def __str__(self) -> str:
        return f'{self.letter.folder}-{self.expected.stem}'


@cache
def _samples() -> list[Sample]:
    written = Letters()
    return [
        _sample(letter, language, variant)
        for kind in KINDS
        for language in written.languages(kind)
        for variant, letter in read_samples(FOLDER, kind, language).items()
    ]


def _sample(letter: Letter, language: str, variant: str) -> Sample:
    name = '.'.join(part for part in ('expected', '' if variant == MAIN else variant, language, 'txt') if part)
    return Sample(letter=letter, language=language, expected=FOLDER / letter.folder / name)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for name, wanted in (('sample', Letter), ('case_sample', CaseLetter), ('message_sample', MESSAGES)):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, [one for one in _samples() if isinstance(one.letter, wanted)], ids=str)


@pytest.fixture(scope='session')
def letters() -> Letters:
    return Letters(measure=ClearWords())


@pytest.fixture(scope='session')
def sample_of() -> Callable[..., Letter]:
    """A sample by its kind and variant."""
    return lambda kind, variant=MAIN: read_samples(FOLDER, kind)[variant]


@pytest.fixture(scope='session')
def booked() -> Letter:
    """The sample of a booked visit."""
    return read_samples(FOLDER, 'visit_booked')[MAIN]


@pytest.fixture
def sandbox(tmp_path: Path) -> Callable[[Letter, str], str]:
    """Renders one expression as if it stood in the letter's template."""

    def render(letter: Letter, expression: str) -> str:
        folder = tmp_path / letter.folder
        folder.mkdir()
        (folder / 'letter.nl.html').write_text(f'{{{{ {expression} }}}}')
        return Renderer(tmp_path).html(letter, 'nl', subject='', medium='page')

    return render
