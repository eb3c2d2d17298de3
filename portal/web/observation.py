"""One log line and one measurement per request, without personal data.

A line names the route, never the address: addresses may carry the key of a visit.
"""

import logging
import secrets
import sys
import time
from functools import cache

from flask import Flask, Response, g, request
from prometheus_client import Counter, Histogram
from pythonjsonlogger.json import JsonFormatter

REQUESTS = Counter('portal_requests_total', 'Requests answered', ['route', 'status'])
SECONDS = Histogram(
    'portal_request_seconds', 'Time to answer', ['route'], buckets=(0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)

log = logging.getLogger('portal.requests')


def observe(app: Flask) -> None:
    """Log and measure every request of `app`."""
    app.before_request(begin)
    app.after_request(end)


def begin() -> None:
    """Start the clock, and give the request a number that the person can name to us."""
    kept = g._get_current_object()  # type: ignore[attr-defined]
    kept.request_id = secrets.token_hex(4)
    kept.started = time.perf_counter()


def end(response: Response) -> Response:
    """Write the line."""
    kept, asked = g._get_current_object(), request._get_current_object()  # type: ignore[attr-defined]
    seconds = time.perf_counter() - kept.started
    route = asked.endpoint or 'unknown'
    requests, took = meters(route, response.status_code)
    requests.inc()
    took.observe(seconds)
    if log.isEnabledFor(logging.INFO):
        log.info('answered', extra={
            'request_id': kept.request_id, 'method': asked.method, 'route': route,
            'status': response.status_code, 'ms': round(seconds * 1000, 1),
        })
    return response


@cache
def meters(route: str, status: int) -> tuple[Counter, Histogram]:
    """What counts and times this route with this status; looking them up by their labels takes longer than counting."""
    return REQUESTS.labels(route, status), SECONDS.labels(route)


def write_lines(level: str = 'info') -> None:
    """Let all logs of this level and above go to standard error, one JSON object a line, in UTC."""
    handler = logging.StreamHandler(sys.stderr)
    formatter = JsonFormatter('{asctime}{levelname}{name}{message}', style='{', rename_fields={
        'asctime': 'at', 'levelname': 'level', 'name': 'from', 'message': 'what',
    })
    formatter.converter = time.gmtime
    handler.setFormatter(formatter)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())
    # SQLAlchemy's own lines hold whole rows: names and numbers of people, which belong in no log.
    for noisy in ('weasyprint', 'fontTools', 'huey', 'alembic', 'sqlalchemy'):
        logging.getLogger(noisy).setLevel(logging.WARNING)
