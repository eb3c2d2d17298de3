"""From the free times to a booked visit, as somebody does it page by page."""

from urllib.parse import urlencode

from tests.pages.browser import Browser
from tests.pages.page import Page

NUMBER = '1000000001'
PERSON = {
    'first_name': 'Amina', 'last_name': 'Voorbeeld', 'birth_date-day': '27', 'birth_date-month': '3',
    'birth_date-year': '1990', 'v_number': NUMBER,
}
CONTACT = {'email': 'amina@example.com', 'language': 'en'}


class Planning:
    """One visitor who plans a visit."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    @property
    def page(self) -> Page:
        """The page that is open."""
        assert self.browser.page is not None
        return self.browser.page

    def times(self, **search: object) -> Page:
        """See the free times."""
        asked = {'product': 'BIO', 'persons': 1, 'desk': 'AM'} | search
        return self.browser.open(f'/plan/times?{urlencode(asked, doseq=True)}')

    def choose(self, **search: object) -> Page:
        """Keep the last of the times."""
        return self.browser.submit(slot=self.times(**search).options('slot')[-1])

    def name(self, **different: str) -> Page:
        """Say who comes."""
        return self.browser.submit(**PERSON | different)

    def reach(self, **different: str) -> Page:
        """Say how to be reached."""
        return self.browser.submit(**CONTACT | different)

    def check(self) -> str:
        """Answer all questions; returns the address of the page where it can be booked."""
        self.choose()
        self.name()
        return self.reach().address

    def book(self) -> str:
        """Go all the way; returns the address of the visit."""
        self.check()
        return self.browser.submit().address.partition('?')[0]
