"""Flask, without doing in every request what can be done once."""

from collections.abc import Callable
from functools import cached_property, lru_cache

from flask import Flask, Request
from werkzeug.datastructures import MultiDict

QUERIES_KNOWN, KNOWN_UP_TO = 4096, 200
"""So many queries are remembered, none of them longer than this: most people and programs ask the same."""


class LeanRequest(Request):
    """A request that knows what stood in a query a moment ago."""

    @cached_property
    def args(self) -> MultiDict[str, str]:  # type: ignore[override]
        """What the query asks; nobody can change it."""
        query = self.query_string
        return _known(query) if len(query) <= KNOWN_UP_TO else _read(query)


class LeanFlask(Flask):
    """An application without `async` views: it need not ask of every function what it is."""

    request_class = LeanRequest

    def ensure_sync(self, func: Callable) -> Callable:
        """The function itself."""
        return func


def _read(query: bytes) -> MultiDict[str, str]:
    return Request({'QUERY_STRING': query.decode('latin1')}).args


_known = lru_cache(QUERIES_KNOWN)(_read)
