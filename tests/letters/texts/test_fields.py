"""What a text may name, from the class of its letter."""

import pytest

from portal.letters.model import asking, coming, deciding
from portal.letters.model.cases import Remedy
from portal.letters.texts.fields import Look, declared


@pytest.mark.parametrize(('kind', 'field', 'look'), [
    (asking.SomethingMissing, 'send_by', Look.DAY),
    (asking.SomethingMissing, 'items_count', Look.COUNT),
    (asking.SomethingMissing, 'send_page', Look.LINK),
    (asking.SomethingMissing, 'send_address', Look.ADDRESS),
    (asking.SomethingMissing, 'office_phone', Look.CODE),
    (asking.SomethingMissing, 'service', Look.TEXT),
    (asking.SomethingMissing, 'representative', Look.NAME),
    (asking.SomethingMissing, 'addressee_name', Look.NAME),
    (asking.Payment, 'amount', Look.MONEY),
    (coming.VisitConfirmed, 'place_day', Look.DAY),
    (coming.VisitConfirmed, 'place_time', Look.TIME),
    (coming.VisitConfirmed, 'online_until', Look.MOMENT),
    (coming.VisitConfirmed, 'online_until_day', Look.DAY),
    (coming.VisitConfirmed, 'place_minutes', Look.LENGTH),
    (deciding.ObjectionDecided, 'remedy_until', Look.DAY),
    (deciding.ObjectionDecided, 'costs', Look.MONEY),
    (deciding.Refused, 'remedy_page', Look.LINK),
    (Remedy, 'page', Look.LINK),
])
def test_how_a_field_looks_follows_from_its_type(kind, field, look):
    assert declared(kind).fields[field].look is look


@pytest.mark.parametrize('field', ['minor', 'folder', 'items', 'items_list', 'office', 'remedy_kind', 'nobody'])
def test_what_cannot_be_said(field):
    assert field not in declared(asking.SomethingMissing).fields


def test_lists_are_said_in_one_go_or_entry_by_entry():
    known = declared(coming.VisitConfirmed)
    assert known.fields['persons_list'].joined
    assert known.fields['persons_list'].look is Look.NAME
    assert set(known.parts['persons']) == {'part'}
    assert set(declared(asking.SomethingMissing).parts['items']) == {'name', 'why', 'form'}


def test_fields_that_are_one_of_a_few_words():
    assert declared(deciding.ObjectionDecided).choices['outcome'] == ('right', 'partly', 'not_right', 'not_judged')
    assert declared(deciding.Refused).choices['.kind'] == ('objection', 'appeal')


def test_a_value_behind_a_part_that_is_not_there_is_none(sample_of):
    letter = sample_of('l17_objection_decided', 'right_bare')
    assert letter.remedy is None
    assert declared(type(letter)).fields['remedy_until'].value(letter) is None
