"""The door: what is refused, what is empty or short, and what it costs."""

import subprocess
import sys
from pathlib import Path

import pytest

from portal.clarity.errors import LanguageNotMeasured
from portal.clarity.model import Measure, Shortfall

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize('language', ['uk', 'ar', 'NL', 'nl_NL', ''])
def test_only_dutch_and_english_are_measured(clarity, language):
    with pytest.raises(LanguageNotMeasured):
        clarity.measure('Це лист.', language)
    with pytest.raises(LanguageNotMeasured):
        clarity.terms(language)


@pytest.mark.parametrize('language', ['nl', 'en'])
@pytest.mark.parametrize('text', ['', ' \n', '12.30', 'https://loket.example'])
def test_a_text_without_words_is_not_clear(clarity, language, text):
    measures = clarity.measure(text, language)
    assert (measures.score, measures.words, measures.sentences) == (0, 0, 0)
    assert (measures.worst_sentence, measures.hard_words) == ('', ())
    assert [part.measure for part in measures.parts] == list(Measure)
    assert clarity.shortfalls(measures) == (Shortfall.LOW_SCORE,)


@pytest.mark.parametrize(('words', 'too_short'), [(1, True), (99, True), (100, False)])
def test_a_short_text_is_measured_and_marked(clarity, words, too_short):
    measures = clarity.measure('Bel.\n' * words, 'nl')
    assert measures.words == words
    assert measures.is_too_short is too_short
    assert measures.score == 100


@pytest.mark.parametrize('hostile', [
    'a' * 100_000, 'a-' * 50_000, 'a.' * 50_000, 'a@' * 50_000, 'x. ' * 30_000, 'www.' * 25_000, '1' * 100_000,
    ' ' * 100_000, '"' * 100_000, 'vanaan' * 15_000, '\u202e\u0000\ud800' * 1000,
])
def test_no_text_breaks_it_or_holds_it_up(clarity, hostile):
    clarity.measure(hostile, 'nl')


def _in_a_fresh_interpreter(code):
    subprocess.run([sys.executable, '-c', code], check=True, cwd=ROOT)


def test_word_lists_of_others_load_with_the_first_text_only():
    _in_a_fresh_interpreter(
        'import sys\n'
        'from portal.clarity.service import Clarity\n'
        'clarity = Clarity()\n'
        'assert not {"wordfreq", "pyphen"} & set(sys.modules)\n'
        'clarity.measure("Bel ons.", "nl")\n'
        'assert {"wordfreq", "pyphen"} <= set(sys.modules)\n',
    )


def test_the_rules_need_no_lists_of_others():
    _in_a_fresh_interpreter(
        'import sys\n'
        'for name in ("wordfreq", "pyphen", "pydantic", "yaml"): sys.modules[name] = None\n'
        'import portal.clarity.rules.measuring\n',
    )
