"""The desk of a test, and the people who sit at it."""

from collections.abc import Callable
from functools import partial

import pytest

from portal.clock import SetClock
from portal.database import Database
from portal.editing.model import Editor, TextKey, Texts
from portal.editing.service import Desk, Judging, Released
from portal.identity.model import Role
from portal.letters.service import Letters
from portal.letters.service.trying import Trying
from portal.wiring.clear_words import ClearWords
from tests.pages.browser import Browser

KIM, LOU = Editor('staff:kim', 'Kim Voorbeeld'), Editor('staff:lou', 'Lou Voorbeeld')
KEY = TextKey('l14_we_stop', 'nl')


@pytest.fixture(scope='session')
def machine() -> Letters:
    """The letters as they ship."""
    return Letters(measure=ClearWords())


@pytest.fixture(scope='session')
def judging(machine: Letters) -> Judging:
    """Remembers what it judged, so that a text is judged once in all tests."""
    return Judging(Trying(machine))


@pytest.fixture
def letters(machine: Letters, database: Database) -> Letters:
    """The same letters, with what was released."""
    return machine.saying(Released(database))


@pytest.fixture
def desk(machine: Letters, judging: Judging, database: Database, clock: SetClock) -> Desk:
    """A desk without versions."""
    return Desk(database, clock, Trying(machine), judging)


@pytest.fixture
def shipped(desk: Desk) -> Texts:
    """The words that ship."""
    return desk.get(KEY, 0).texts


def other(texts: Texts, **blocks: str) -> Texts:
    """The same words but for these blocks."""
    return {**texts, **blocks}


@pytest.fixture
def enters(employed: Callable[..., Browser]) -> Callable[..., Browser]:
    """A letter editor at the desk."""
    return partial(employed, Role.LETTER_EDITOR)


@pytest.fixture
def kim(enters: Callable[..., Browser]) -> Browser:
    return enters()


@pytest.fixture
def lou(enters: Callable[..., Browser]) -> Browser:
    return enters('Lou Voorbeeld')
