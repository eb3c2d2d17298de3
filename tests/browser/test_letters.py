"""My letters in a real browser: the list, a letter, its translation and the page of its application, at phone width."""

from pathlib import Path

import pytest

from portal.procedures.service import Cases
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.service.writing import Writing
from tests.browser.served import Portal
from tests.browser.test_status import Visit, bring, log_in, person
from tests.fixtures.cases import told_case
from tests.procedures.letters.matters import ADDRESS, ITEMS, SEND

__all__ = ['person']
NEW = {'received': '2026-11-19', 'events': [], 'as_of': '2026-11-30T08:00:00+01:00'}
MISSING = {'items': ITEMS, 'period': 'asked_standard', **SEND, **ADDRESS}


@pytest.mark.parametrize('language', ['nl', 'en'])
def test_letters_can_be_read_on_a_phone(portal: Portal, visit_portal: Visit, person, tmp_path: Path, monkeypatch, language: str):
    monkeypatch.setattr('portal.procedures.service.importing.secrets.token_hex', lambda size: '1' * 2 * size)
    bring(portal, tmp_path, [told_case('A-1', **NEW)])
    [kept] = portal.part(Cases).cases_of(person.id)
    portal.part(Writing).write('l03_missing', kept, given=MISSING, by='clerk:joris')
    [sent] = portal.part(Letterbox).letters_of(person.id)
    somebody = visit_portal(portal, language, width=320)
    log_in(somebody, person)
    for address in ('', f'/{sent.reference}', f'/{sent.reference}/en'):
        somebody.opens(f'/me/letters{address}')
        somebody.is_on_a_sound_page()
    somebody.opens(f'/me/applications/{kept.case.id}')
    somebody.is_on_a_sound_page()
