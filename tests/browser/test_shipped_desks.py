"""The desks that are shipped, with their long names and many places, on a narrow phone."""

from collections.abc import Callable
from pathlib import Path

from tests.browser.served import Portal
from tests.browser.visitor import Visitor

SHIPPED = Path(__file__).parents[2] / 'portal' / 'appointments' / 'data' / 'planner.yaml'


def test_all_desks_and_products_fit_a_narrow_phone(
    build_portal: Callable[..., Portal], visit_portal: Callable[..., Visitor],
) -> None:
    portal = build_portal()
    portal.load(SHIPPED)
    visitor = visit_portal(portal, 'nl', width=320)
    for address, heading in (
        ('/plan', 'What do you want to come for?'),
        ('/plan/place?product=DOC&persons=2', 'Where do you want to come?'),
        ('/plan/times?product=DOC&persons=2', 'Choose a time'),
        ('/plan/times?product=BIO&persons=6&desk=DB&whole=yes', 'Choose a time'),
        ('/plan/times?product=BIO&persons=1&weekday=6', 'There is no free time on these days'),
        ('/help', 'I need help'),
    ):
        visitor.opens(f'{address}{"&" if "?" in address else "?"}lang=nl')
        visitor.sees(heading)
