"""How a view reaches what the portal is made of: `part(Planner)`."""

from collections.abc import Mapping
from typing import TypeVar, cast

from flask import Flask, current_app

T = TypeVar('T')


def give_parts(app: Flask, parts: Mapping[type, object]) -> None:
    """Let the views of `app` reach these, each by its type."""
    app.extensions['parts'] = dict(parts)


def part(kind: type[T]) -> T:
    """The part of this kind that the running portal was put together with."""
    return cast(T, current_app.extensions['parts'][kind])
