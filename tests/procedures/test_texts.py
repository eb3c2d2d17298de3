"""Every text of the definitions is clear, in both languages, and none of them is missing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from portal.clarity.service import Clarity
from portal.procedures.definition_files.reading import DATA, definitions
from portal.procedures.model import Told

LANGUAGES = ('nl', 'en')
FILES = sorted(path for path in DATA.rglob('*.yaml') if path.name != 'decrees.yaml')
BRACES = re.compile(r'\{[a-z]+\}')
BAR, ENOUGH = 80, 8
"""The score that is needed, and the words from which on an entry is judged by itself."""


@pytest.fixture(scope='module')
def clarity() -> Clarity:
    """What measures how clear a text is."""
    return Clarity()


def texts(node: object, language: str) -> Iterator[str]:
    """All texts in a language, in the order of the file; a date or a length stands where there are braces."""
    if isinstance(node, dict) and set(LANGUAGES) <= set(node):
        yield BRACES.sub('7', ' '.join(node[language].split()))
    elif isinstance(node, dict):
        for below in node.values():
            yield from texts(below, language)
    elif isinstance(node, list):
        for below in node:
            yield from texts(below, language)


@pytest.mark.parametrize('language', LANGUAGES)
@pytest.mark.parametrize('path', FILES, ids=lambda path: path.name)
def test_a_file_and_each_of_its_entries_speak_clearly(clarity: Clarity, path: Path, language: str):
    entries = yaml.safe_load(path.read_text())
    for entry in (entries, *entries):
        said = '\n'.join(texts(entry, language))
        if entry is entries or len(said.split()) >= ENOUGH:
            measured = clarity.measure(said, language)
            assert measured.score >= BAR, measured
            assert clarity.is_clear_enough(measured), clarity.shortfalls(measured)


@pytest.mark.parametrize('language', LANGUAGES)
def test_no_sentence_is_long(clarity: Clarity, language: str):
    for path in FILES:
        for said in texts(yaml.safe_load(path.read_text()), language):
            for sentence in re.split(r'(?<=[.?!]) ', said):
                assert len(sentence.split()) <= 25, sentence


def test_an_unclear_text_is_noticed(clarity: Clarity):
    unclear = 'Ingevolge de vigerende regelgeving dient betrokkene onverwijld de desbetreffende bescheiden over te leggen.'
    assert clarity.measure(unclear, 'nl').score < BAR


def test_both_languages_say_as_much():
    """A text that was changed in one language only is usually much longer or shorter than the other."""
    for path in FILES:
        entries = yaml.safe_load(path.read_text())
        for dutch, english in zip(texts(entries, 'nl'), texts(entries, 'en'), strict=True):
            assert dutch.count('.') == english.count('.'), (dutch, english)


def test_a_step_says_first_where_somebody_is_and_what_to_do():
    for step in definitions().files.steps:
        assert step.lead['nl'].endswith('.') and step.lead['en'].endswith('.'), step.key
        assert len(step.lead['en'].split()) <= 26, step.key


def test_every_step_of_a_reckoning_has_words():
    assert set(Told) <= set(definitions().words)


def test_nothing_unconfirmed_is_called_certain():
    """The entries that were not read in a source; whoever confirms one takes it out here."""
    files = definitions().files
    unconfirmed = {
        f'{kind} {getattr(entry, "key", "")}'.strip()
        for kind in ('procedures', 'steps', 'turns', 'terms', 'blankets', 'suspensions', 'periods', 'remedies', 'money')
        for entry in getattr(files, kind) if entry.status == 'unconfirmed'
    } | {
        f'waiting {one.key}' for one in files.remedies if one.waiting and one.waiting.status == 'unconfirmed'
    } | {
        f'extension {term.key} {one.key}' for term in files.terms for one in term.extensions if one.status == 'unconfirmed'
    }
    assert unconfirmed == {
        'steps waiting', 'steps pact_treatment', 'steps pact_refused', 'steps objection_hearing', 'steps notice_received',
        'turns nareis_arrival', 'terms nareis_9_months', 'terms asylum_admissibility', 'terms asylum_border',
        'terms asylum_not_known', 'periods leave', 'periods talk_file', 'periods talk_papers', 'waiting objection',
        'remedies appeal_repeat', 'remedies appeal_pact', 'money',
        'extension nareis_9_months complex', 'extension asylum_6_months three_months',
        'extension asylum_6_months moratorium', 'extension asylum_regular longer',
    }
