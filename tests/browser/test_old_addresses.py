"""Addresses of the old planner that people kept lead to our pages."""

import pytest

from tests.browser.served import Portal
from tests.browser.visitor import Visitor


@pytest.mark.parametrize(('old', 'new'), [
    ('/oap/en/#/bio', '/plan/people?product=BIO'),
    ('/oap/nl/#/DOC', '/plan/people?product=DOC'),
    ('/oap/en/#/unknown', '/plan'),
])
def test_the_address_of_a_product_leads_to_its_first_question(
    portal: Portal, visitor: Visitor, old: str, new: str,
) -> None:
    visitor.opens(old)
    visitor.page.wait_for_url(portal.url + new)


@pytest.mark.parametrize('old', ['/oap/en/#/cancel/{}', '/oap/en/cancel/{}', '/oap/en/cancel/{}/'])
def test_the_address_of_a_visit_leads_to_the_visit(portal: Portal, visitor: Visitor, old: str) -> None:
    visit = portal.book(portal.free('AM', 1)[-1], '1000000001')
    visitor.opens(old.format(visit.key))
    visitor.page.wait_for_url(f'{portal.url}/visit/{visit.key}*')
    visitor.sees('Your visit')


@pytest.mark.parametrize('old', [
    '/oap/en/', '/oap/en/#/', '/oap/en/#/cancel/', '/oap/en/#/cancel/xyz', '/oap/en/#//evil.example', '/oap/nl/#/1',
])
def test_an_address_that_says_nothing_shows_the_ways_on(visitor: Visitor, old: str) -> None:
    visitor.opens(old)
    visitor.reads_heading('The planner has moved')


def test_the_page_of_old_addresses_is_a_page_like_the_others(visitor: Visitor) -> None:
    visitor.opens('/oap/en/')
    visitor.sees('The planner has moved')
