"""What the counts are worth, and when a text is clear enough."""

import pytest

from portal.clarity.model import HardWord, Measure, Measures, Part, Shortfall
from portal.clarity.rules.scoring import LIMITS, part, shortfalls


@pytest.mark.parametrize(('language', 'measure', 'good', 'bad', 'weight'), [
    ('nl', 'reading_ease', 70, 50, 30),
    ('en', 'reading_ease', 70, 40, 30),
    ('nl', 'mean_sentence', 10, 20, 15),
    ('nl', 'longest_sentence', 15, 30, 10),
    ('nl', 'passive', 5, 30, 10),
    ('nl', 'officialese', 0, 3, 15),
    ('nl', 'rare_words', 3, 10, 10),
    ('nl', 'nominalisations', 5, 10, 10),
    ('en', 'nominalisations', 7, 14, 10),
])
def test_a_part_goes_from_nothing_to_its_weight(language, measure, good, bad, weight):
    beyond = good - bad
    values = [bad - beyond, bad, (good + bad) / 2, good, good + beyond]
    points = [part(Measure(measure), value, language).points for value in values]
    assert points == pytest.approx([0, 0, weight / 2, weight, weight])


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_the_weights_make_a_hundred(language):
    assert sum(limits.weight for limits in LIMITS[language].values()) == 100
    assert set(LIMITS[language]) == set(Measure)


@pytest.mark.parametrize(('language', 'kind', 'least', 'most'), [
    ('nl', 'officialese', 0, 25), ('nl', 'half_way', 25, 60), ('nl', 'plain', 80, 100),
    ('en', 'officialese', 0, 25), ('en', 'half_way', 25, 60), ('en', 'plain', 80, 100),
])
def test_the_trial_texts_fall_where_people_put_them(clarity, trial, language, kind, least, most):
    measures = clarity.measure(trial(kind, language), language)
    assert least <= measures.score <= most
    assert not measures.is_too_short
    assert clarity.is_clear_enough(measures) is (kind == 'plain')
    assert measures.score == pytest.approx(sum(one.points for one in measures.parts), abs=0.05)


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_a_text_read_in_the_wrong_language_scores_worse(clarity, trial, language):
    other = {'nl': 'en', 'en': 'nl'}[language]
    assert clarity.measure(trial('plain', other), language).score < 95
    assert clarity.measure(trial('plain', other), language).value(Measure.RARE_WORDS) > 20


@pytest.mark.parametrize(('score', 'longest', 'words', 'expected'), [
    (80, 25, [], []),
    (79.9, 25, [], [Shortfall.LOW_SCORE]),
    (80, 26, [], [Shortfall.LONG_SENTENCE]),
    (80, 25, ['officialese'], [Shortfall.OFFICIALESE]),
    (80, 25, ['rare'], []),
    (10, 40, ['rare', 'officialese'], list(Shortfall)),
])
def test_the_gate(clarity, score, longest, words, expected):
    measures = Measures(
        language='nl', score=score, words=200, sentences=20, worst_sentence='',
        parts=(Part(measure=Measure.LONGEST_SENTENCE, value=longest, points=0, weight=10),),
        hard_words=tuple(HardWord(word='x', why=why, times=1) for why in words),
    )
    assert list(shortfalls(measures)) == expected
    assert clarity.is_clear_enough(measures) is (expected == [])
