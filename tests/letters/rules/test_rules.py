"""Every rule: what keeps it, and that spoiling a good letter breaks exactly that rule."""

import re
from dataclasses import replace

import pytest

from portal.letters.about import read_cards
from portal.letters.judging import written
from portal.letters.model.checking import Finding, Measured
from portal.letters.rules.checking import findings
from portal.letters.rules.reading import Page
from portal.letters.service import FOLDER

CLEAR = Measured(score=95, parts={}, rare=1, officialese=(), worst_sentence='', worst_word='')


@pytest.fixture(scope='module')
def came_out(letters, sample_of):
    """A sample in Dutch as it came out, and what is known of it."""
    def came_out(kind: str, variant: str = 'main', language: str = 'nl'):
        letter = sample_of(kind, variant)
        html = letters.html(letter, language)
        return written(letter, language, html=html, card=read_cards(FOLDER)[kind], measured=CLEAR)
    return came_out


def broken(found: tuple[Finding, ...]) -> set[str]:
    return {finding.rule for finding in found}


SPOILT = [
    ('R1', 'l03_missing', r'(?s)(<p class="lead">).*?(</p>)', r'\1Er is iets met uw aanvraag.\2'),
    ('R1', 'l03_missing', r'(?s)(<h1>).*?(</h1>\s*<p class="lead">).*?(</p>)', r'\1Uw aanvraag\2Vrijdag 4 december 2026.\3'),
    ('R2', 'l03_missing', r'Welke papieren missen wij\?', 'Ontbrekende papieren'),
    ('R2', 'l03_missing', r'(<p>)Bel ons voor die dag\.', r'\1' + 'Bel ons. ' * 9),
    ('R3', 'l03_missing', r'Bel ons voor die dag\.', 'Bel ons ' + 'en nog een woord ' * 7 + '.'),
    ('R3', 'l03_missing', r'(?s)<section>.*</section>', '<p>' + '<p>Dit is een zin die net iets te lang is om hem fijn te lezen.</p>' * 80),
    ('R4', 'l03_missing', r'Bel ons voor die dag', 'Bel ons voor 4-12-2026'),
    ('R4', 'l03_missing', r'Bel ons voor die dag', 'Bel ons voor 4 dec. 2026'),
    ('R5', 'l03_missing', r'Bel ons voor die dag', 'Bel ons (Awb 4:5)'),
    ('R5', 'l03_missing', r'Bel ons voor die dag', 'Zie artikel 4:5'),
    ('R7', 'l12_no', r'<li>uw handtekening</li>', ''),
    ('R8', 'l05_more_time', r'data-element="period"', 'data-element="time"'),
    ('R9', 'l03_missing', r'Bel <bdi dir="ltr">088 000 00 00</bdi>', 'Bel ons'),
    ('R9', 'l03_missing', r'Houd uw V-nummer bij de hand', 'Houd dit bij de hand'),
    ('R10', 'l03_missing', r'uw geboorteakte', 'een papier'),
    ('R10', 'l03_missing', r'wij zien daarmee wie u bent', 'daarom'),
    ('R11', 'l03_missing', r'Bel ons voor die dag', 'Dit heeft gevolgen'),
    ('R13', 'l03_missing', r'<html lang="nl"', '<html lang="en"'),
    ('R13', 'l03_missing', r'<h2>', '<h3>'),
    ('R13', 'l03_missing', r'</h1>', '</h1><h1>Nog een</h1>'),
    ('R13', 'l03_missing', r'</h1>', '</h1><img src="x" alt="">'),
    ('R13', 'l03_missing', r'<th scope="row">', '<th>'),
    ('R13', 'l03_missing', r'</h1>', '</h1><table><tr><td>a</td></tr></table>'),
    ('R13', 'l03_missing', r'</h1>', '</h1><a href="https://loket.example"></a>'),
    ('R13', 'l03_missing', r'<title>.*</title>', ''),
    ('R14', 'l03_missing', r'data-element="stop"', ''),
    ('R14', 'l03_missing', r'(data-element="period">)(?s:.*?)(</section>)', r'\1\2'),
    ('R14', 'l03_missing', r'data-element="legal_basis"', ''),
    ('R14', 'l01_receipt', r'data-element="period"', 'data-element="when"'),
]


@pytest.mark.parametrize(('rule', 'kind', 'pattern', 'spoilt'), SPOILT, ids=[f'{n}-{one[0]}' for n, one in enumerate(SPOILT)])
def test_a_spoilt_letter_breaks_the_rule(came_out, rule, kind, pattern, spoilt):
    letter = came_out(kind)
    assert findings(letter) == ()
    html, times = re.subn(pattern, spoilt, letter.html, count=1)
    assert times == 1
    assert rule in broken(findings(replace(letter, html=html)))


@pytest.mark.parametrize(('rule', 'measured'), [
    ('R6', replace(CLEAR, officialese=('derhalve (dus)',))),
    ('R12', replace(CLEAR, rare=8.1)),
])
def test_words_are_measured_elsewhere(came_out, rule, measured):
    assert broken(findings(replace(came_out('l03_missing'), measured=measured))) == {rule}


def test_a_language_that_cannot_be_measured_is_held_against_all_other_rules(came_out):
    letter = replace(came_out('l03_missing', language='ar'), measured=None)
    assert findings(letter) == ()
    assert 'R14' in broken(findings(replace(letter, html=letter.html.replace('data-element="stop"', ''))))


@pytest.mark.parametrize(('kind', 'variant'), [('l17_objection_decided', 'right_bare'), ('l18_you_say_late', 'early')])
def test_what_a_branch_rightly_lacks_is_not_asked(came_out, kind, variant):
    assert findings(came_out(kind, variant)) == ()


def test_an_element_that_needs_a_value_that_is_not_there_says_so(came_out):
    letter = came_out('l03_missing')
    required = (replace(letter.required[0], texts=(), without_value=('send_by',)),)
    assert [finding.says for finding in findings(replace(letter, required=required))] == [
        'Awb 4:5 wants send_by to stand here, and it has no value',
    ]


def test_lines_are_read_back_as_they_stand():
    page = Page(
        '<html><body><div class="letterhead"><p>Kop</p></div><h1>A <b>b</b></h1><p>c<br>d</p>'
        '<section data-element="x"><ul><li>e</li><li>f <i>g</i></li></ul><p class="address">h</p></section></body></html>',
    )
    assert [(line.text, line.tag, line.element) for line in page.running] == [
        ('A b', 'h1', ''), ('c', 'p', ''), ('d', 'p', ''), ('e', 'li', 'x'), ('f g', 'li', 'x'),
    ]
    assert [line.text for line in page.lines if not line.is_prose] == ['Kop', 'h']
    assert page.texts == {'x': 'e f g h'}
