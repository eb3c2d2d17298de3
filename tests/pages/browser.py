"""A browser without a window: it keeps cookies, follows links and checks every page that it sees."""

from urllib.parse import urljoin, urlsplit

from flask import Flask
from werkzeug.test import TestResponse

from tests.pages.page import Page, faults

SAME_SITE = {'Sec-Fetch-Site': 'same-origin'}


class Browser:
    """One visitor's browser."""

    def __init__(self, app: Flask, language: str = 'en') -> None:
        self._client = app.test_client()
        self._headers = {'Accept-Language': language}
        self.page: Page | None = None

    def has_cookie(self, name: str, value: str) -> None:
        """Send this cookie from now on."""
        self._client.set_cookie(name, value)

    def cookie(self, name: str) -> str:
        """What a cookie says; nothing when it is not there."""
        found = self._client.get_cookie(name)
        return found.value if found else ''

    def fetch(self, address: str, *, method: str = 'GET', **options: object) -> TestResponse:
        """The plain answer, whatever it is; where it leads is not followed."""
        return self._client.open(address, method=method, headers=self._headers, **options)

    def send(
        self, address: str, values: dict, *, site: str = 'same-origin', headers: dict[str, str] | None = None,
    ) -> TestResponse:
        """The plain answer to a post."""
        sent = self._headers | {'Sec-Fetch-Site': site} | (headers or {})
        return self._client.post(address, data=values, headers=sent)

    def submitted(self, address: str, values: dict) -> Page:
        """The page that answers a post with these values, whatever page is open."""
        return self._seen(self._client.post(
            address, data=values, headers=self._headers | SAME_SITE, follow_redirects=True,
        ))

    def open(self, address: str, **options: object) -> Page:
        """The page at an address."""
        return self._seen(self._client.get(address, headers=self._headers, follow_redirects=True, **options))

    def submit(self, **typed: object) -> Page:
        """Fill in the form of the page that is open, and send it."""
        assert self.page is not None
        address, values = self.page.form_address(), self.page.fields() | typed
        method = self.page.root.xpath('.//main//form')[0].get('method', 'get').lower()
        kind = 'data' if method == 'post' else 'query_string'
        answer = self._client.open(
            urljoin(self.page.address, address), method=method.upper(), headers=self._headers | SAME_SITE,
            follow_redirects=True, **{kind: values},
        )
        return self._seen(answer)

    def _seen(self, answer: TestResponse) -> Page:
        address = urlsplit(answer.request.url)
        page = Page(answer.status_code, f'{address.path}?{address.query}'.rstrip('?'), answer.get_data(as_text=True))
        assert list(faults(page)) == [], page.address
        self.page = page
        return page
