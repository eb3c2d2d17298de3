"""Somebody who logs in without a provider."""

from portal.identity.model import Person
from tests.pages.browser import Browser
from tests.pages.page import Page


class LoggingIn:
    """Fills in the pages of log-in, for one person."""

    def __init__(self, browser: Browser, person: Person) -> None:
        self.browser, self.person = browser, person

    def details(self, **different: str) -> dict[str, str]:
        """V-number and date of birth as they are typed."""
        born = self.person.birth_date
        return {
            'v_number': self.person.v_number, 'birth_date-day': str(born.day), 'birth_date-month': str(born.month),
            'birth_date-year': str(born.year),
        } | different

    def with_code(self, code: str, address: str = '/login/code', **different: str) -> Page:
        """Type the code of a letter."""
        self.browser.open(address)
        return self.browser.submit(code=code, **self.details(**different))

    def with_words(self, words: str, address: str = '/login/phrase', **different: str) -> Page:
        """Type the six words."""
        self.browser.open(address)
        return self.browser.submit(phrase=words, **self.details(**different))

    def asks_for_letter(self, **different: str) -> Page:
        """Ask for a letter with a new code."""
        self.browser.open('/login/new-letter')
        return self.browser.submit(**self.details(**different))

    def gets_words(self) -> tuple[str, ...]:
        """Have six words shown, on the page that offers them."""
        page = self.browser.submit()
        return tuple(' '.join(one.text_content().split()) for one in page.root.xpath('.//ol[@class="words"]/li'))

    def writes_down(self, words: tuple[str, ...]) -> Page:
        """Type the word that is asked for."""
        assert self.browser.page is not None
        label = self.browser.page.root.xpath('.//label[@for="phrase"]')[0].text_content()
        return self.browser.submit(phrase=words[int(label.split()[-1]) - 1])
