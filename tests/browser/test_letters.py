"""My letters in a real browser: the list, a letter, its translation and the page of its application, at phone width."""

from pathlib import Path

import pytest

from portal.procedures.service import Cases
from portal.procedures.service.letterbox import Letterbox
from portal.procedures.service.writing import Writing
from tests.browser.served import Portal
from tests.browser.test_status import Visit, bring, log_in, person
from tests.fixtures.cases import told_case
from tests.procedures.letters.examples import REFUSE
from tests.procedures.letters.matters import ADDRESS, ITEMS, SEND, both

__all__ = ['person']
NEW = {'received': '2026-11-19', 'events': [], 'as_of': '2026-11-30T08:00:00+01:00'}
DECIDED = NEW | {'received': '2026-09-07', 'events': [{'kind': 'decided', 'day': '2026-11-27', 'what': 'refused'}]}
REASON = {
    'asked': both('Uw partner moet genoeg verdienen: minstens 2.523,96 euro bruto per maand, met vakantiegeld.'),
    'found': both('Op de loonstroken van augustus en september staat 2.190 euro per maand, met vakantiegeld.'),
    'why': both('Dat is 333,96 euro per maand te weinig.'), 'article': 'VV 3.19',
}
REFUSED = REFUSE | ADDRESS | {'reasons': [REASON, REASON], 'sent_before': False}
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


def test_the_reasons_of_a_decision_can_be_read_on_a_phone(portal: Portal, visit_portal: Visit, person, tmp_path: Path):
    """Three columns are too wide for it: there each answer stands below the words of its column."""
    bring(portal, tmp_path, [told_case('A-1', **DECIDED)])
    sent = portal.part(Writing).write('l12_no', portal.part(Cases).get_by_reference('A-1'), given=REFUSED, by='clerk:joris')
    somebody = visit_portal(portal, 'nl', width=320)
    log_in(somebody, person)
    somebody.opens(f'/me/letters/{sent.reference}')
    somebody.is_on_a_sound_page()
    labels = "all => all.map(one => getComputedStyle(one, '::before').content)"
    first = somebody.page.locator('.reasons tbody tr:first-child td').evaluate_all(labels)
    assert first == ['"Wat vraagt de wet?"', '"Wat zien wij?"', '"Wat betekent dat?"']
