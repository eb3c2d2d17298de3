"""Queries that are remembered."""

import pytest
from flask import Request

from portal.web.lean import KNOWN_UP_TO, LeanRequest

QUERIES = [
    '', 'a', 'a=', '=b', 'a=1&a=2&b=3', 'lang=ar&product=BIO', 'q=%F0%9F%99%82+%26', 'q=%ff%C3', 'q=%00',
    f'long={"x" * KNOWN_UP_TO}',
]


@pytest.mark.parametrize('query', QUERIES)
def test_a_query_is_read_as_flask_reads_it(query: str):
    asked = {'QUERY_STRING': query}
    for _ in range(2):
        assert list(LeanRequest(asked).args.items(multi=True)) == list(Request(asked).args.items(multi=True))


def test_nobody_changes_what_others_are_told():
    args = LeanRequest({'QUERY_STRING': 'a=1'}).args
    assert LeanRequest({'QUERY_STRING': 'a=1'}).args is args
    with pytest.raises(TypeError, match='immutable'):
        args['a'] = '2'


def test_a_long_query_is_not_remembered():
    asked = {'QUERY_STRING': f'a={"x" * KNOWN_UP_TO}'}
    assert LeanRequest(asked).args is not LeanRequest(asked).args
