"""Addresses: those of pages and of programs, and those that only a test has."""

from collections.abc import Callable, Iterator

from flask import Flask
from werkzeug.routing import Rule

from portal.identity.model.doors import EVERYBODY
from portal.programs import PREFIX


def applications(app: Flask) -> tuple[tuple[str, Flask], tuple[str, Flask]]:
    """That for people and that for programs, each after the part of the address that leads to it."""
    return ('', app), (PREFIX, app.extensions['programs'])


def routes(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Every route of either, after the part of the address that leads to it."""
    for start, one in applications(app):
        for rule in one.url_map.iter_rules():
            yield start, rule


def add_address(app: Flask, path: str, view: Callable, **options: object) -> None:
    """Let everybody open `view` at `path`: an address that the portal's table does not name opens to nobody."""
    app.add_url_rule(path, path, view, **options)
    app.extensions['doors'][path] = EVERYBODY
