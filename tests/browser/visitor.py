"""Somebody in front of a real browser: what they do, in sentences, in any language."""

from collections.abc import Sequence
from dataclasses import dataclass

from playwright.sync_api import Download, Locator, Page, Response

from tests.browser.checks import check
from tests.browser.served import Portal

PATIENCE = 30_000
"""Milliseconds: a test machine may be busy."""
DIRECTIONS = {'he': 'rtl'}


@dataclass(frozen=True)
class Somebody:
    """What a person types about themselves."""

    first_name: str
    last_name: str = 'Voorbeeld'
    number: str = ''
    born: tuple[str, str, str] = ('27', '3', '1990')


FAMILY = (
    Somebody('Amina', number='1000000001'), Somebody('Yusuf', number='1000000002'),
    Somebody('Leyla', number='1000000003', born=('29', '2', '2016')),
)


class Visitor:
    """One person with a browser of their own."""

    def __init__(self, page: Page, portal: Portal, language: str) -> None:
        self.page, self.portal, self.language = page, portal, language
        self.complaints: list[str] = []
        page.set_default_timeout(PATIENCE)
        page.on('console', lambda said: self.complaints.append(said.text) if said.type == 'error' else None)
        page.on('pageerror', lambda error: self.complaints.append(str(error)))

    def say(self, words: str, **values: object) -> str:
        """Words of the pages in this visitor's language."""
        return self.portal.say(self.language, words, **values)

    def opens(self, address: str) -> Response | None:
        """Type an address."""
        return self.page.goto(self.portal.url + address)

    def sees(self, heading: str, **values: object) -> 'Visitor':
        """Be on the page with this heading; all is well with it."""
        self.reads_heading(heading, **values)
        return self.is_on_a_sound_page()

    def is_on_a_sound_page(self) -> 'Visitor':
        """All is well with the page, whatever it is."""
        check(self.page, language=self.language, direction=DIRECTIONS.get(self.language, 'ltr'))
        assert self.complaints == [], self.page.url
        return self

    def reads_heading(self, heading: str, **values: object) -> None:
        """Be on the page with this heading."""
        shown, expected = self.page.locator('h1').inner_text(), self.say(heading, **values)
        assert ' '.join(shown.split()) == expected, f'{self.page.url} says {shown!r}'

    def reads(self, words: str, **values: object) -> bool:
        """Whether words of the pages can be read."""
        return self.finds(self.say(words, **values))

    def finds(self, text: str) -> bool:
        """Whether a text can be read."""
        return text in ' '.join(self.page.locator('body').inner_text().split())

    def presses(self, words: str, **values: object) -> None:
        """Press the button, or the link that looks like one."""
        self.button(words, **values).click()
        self.page.wait_for_load_state()

    def button(self, words: str, **values: object) -> Locator:
        """The button or link with these words on it, in the content of the page."""
        main, name = self.page.locator('main, .back'), self.say(words, **values)
        return main.get_by_role('button', name=name, exact=True).or_(main.get_by_role('link', name=name, exact=True))

    def writes(self, label: str, text: str) -> None:
        """Fill in a field."""
        self.field(label).fill(text)

    def field(self, label: str) -> Locator:
        """The field with this label."""
        return self.page.locator('main').get_by_label(self.say(label))

    def picks(self, name: str, value: str) -> None:
        """Choose one of the answers of a question."""
        self.touches(self.page.locator(f'main input[name="{name}"][value="{value}"]').first)

    def touches(self, answer: Locator) -> None:
        """Touch an answer where people do: anywhere on its words."""
        self.page.locator(f'label[for="{answer.get_attribute("id")}"]').click()

    def times(self) -> Locator:
        """The times that can be chosen."""
        return self.page.locator('main input[name="slot"]')

    def downloads(self, words: str) -> Download:
        """Press a link that gives a file."""
        with self.page.expect_download() as waiting:
            self.presses(words)
        return waiting.value

    def finds_times(self, persons: int, desk: str = '') -> None:
        """Come to the times at once, by the address that the questions before lead to."""
        at = f'&desk={desk}' if desk else ''
        self.opens(f'/plan/times?product=BIO&persons={persons}{at}&lang={self.language}')

    def keeps_time(self, number: int = -1) -> None:
        """Choose a time: the last one shown, which is days ahead, or the one with this number."""
        self.touches(self.times().nth(number))
        self.presses('Keep this time')

    def names(self, *people: Somebody) -> None:
        """Say who comes, one page each."""
        for one in people:
            self.describes(one)
            self.presses('Next')

    def describes(self, one: Somebody) -> None:
        """Fill in who a person is."""
        self.writes('First names', one.first_name)
        self.writes('Family name', one.last_name)
        self.dates('Date of birth', one.born)
        self.writes('V-number', one.number)

    def dates(self, label: str, day: Sequence[str]) -> None:
        """Fill in a date, in three fields."""
        group = self.page.get_by_role('group', name=self.say(label))
        for part, text in zip(('Day', 'Month', 'Year'), day, strict=True):
            group.get_by_label(self.say(part)).fill(text)

    def gives_address(self, email: str = 'amina@example.com') -> None:
        """Say how to be reached."""
        self.writes('E-mail address', email)
        self.presses('Next')

    def books(self, *people: Somebody, desk: str = '') -> str:
        """Go all the way to a booked visit; returns its key."""
        self.finds_times(len(people), desk)
        self.keeps_time()
        self.names(*people)
        self.gives_address()
        self.presses('Book this visit')
        self.reads_heading('Your visit is booked')
        return self.page.url.partition('/visit/')[2].partition('?')[0]
