"""Somebody who logs in at a provider: there, and back."""

from urllib.parse import parse_qs, urlsplit

from flask import Flask

from portal.identity.model import LoggedIn
from portal.identity.service import Sessions
from tests.fixtures.demo_provider import Guest
from tests.pages.browser import Browser
from tests.pages.page import Page


class Somebody:
    """One browser, which keeps cookies of the portal and, apart from them, of the provider."""

    def __init__(self, app: Flask) -> None:
        self.app, self.browser, self.guest = app, Browser(app), Guest()

    def starts(self, kind: str = 'citizen', **wanted: str) -> str:
        """Follow the link to a provider; returns where it leads."""
        query = '&'.join(f'{name}={value}' for name, value in wanted.items())
        answer = self.browser.fetch(f'/login/start/{kind}?{query}')
        assert answer.status_code == 303
        return answer.location

    def is_at_provider(self, persona: str, kind: str = 'citizen', **wanted: str) -> str:
        """Say there who they are; returns the address that leads back."""
        return self.guest.chooses(self.starts(kind, **wanted), persona=persona)

    def comes_back(self, address: str) -> str:
        """Open the address that leads back; returns where the portal leads then."""
        parts = urlsplit(address)
        answer = self.browser.fetch(f'{parts.path}?{parts.query}')
        assert answer.status_code == 303, answer.get_data(as_text=True)
        return answer.location

    def logs_in(self, persona: str, kind: str = 'citizen', **wanted: str) -> str:
        """There and back; returns where the portal leads then."""
        return self.comes_back(self.is_at_provider(persona, kind, **wanted))

    def reads(self, address: str) -> Page:
        """The page to which an address leads."""
        return self.browser.open(address)

    @property
    def logged_in(self) -> LoggedIn | None:
        """Who they are to the portal."""
        token = self.browser.cookie('login')
        if not token:
            return None
        try:
            return self.app.extensions['parts'][Sessions].get(token)
        except Exception:
            return None


def asked(address: str) -> dict[str, str]:
    """What an address asks a provider."""
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
