"""Nothing needs a script: booking, moving, taking one off, cancelling and the old addresses."""

from collections.abc import Callable

from tests.browser.served import Portal
from tests.browser.visitor import FAMILY, Visitor


def test_everything_works_without_scripts(portal: Portal, visit_portal: Callable[..., Visitor]) -> None:
    visitor = visit_portal(portal, 'nl', width=320, scripts=False)
    visitor.opens('/plan')
    visitor.picks('product', 'BIO')
    visitor.presses('Next')
    visitor.picks('persons', '2')
    visitor.presses('Next')
    visitor.presses('Show times')
    visitor.presses('Keep this time')
    assert visitor.reads('Choose a time.')
    visitor.finds_times(2, 'AM')
    visitor.keeps_time()
    visitor.names(*FAMILY[:2])
    visitor.gives_address()
    visitor.presses('Book this visit')
    visitor.reads_heading('Your visit is booked')
    visitor.presses('Move to another time')
    visitor.touches(visitor.times().nth(-5))
    visitor.presses('Move my visit to this time')
    visitor.presses('%(name)s is not coming', name='Yusuf Voorbeeld')
    visitor.presses('Take %(name)s off the visit', name='Yusuf Voorbeeld')
    visitor.presses('Cancel the visit')
    visitor.presses('Cancel the visit')
    visitor.reads_heading('This visit is cancelled')


def test_an_old_address_without_scripts_offers_the_ways_on(
    portal: Portal, visit_portal: Callable[..., Visitor],
) -> None:
    visitor = visit_portal(portal, 'en', scripts=False)
    visitor.opens('/oap/en/#/bio')
    visitor.reads_heading('The planner has moved')
    visitor.page.get_by_role('link', name='Photo, fingerprints').click()
    visitor.reads_heading('How many people are coming?')
