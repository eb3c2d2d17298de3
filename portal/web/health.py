"""What machines ask: is it alive, is it ready, how is it doing, whom to tell about a hole."""

import hmac
import os
from datetime import timedelta

from flask import Blueprint, Response, abort, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from portal.clock import Clock
from portal.database import Busy, Database
from portal.settings import LOOPBACK, Settings
from portal.web.parts import part

blueprint = Blueprint('health', __name__)


@blueprint.get('/livez')
def alive() -> Response:
    """The process answers."""
    return Response('ok\n', mimetype='text/plain')


@blueprint.get('/readyz')
def ready() -> Response:
    """The process can serve people: its database answers."""
    try:
        part(Database).check()
    except Busy:
        return Response('the database does not answer\n', 503, mimetype='text/plain')
    return Response('ok\n', mimetype='text/plain')


@blueprint.get('/metrics')
def metrics() -> Response:
    """Measurements for Prometheus, for who has the token; without a token, for this machine only."""
    token = part(Settings).metrics_token
    given = request.headers.get('Authorization', '').removeprefix('Bearer ')
    allowed = hmac.compare_digest(given, token) if token else request.remote_addr in LOOPBACK
    if not allowed:
        abort(404)
    registry = None
    if 'PROMETHEUS_MULTIPROC_DIR' in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)
    body = generate_latest(registry) if registry else generate_latest()
    return Response(body, content_type=CONTENT_TYPE_LATEST)


@blueprint.get('/.well-known/security.txt')
def security_txt() -> Response:
    """Whom to tell about a hole (RFC 9116)."""
    settings = part(Settings)
    expires = part(Clock).now() + timedelta(days=180)
    lines = (
        f'Contact: {settings.security_contact}',
        f'Expires: {expires:%Y-%m-%dT%H:%M:%SZ}',
        f'Preferred-Languages: {", ".join(settings.languages)}',
        f'Canonical: {settings.base_url}/.well-known/security.txt',
    )
    return Response('\n'.join(lines) + '\n', content_type='text/plain; charset=utf-8')
