"""The list of free times that planning and moving share."""

from typing import Any

from portal.appointments.model import Slot
from portal.appointments.search import Search
from portal.appointments.slot_keys import SlotKeys
from portal.appointments.views.choices import near_choice, times_page
from portal.appointments.views.explaining import explain
from portal.appointments.views.pages import catalogue, planner
from portal.web.parts import part


def times_facts(search: Search, *, wanted: Slot | None, waiting_url: str) -> dict[str, Any]:
    """What a page of times shows: the days, the times near one that was lost, and why there is none."""
    known, calendar, keys = catalogue(), planner().calendar, part(SlotKeys)
    page = times_page(search, calendar, known, keys)
    near = near_choice(search, calendar, known, keys, wanted=wanted) if wanted else None
    return {
        'search': search, 'page': page, 'near': near, 'catalogue': known, 'waiting_url': waiting_url,
        'show_first': near is None and search.page is None,
        'empty': None if page.days else explain(search, planner(), known),
    }
