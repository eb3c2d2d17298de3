"""Each measure by itself."""

import pytest

from portal.clarity.lists import read_grammar
from portal.clarity.rules.counting import reading_ease
from portal.clarity.rules.nominalisations import is_nominalisation
from portal.clarity.rules.passives import is_passive
from portal.clarity.rules.sentences import sentences
from portal.clarity.service import DATA

GRAMMAR = {language: read_grammar(DATA, language) for language in ('nl', 'en')}


@pytest.mark.parametrize(('language', 'sentence', 'passive'), [
    ('nl', 'Uw aanvraag wordt behandeld.', True),
    ('nl', 'Uw aanvraag zal worden afgewezen.', True),
    ('nl', 'U wordt op de hoogte gesteld.', True),
    ('nl', 'De brief werd verzonden.', True),
    ('nl', 'De brief is door ons ontvangen.', True),
    ('nl', 'Daarna wordt de zaak afgedaan.', True),
    ('nl', 'Uw afspraak is geboekt.', False),
    ('nl', 'Het loket is gesloten.', False),
    ('nl', 'Wij behandelen uw aanvraag.', False),
    ('nl', 'Als u 18 wordt, verandert uw vergunning.', False),
    ('nl', 'Het wordt warm in het gebouw van de gemeente.', False),
    ('nl', 'De overheid wordt groter.', False),
    ('nl', 'Wij hebben uw brief ontvangen.', False),
    ('en', 'Your application is being processed.', True),
    ('en', 'The form must be sent to us.', True),
    ('en', 'It was not yet fully read.', True),
    ('en', 'Is your first visit booked?', True),
    ('en', "The papers weren't found.", True),
    ('en', 'We process your application.', False),
    ('en', 'You are married and have two children.', False),
    ('en', 'The desk is closed on Sunday.', False),
    ('en', 'This is what we need.', False),
    ('en', 'We have received your letter.', False),
    ('en', 'Are you a student?', False),
])
def test_passive_sentences(language, sentence, passive):
    (cut,) = sentences(sentence, GRAMMAR[language])
    assert is_passive(cut.keys, GRAMMAR[language], language) is passive


@pytest.mark.parametrize(('language', 'word', 'is_one'), [
    ('nl', 'verlenging', True), ('nl', 'beoordelingen', True), ('nl', 'rechtmatigheid', True), ('nl', 'motivatie', True),
    ('nl', 'woning', False), ('nl', 'informatie', False), ('nl', 'overheid', False), ('nl', 'ding', False),
    ('nl', 'brief', False), ('nl', 'brengen', False),
    ('en', 'examination', True), ('en', 'refusal', True), ('en', 'requirements', True), ('en', 'compliance', True),
    ('en', 'document', False), ('en', 'appointment', False), ('en', 'city', False), ('en', 'letter', False),
])
def test_nominalisations(language, word, is_one):
    assert is_nominalisation(word, GRAMMAR[language], language) is is_one


@pytest.mark.parametrize(('language', 'text', 'ease'), [
    ('nl', 'Een twee. Drie vier.', 206.84 - 0.93 * 2 - 77 * 1.5),
    ('en', 'One two. Three four.', 206.835 - 1.015 * 2 - 84.6 * 1.5),
])
def test_reading_ease_follows_the_formula(language, text, ease):
    syllables = {'een': 1, 'twee': 1, 'drie': 2, 'vier': 2, 'one': 1, 'two': 1, 'three': 2, 'four': 2}
    cut = sentences(text, GRAMMAR[language])
    assert reading_ease(cut, syllables.__getitem__, language) == pytest.approx(ease)


@pytest.mark.parametrize(('text', 'measure', 'value'), [
    ('Een twee drie. Vier.', 'mean_sentence', 2),
    ('Een twee drie. Vier.', 'longest_sentence', 3),
    ('Uw brief wordt gelezen. Bel ons.', 'passive', 50),
    ('Bel ons derhalve thans.', 'officialese', 50),
    ('Dat is evidentie van ons.', 'rare_words', 20),
    ('Dat is de beoordeling van ons en van u en van hem.', 'nominalisations', 100 / 12),
])
def test_what_is_counted_in_a_text(count, text, measure, value):
    assert count(text, 'nl')[measure] == pytest.approx(value)


def test_the_items_of_a_list_do_not_become_one_long_sentence(count):
    items = '\n'.join(f'- {words}' for words in ['uw paspoort', 'de brief van ons', 'een foto'] * 10)
    assert count(f'Dit neemt u mee\n{items}\n', 'nl')['longest_sentence'] == 4


def test_the_worst_sentence_is_shown_as_it_stands(clarity):
    text = 'Kom op 3 mei.\n- Kijk derhalve op https://ind.nl/brief, zie aldaar.\nBel ons als u op die dag echt niet kunt.'
    assert clarity.measure(text, 'nl').worst_sentence == 'Kijk derhalve op https://ind.nl/brief, zie aldaar.'
