"""What the rules know of a case when a letter is written: invented people, and the law of the portal."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from portal.letters.model.base import Office
from portal.procedures.errors import NoLetter
from portal.procedures.model import Case, Definitions
from portal.procedures.model.visiting import PlannedVisit
from portal.procedures.model.writing import Matter, Party, Why
from portal.procedures.rules.judging import judge
from portal.procedures.rules.letters.composing import compose
from tests.procedures.cases import law, on

TODAY = 'Monday 2026-11-23'
AMINA = Party(name='Amina Voorbeeld', v_number='1000000001', birth_date=date(1990, 3, 27))
BILAL = Party(name='Bilal Voorbeeld', v_number='1000000003', birth_date=date(2026, 6, 1))
OFFICE = Office(name='Helder Loket (voorbeeld)', phone='088 000 00 00', phone_hours='9-17')
ADDRESS = {'address': ['Voorbeeldstraat 12', '3511 AA Utrecht']}
SEND = {'send_page': 'https://loket.example/send', 'send_address': ['Postbus 1234', '1000 AA Voorbeeldstad']}


def both(words: str) -> dict[str, str]:
    """A text in the two languages that are always there."""
    return {'nl': f'{words} (nl)', 'en': words}


ITEMS = [{'name': both('your birth certificate'), 'why': both('it shows who you are'), 'form': both('a copy')}]


def matter(
    case: Case, day: str, *, applicants: tuple[Party, ...] = (AMINA,), addressee: Party = AMINA,
    definitions: Definitions | None = None, representative: str = '', visits: tuple[PlannedVisit, ...] = (),
    sent: Mapping[str, date] = MappingProxyType({}),
) -> Matter:
    """What is known of a case on a day, such as `Monday 2026-11-23`."""
    known = definitions or law()
    return Matter(
        judged=judge(case, known, on(day)), definitions=known, case_reference='Z-2026-0042', addressee=addressee,
        applicants=applicants, representative=representative, office=OFFICE,
        status_page='https://loket.example/me/applications', book_page='https://loket.example/plan',
        visit_page='https://loket.example/visit/', visits=visits, sent=sent,
    )


def letter(kind: str, one: Case, given: dict | None = None, day: str = TODAY, **known: Any) -> Any:
    """The letter that this case and these words make."""
    return compose(kind, matter(one, day, **known), {**ADDRESS, **(given or {})})


def refusal(kind: str, one: Case, given: dict | None = None, day: str = TODAY, **known: Any) -> tuple[Why, str]:
    """Why there is no such letter, and what that is about."""
    with pytest.raises(NoLetter) as refused:
        letter(kind, one, given, day, **known)
    return refused.value.why, refused.value.field
