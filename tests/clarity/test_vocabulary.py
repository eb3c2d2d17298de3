"""Rare words, compounds, officialese, and the glossary that excuses."""

import pytest

from portal.clarity.model import Grammar, Lexicon
from portal.clarity.rules.phrases import Phrases
from portal.clarity.rules.sentences import sentences
from portal.clarity.rules.vocabulary import Vocabulary, is_compound

NONE = frozenset()


@pytest.mark.parametrize(('word', 'is_one'), [
    ('brief', True),
    ('werkbrief', True),
    ('werkgeversbrief', True),
    ('fietsenbrief', True),
    ('werkgeverwerkbrief', True),
    ('werkbriefwerkbrief', False),
    ('werkxbrief', False),
    ('briefje', False),
    ('s', False),
    ('', False),
])
def test_a_compound_is_two_or_three_known_words(word, is_one):
    assert is_compound(word, {'brief', 'werk', 'werkgever', 'fiets'}, parts=3) is is_one


@pytest.mark.parametrize('word', [
    'afspraak', 'identiteitskaart', 'aanvraagformulier', 'arbeidscontract', 'huurcontract', 'pasfoto', 'e-mail',
    "foto's", 'mvv-aanvraag', 'Amina',
])
def test_what_people_read_often_is_not_rare(hard, word):
    assert hard(f'Dit is {word} van ons.', 'nl', 'rare') == []


@pytest.mark.parametrize(('language', 'word'), [
    ('nl', 'discretionair'), ('nl', 'uitzettingsbevoegdheid'), ('nl', 'ontoereikend'), ('nl', 'evidentie'),
    ('en', 'heretofore'), ('en', 'inadmissible'), ('en', 'landlordship'),
])
def test_what_people_seldom_read_is_rare(hard, language, word):
    assert hard({'nl': f'Dit is {word} van ons.', 'en': f'This is {word} of ours.'}[language], language, 'rare') == [word]


def test_english_words_are_not_taken_apart(hard):
    assert hard('This is a letterhouse.', 'en', 'rare') == ['letterhouse']


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_a_word_without_end_is_rare_and_takes_no_time(hard, language):
    assert len(hard('van' * 10_000, language, 'rare')) == 1


@pytest.mark.parametrize(('text', 'found'), [
    ('Wij sturen u derhalve bericht.', ['derhalve']),
    ('DERHALVE', ['derhalve']),
    ('U dient te komen.', ['dient * te']),
    ('U dient uw paspoort binnen twee weken mee te nemen.', ['dient * te']),
    ('Dient u onverwijld te komen?', ['dient * te', 'onverwijld']),
    ('U dient een aanvraag in om hier te wonen.', []),
    ('Dat is m.b.t. uw brief.', ['m.b.t.']),
    ('Wij doen dat met betrekking tot u.', ['met betrekking tot']),
    ('Wij doen dat met u.', []),
])
def test_officialese_is_found_in_all_its_forms(hard, text, found):
    assert hard(text, 'nl', 'officialese') == sorted(found, key=len, reverse=True)


@pytest.mark.parametrize(('phrases', 'keys', 'hits'), [
    (['a', 'a b'], 'a b', [('a b', (0, 1))]),
    (['a', 'a b'], 'a c a', [('a', (0,)), ('a', (2,))]),
    (['a b', 'b c'], 'a b c', [('a b', (0, 1))]),
    (['a * z', 'b'], 'a b z', [('a * z', (0, 2)), ('b', (1,))]),
    (['a * z'], 'a z', [('a * z', (0, 1))]),
    (['a * z'], 'a and z', []),
    (['a * z'], 'a' + ' b' * 15 + ' z', [('a * z', (0, 16))]),
    (['a * z'], 'a' + ' b' * 16 + ' z', []),
    (['a'], '', []),
])
def test_phrases_are_found_the_longest_first(phrases, keys, hits):
    assert list(Phrases(phrases, borders={'and'}).hits(keys.split())) == hits


def test_officialese_says_what_to_write_instead(clarity):
    (word,) = clarity.measure('Wij doen dat conform de regels. Wij doen alles conform.', 'nl').hard_words
    assert (word.word, word.times, word.instead) == ('conform', 2, 'volgens')


def test_a_word_is_named_once(hard):
    assert hard('Dat doet ondergetekende.', 'nl', 'officialese') == ['ondergetekende']
    assert hard('Dat doet ondergetekende.', 'nl', 'rare') == []


@pytest.mark.parametrize(('language', 'text'), [
    ('nl', 'Vraag de apostille, de legalisatie en de antecedentenverklaring aan uw referent.'),
    ('nl', 'Uw mvv, BSN en BRP staan bij de IND en bij DUO.'),
    ('nl', 'Het basisexamen inburgering.'),
    ('en', 'Your sponsor asks for the apostille, the legalisation and the antecedents certificate.'),
])
def test_words_of_the_trade_are_excused(clarity, language, text):
    measures = clarity.measure(text, language)
    assert measures.hard_words == ()
    assert measures.value('nominalisations') == 0


def test_the_glossary_excuses_officialese_within_its_terms_only():
    grammar = Grammar(abbreviations=NONE, may_end=NONE, clause_starts=NONE, passive_verbs=NONE, participles=NONE,
                      no_participles=NONE, no_nominalisations=NONE)
    lexicon = Lexicon(language='en', grammar=grammar, common=frozenset({'the', 'of'}), officialese={'default': 'fault'},
                      glossary=frozenset({'notice of default'}), syllables=len)
    vocabulary = Vocabulary(lexicon)
    assert vocabulary.officialese(_sentence('The notice of default', grammar)) == []
    assert [hit.phrase for hit in vocabulary.officialese(_sentence('the default', grammar))] == ['default']
    assert [word.key for word in vocabulary.rare(_sentence('the notice of notice of default', grammar))] == ['notice']


def _sentence(text, grammar):
    return sentences(text, grammar)[0]
