"""What the rules find is said in the language of the page, every sentence of it."""

import ast
from pathlib import Path

import pytest
from flask import Flask, g

from portal.editing.views.findings import SENTENCES, in_words
from portal.letters import rules
from portal.letters.model.checking import Finding

FILES = [path for folder in rules.__path__ for path in Path(folder).glob('*.py')]


def sentences(file: Path) -> set[str]:
    """What a file of rules says is wrong: what stands in a finding, or in `says` just before it."""
    tree = ast.parse(file.read_text())
    found = {node.args[2] for node in ast.walk(tree) if isinstance(node, ast.Call) and _name(node.func) == 'Finding'}
    found |= {node.value for node in ast.walk(tree) if isinstance(node, ast.Assign) and _name(node.targets[0]) == 'says'}
    return {node.value for node in found if isinstance(node, ast.Constant)}


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else ''


def test_every_sentence_has_its_words():
    assert set().union(*map(sentences, FILES)) == SENTENCES.keys()


@pytest.mark.parametrize(('finding', 'nl', 'en'), [
    (Finding('R3', '"Dit is lang"', '{length} words; {most} is the most', (('length', 31), ('most', 25))),
     '"Dit is lang": 31 woorden; 25 is het meeste', '"Dit is lang": 31 words; 25 is the most'),
    (Finding('R9', 'element contact', 'it does not show {field}', (('field', 'office_phone'),)),
     'het onderdeel contact: hier staat office_phone niet', 'the element contact: it does not show office_phone'),
    (Finding('R14', 'element remedies', '{article} wants "{wanted}" to stand here', (('article', 'Awb'), ('wanted', '5 %'))),
     'het onderdeel remedies: volgens Awb moet hier “5 %” staan',
     'the element remedies: Awb wants "5 %" to stand here'),
    (Finding('R13', 'headings', 'a level is skipped'), 'koppen: er is een niveau overgeslagen', 'headings: a level is skipped'),
])
def test_in_the_language_of_the_page(app: Flask, finding: Finding, nl: str, en: str):
    for language, words in (('nl', nl), ('en', en)):
        with app.test_request_context():
            g.language = language
            assert in_words(finding) == words
    assert finding.says in en
