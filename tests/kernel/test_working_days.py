"""Public holidays, as a table that can be held beside a calendar."""

from datetime import date

import pytest

from portal.kernel.working_days import has_holidays, public_holidays

CALENDAR = {
    2026: {
        'New Year': '01-01', 'Easter Monday': '04-06', "King's Day": '04-27', 'Ascension': '05-14',
        'Whit Monday': '05-25', 'Christmas': '12-25', 'Second Christmas': '12-26',
        'Easter': '04-05', 'Whit Sunday': '05-24',
    },
    2027: {
        'New Year': '01-01', 'Easter Monday': '03-29', "King's Day": '04-27', 'Ascension': '05-06',
        'Whit Monday': '05-17', 'Christmas': '12-25', 'Second Christmas': '12-26',
        'Easter': '03-28', 'Whit Sunday': '05-16',
    },
    2028: {
        'New Year': '01-01', 'Easter Monday': '04-17', "King's Day": '04-27', 'Ascension': '05-25',
        'Whit Monday': '06-05', 'Christmas': '12-25', 'Second Christmas': '12-26',
        'Easter': '04-16', 'Whit Sunday': '06-04',
    },
}


@pytest.mark.parametrize('year', CALENDAR)
def test_the_dutch_public_holidays(year):
    days = {f'{day:%m-%d}' for day in public_holidays('NL', year)}
    assert days == set(CALENDAR[year].values())


@pytest.mark.parametrize(('day', 'what', 'off'), [
    (date(2026, 4, 3), 'Good Friday', False),
    (date(2027, 3, 26), 'Good Friday', False),
    (date(2025, 5, 5), 'Liberation Day, lustrum', True),
    (date(2026, 5, 5), 'Liberation Day', False),
    (date(2028, 5, 5), 'Liberation Day', False),
    (date(2030, 5, 5), 'Liberation Day, lustrum', True),
    (date(2025, 4, 26), "King's Day, a day early as the 27th was a Sunday", True),
    (date(2025, 4, 27), "King's Day that was not", False),
])
def test_days_that_are_easily_mistaken(day, what, off):
    assert (day in public_holidays('NL', day.year)) is off, what


def test_holidays_are_named_in_both_languages():
    name = public_holidays('NL', 2027)[date(2027, 5, 6)]
    assert name == {'nl': 'Hemelvaartsdag', 'en': 'Ascension Day'}


def test_other_countries_have_their_own():
    assert date(2027, 11, 25) in public_holidays('SR', 2027)
    assert date(2027, 3, 26) in public_holidays('SR', 2027), 'Good Friday is a day off in Suriname'


def test_holidays_are_known_beyond_the_longest_horizon():
    assert len(public_holidays('NL', date.today().year + 2)) >= 9


@pytest.mark.parametrize(('country', 'known'), [
    ('NL', True), ('SR', True), ('nl', False), ('NLD', False), ('XX', False),
])
def test_a_country_is_known_by_two_capitals(country, known):
    assert has_holidays(country) is known
    if not known:
        with pytest.raises(KeyError):
            public_holidays(country, 2027)
