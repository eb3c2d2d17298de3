"""Addresses that only a test has."""

from collections.abc import Callable

from flask import Flask

from portal.identity.model.doors import EVERYBODY


def add_address(app: Flask, path: str, view: Callable, **options: object) -> None:
    """Let everybody open `view` at `path`: an address that the portal's table does not name opens to nobody."""
    app.add_url_rule(path, path, view, **options)
    app.extensions['doors'][path] = EVERYBODY
