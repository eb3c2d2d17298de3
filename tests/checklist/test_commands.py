"""What lawyers type to check and to draw the rules, and what they are told."""

from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.checklist.tiny import SMALL

SVG = '{http://www.w3.org/2000/svg}'


def test_check_says_that_nothing_is_wrong(typed):
    result = typed('check', SMALL)
    assert (result.exit_code, result.stdout) == (0, '')
    assert result.stderr == 'No mistakes and no findings on 2026-11-30.\n'


def test_check_prints_each_mistake_in_a_line(typed, rules):
    result = typed('check', rules(('documents.yaml', 'app.age >= 16', 'app.age >= '), ('routes.yaml', "'here' or", "'heer' or")))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        'documents.yaml, line 17, [1].needed_if: this is no condition: syntax error at: EOF',
        "routes.yaml, line 4, [0].if: 'heer' is no answer to app.location",
    ]
    assert result.stderr == 'Error: 2 mistakes in the rule files.\n'


def test_check_prints_each_finding_in_a_line_by_file_and_line(typed, rules):
    result = typed('check', rules(
        ('documents.yaml', 'if: registered', 'if: registered and not registered'), ('documents.yaml', 'app.age >= 16', 'app.age < 0'),
        ('conditions.yaml', 'married_months >= 12', 'married_months < 0'),
    ))
    assert result.exit_code == 1
    assert [line.partition(':')[0] for line in result.stdout.splitlines()] == [
        'conditions.yaml, line 7, [0].waived[0].if', 'documents.yaml, line 17, [1].needed_if',
        'documents.yaml, line 18, [1].not_needed', 'documents.yaml, line 19, [1].not_needed[0].if',
    ]


def test_check_tells_how_complete_other_languages_are(typed, rules):
    result = typed('check', rules(('documents.yaml', '{nl: Paspoort, en: Passport}', '{nl: Paspoort, en: Passport, uk: Паспорт}')))
    assert result.exit_code == 0
    assert result.stderr.startswith('Language uk: 1 of ')


def test_check_reviews_what_is_not_confirmed_file_by_file(typed):
    result = typed('check', SMALL, '--review')
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        'conditions.yaml: 1 not confirmed', '  line 1: adult (the law on age)',
        'parameters.yaml: 1 not confirmed', '  line 8: age_adult (the new law)',
        'routes.yaml: 1 not confirmed', '  line 10: no_way (the website)',
    ]
    assert result.stderr == '3 facts are not confirmed.\n'


def test_a_review_of_wrong_files_is_refused(typed, rules):
    result = typed('check', rules(('documents.yaml', 'app.age >= 16', 'app.age >= ')), '--review')
    assert result.exit_code == 1


@pytest.fixture
def picture(typed, tmp_path: Path) -> Callable[..., ElementTree.Element]:
    """What `graph` draws."""
    def drawn(*words: str) -> ElementTree.Element:
        result = typed('graph', tmp_path / 'rules.svg', *words)
        assert result.exit_code == 0, result.output
        assert result.stdout == f'{tmp_path / "rules.svg"} shows the rules of 2026-11-30.\n'
        return ElementTree.parse(tmp_path / 'rules.svg').getroot()
    return drawn


def arrows(picture: ElementTree.Element) -> set[str]:
    return {one.findtext(f'{SVG}title', '') for one in picture.iter(f'{SVG}g') if one.get('class') == 'edge'}


def test_graph_shows_what_leads_to_what(picture):
    found = arrows(picture())
    assert {
        'fact purpose_group->fact purpose', 'fact app.birthdate->fact app.age', 'fact app.age->condition adult',
        'fact app.age->document D02 partner', 'fact registered->document D02 partner', 'fact visa_required->route online',
        'fact app.permit->fact app.location',
    } <= found
    assert not [arrow for arrow in found if 'D01' in arrow or 'param.' in arrow]


def test_graph_of_a_purpose_shows_only_what_counts_for_it(picture):
    found = arrows(picture('--purpose', 'child'))
    assert 'fact visa_required->route online' in found
    assert not [arrow for arrow in found if 'adult' in arrow or 'D02' in arrow or 'purpose' in arrow]


def test_graph_says_in_words_what_it_is(picture):
    drawn = picture('--purpose', 'partner', '--language', 'nl')
    assert (drawn.get('role'), drawn.get('lang')) == ('img', 'nl')
    named = {one.get('id'): one.text for one in (drawn[0], drawn[1])}
    assert named[drawn.get('aria-labelledby')].endswith('(Bij een partner wonen)')
    assert named[drawn.get('aria-describedby')].startswith('Vragen: 6; afgeleide feiten: 4; voorwaarden: 1; papieren: 1; ')
    texts = [one.text for one in drawn.iter(f'{SVG}text')]
    assert 'Een vergunning' in texts and 'A permit' not in texts


def test_graph_refuses_a_purpose_that_is_not_there(typed, tmp_path: Path):
    result = typed('graph', tmp_path / 'rules.svg', '--purpose', 'friend')
    assert result.exit_code == 2
    assert "there is no purpose 'friend'; there are partner, child" in result.stderr


def test_graph_says_what_to_install(typed, tmp_path: Path, monkeypatch):
    monkeypatch.setenv('PATH', str(tmp_path))
    result = typed('graph', tmp_path / 'rules.svg')
    assert result.exit_code == 1
    assert result.stderr == (
        'Error: The program dot is missing; install the package graphviz, on Debian and Ubuntu: sudo apt-get install graphviz\n'
    )
    assert not (tmp_path / 'rules.svg').exists()
