"""Where sentences end, and what is not counted as a word."""

import pytest

from portal.clarity.lists import read_grammar
from portal.clarity.rules.masking import masked
from portal.clarity.rules.sentences import sentences
from portal.clarity.service import DATA

GRAMMAR = {language: read_grammar(DATA, language) for language in ('nl', 'en')}


def cut(text, language='nl'):
    return [sentence.text for sentence in sentences(text, GRAMMAR[language])]


def words(text, language='nl'):
    return [key for sentence in sentences(text, GRAMMAR[language]) for key in sentence.keys]


@pytest.mark.parametrize(('language', 'text', 'expected'), [
    ('nl', 'Bel ons. Wij helpen u.', ['Bel ons.', 'Wij helpen u.']),
    ('nl', 'Kunt u niet? Bel! Dan helpen wij …', ['Kunt u niet?', 'Bel!', 'Dan helpen wij …']),
    ('nl', 'Hij zei: "Kom." Wij gingen.', ['Hij zei: "Kom."', 'Wij gingen.']),
    ('nl', 'Neem iets mee, bijv. uw paspoort.', ['Neem iets mee, bijv. uw paspoort.']),
    ('nl', 'U belt met o.a. Mr. Yılmaz of A. de Vries.', ['U belt met o.a. Mr. Yılmaz of A. de Vries.']),
    ('nl', 'Neem pen, papier enz. Kom op tijd.', ['Neem pen, papier enz.', 'Kom op tijd.']),
    ('nl', 'Kom op 3 mei. Bel om 9.30 uur. Kijk op ind.nl. Klaar.', ['Kom op 3 mei.', 'Bel om 9.30 uur.', 'Kijk op ind.nl.', 'Klaar.']),
    ('en', 'Come at 9 a.m. Bring a pen.', ['Come at 9 a.m.', 'Bring a pen.']),
    ('nl', 'Zie art. 8 en nr. 12 van de lijst.', ['Zie art. 8 en nr. 12 van de lijst.']),
    ('nl', 'De code is af. de rest volgt.', ['De code is af. de rest volgt.']),
    ('en', 'Bring a paper, e.g. your passport. Call Mr. Jones.', ['Bring a paper, e.g. your passport.', 'Call Mr. Jones.']),
    ('en', 'Yes or no. You choose. See no. 5 of the list.', ['Yes or no.', 'You choose.', 'See no. 5 of the list.']),
    ('en', 'He lives in the U.S. now.', ['He lives in the U.S. now.']),
])
def test_a_sentence_ends_where_people_end_it(language, text, expected):
    assert cut(text, language) == expected


@pytest.mark.parametrize(('text', 'expected'), [
    ('Dit neemt u mee\n\n  * uw paspoort\n  * uw brief\n', ['Dit neemt u mee', 'uw paspoort', 'uw brief']),
    ('1. Log in\n2) Kies een dag\na. Klaar', ['Log in', 'Kies een dag', 'Klaar']),
    ('Ja. Dat kan\n- nee', ['Ja.', 'Dat kan', 'nee']),
    ('Loket Utrecht\nVoorbeeldstraat 12\n3511 AA Utrecht', ['Loket Utrecht', 'Voorbeeldstraat 12', '3511 AA Utrecht']),
    ('Waar       Loket Utrecht\nWie komen  Amina', ['Waar', 'Loket Utrecht', 'Wie komen', 'Amina']),
    ('Kies een dag\r\nKies een tijd\tKlaar', ['Kies een dag', 'Kies een tijd', 'Klaar']),
])
def test_lines_and_cells_are_never_glued_together(text, expected):
    assert cut(text) == expected


@pytest.mark.parametrize('text', ['', ' \n\t\n', '...', '12.30', '- \n- ', '* 088 043 04 30'])
def test_what_has_no_words_is_no_sentence(text):
    assert cut(text) == []


@pytest.mark.parametrize(('text', 'expected'), [
    ('Kijk op https://loket.example/nl/a?b=1. Bel dan.', ['kijk', 'op', 'bel', 'dan']),
    ('Zie www.ind.nl/brief of mijn.ind.nl, en dan.', ['zie', 'of', 'en', 'dan']),
    ('Mail naar help.desk@loket.example!', ['mail', 'naar']),
    ('Kom op donderdag 3 december 2026 om 9.30 uur.', ['kom', 'op', 'om']),
    ('Kom voor 2026-12-03 of 3-12-2026.', ['kom', 'voor', 'of']),
    ('Come on Monday 6 May 2030 at 9:00 am, or May 6, 2030.', ['come', 'on', 'at', 'or']),
    ('Uw V-nummer is 1234567890 en uw code K7P4-2MXD.', ['uw', 'v-nummer', 'is', 'en', 'uw', 'code']),
    ('U betaalt € 350,50 (of 10%).', ['u', 'betaalt', 'of']),
    ('Dat mag in mei. U mag.', ['dat', 'mag', 'in', 'mei', 'u', 'mag']),
])
def test_addresses_dates_and_numbers_are_no_words(text, expected):
    assert words(text) == expected


def test_covering_keeps_every_other_place():
    text = 'Bel 088 043 04 30 of mail a@b.example vóór 3 mei.'
    assert len(masked(text)) == len(text)
    assert masked(text).replace('0', '') == 'Bel     of mail  vóór .'


@pytest.mark.parametrize(('text', 'expected'), [
    ('foto’s, zo\'n, e-mail, "brief"', ["foto's", "zo'n", 'e-mail', 'brief']),
    ('m.b.t. de aan\u00advraag', ['mbt', 'de', 'aanvraag']),
    ('’s Morgens in Den Haag', ['s', 'morgens', 'in', 'den', 'haag']),
])
def test_words_are_looked_up_in_one_way(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(('text', 'names'), [
    ('Wij schrijven Amina Yılmaz.', ['Amina', 'Yılmaz']),
    ('Amina Yılmaz', ['Amina', 'Yılmaz']),
    ('Voorbeeldstraat 12', ['Voorbeeldstraat']),
    ('Uw afspraak', []),
    ('Discretionair', []),
    ('DISCRETIONAIRE BEVOEGDHEID', []),
])
def test_names_are_told_by_their_capitals(text, names):
    (sentence,) = sentences(text, GRAMMAR['nl'])
    assert [word.written for word in sentence.words if word.is_name] == names
