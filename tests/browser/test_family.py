"""A family of three books, moves, takes one off and cancels; every page on the way is checked."""

from collections.abc import Callable

import pytest

from tests.browser.served import Portal
from tests.browser.visitor import FAMILY, Visitor


@pytest.mark.parametrize(('language', 'width', 'scheme'), [('nl', 320, 'light'), ('en', 1280, 'dark')])
def test_a_family_books_moves_shortens_and_cancels(
    portal: Portal, visit_portal: Callable[..., Visitor], language: str, width: int, scheme: str,
) -> None:
    family = visit_portal(portal, language, width=width, scheme=scheme)
    _books(family)
    _keeps_files(family)
    _moves(family)
    _takes_one_off(family)
    _cancels(family)


def _books(family: Visitor) -> None:
    family.opens(f'/?lang={family.language}')
    family.sees('What do you want to do?').presses('Plan a visit')
    family.sees('What do you want to come for?').picks('product', 'BIO')
    family.presses('Next')
    family.sees('How many people are coming?').picks('persons', '3')
    family.presses('Next')
    family.sees('Where do you want to come?').picks('desk', 'AM')
    family.presses('Show times')
    family.sees('Choose a time').keeps_time()
    for number, person in enumerate(FAMILY, 1):
        family.sees('Who is person %(number)s of %(count)s?', number=number, count=3).names(person)
    kept_until = {'nl': '9.15 uur', 'en': '9:15'}[family.language]
    assert family.reads('We keep this time for you until %(time)s.', time=kept_until)
    family.sees('How do we reach you?').gives_address()
    family.sees('Is this right?').presses('Book this visit')
    family.sees('Your visit is booked')


def _keeps_files(family: Visitor) -> None:
    code = family.page.locator('.code').inner_text()
    entry = family.downloads('Put it in my calendar')
    with open(entry.path(), encoding='utf-8', newline='') as file:
        assert code in file.read()
    paper = family.downloads('Confirmation on paper (PDF)')
    with open(paper.path(), 'rb') as file:
        assert file.read(5) == b'%PDF-'
    assert [entry.suggested_filename, paper.suggested_filename] == ['visit.ics', 'visit.pdf']


def _moves(family: Visitor) -> None:
    before = family.page.locator('.answer').inner_text()
    family.presses('Move to another time')
    family.sees('Move your visit').touches(family.times().nth(-5))
    family.presses('Move my visit to this time')
    family.sees('Your visit is changed')
    assert family.page.locator('.answer').inner_text() != before


def _takes_one_off(family: Visitor) -> None:
    family.presses('%(name)s is not coming', name='Leyla Voorbeeld')
    family.sees('Does %(name)s not come?', name='Leyla Voorbeeld')
    family.presses('Take %(name)s off the visit', name='Leyla Voorbeeld')
    family.sees('Your visit is changed')
    assert family.finds('Yusuf Voorbeeld') and not family.finds('Leyla')


def _cancels(family: Visitor) -> None:
    family.presses('Cancel the visit')
    family.sees('Do you want to cancel your visit?').presses('Cancel the visit')
    family.sees('This visit is cancelled')


def test_a_family_reads_its_message_and_finds_the_visit_again(portal: Portal, visitor: Visitor) -> None:
    visitor.books(*FAMILY)
    code = visitor.page.locator('.code').inner_text()
    portal.deliver()
    visitor.opens('/demo/mailbox/')
    visitor.sees('Mailbox of the demonstration').page.locator('main a').first.click()
    assert code in visitor.page.locator('main').inner_text()
    visitor.opens('/visit')
    visitor.sees('Find my visit').writes('Code of your visit', f' {code[:4].lower()} {code[4:].lower()}')
    visitor.writes('V-number or BSN', '1000 000 002')
    visitor.presses('Find my visit')
    visitor.sees('Your visit')
