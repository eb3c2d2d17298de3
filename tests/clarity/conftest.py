"""Clarity with the real lists, and the six texts written to try it on."""

from pathlib import Path

import pytest

from portal.clarity.service import Clarity

TEXTS = Path(__file__).parent / 'texts'


@pytest.fixture(scope='session')
def clarity():
    return Clarity()


@pytest.fixture(scope='session')
def trial():
    """A text written as `officialese`, `half_way` or `plain`."""
    def read(kind, language):
        return (TEXTS / f'{kind}.{language}.txt').read_text()
    return read


@pytest.fixture(scope='session')
def count(clarity):
    """What is counted in a text, by the name of the measure."""
    def count(text, language):
        return {part.measure.value: part.value for part in clarity.measure(text, language).parts}
    return count


@pytest.fixture(scope='session')
def hard(clarity):
    """The hard words of a text, by why they are hard."""
    def hard(text, language, why):
        return [word.word for word in clarity.measure(text, language).hard_words if word.why == why]
    return hard
