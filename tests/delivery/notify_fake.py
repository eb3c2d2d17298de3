"""A service that speaks the Notify protocol, as strictly as its makers describe it, and misbehaves when told to.

Like the real one it does not mind a name that it knows: who sends twice has two letters printed.
"""

import base64
import binascii
import hashlib
import hmac
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID, uuid4

SERVICE = '26785a09-ab16-4eb0-8407-a37497a57506'
SECRET = '3d844edf-8d35-48ac-975b-e847b4f122b0'
KEY = f'helder_loket-{SERVICE}-{SECRET}'
CLOCK_SECONDS, MOST_BYTES, PAGE = 30, 5_000_000, 250
POSTAGES = {'first', 'second', 'economy', 'netherlands', 'europe', 'rest-of-world'}
STATUSES = {
    'cancelled', 'created', 'sending', 'sent', 'delivered', 'pending', 'failed', 'technical-failure', 'temporary-failure',
    'permanent-failure', 'pending-virus-check', 'validation-failed', 'virus-scan-failed', 'returned-letter', 'accepted',
    'received',
}
ERRORS = {
    'refuse': (400, 'BadRequestError', 'Letter content is not a valid PDF'),
    'trial': (400, 'BadRequestError', 'Cannot send letters when service is in trial mode'),
    'team_key': (403, 'BadRequestError', 'Cannot send letters with a team api key'),
    'busy': (429, 'RateLimitError', 'Exceeded rate limit for key type live of 3000 requests per 60 seconds'),
    'full': (429, 'TooManyRequestsError', 'Exceeded send limits (50) for today'),
    'break': (500, 'Exception', 'Internal server error'),
    'away': (503, 'Exception', 'Service unavailable'),
}


class Refused(Exception):
    """An answer that is not 2xx."""

    def __init__(self, code: int, error: str, message: str) -> None:
        super().__init__(message)
        self.code, self.error = code, error


@dataclass
class Letter:
    """A letter that the service has."""

    reference: str
    pdf: bytes
    postage: str | None
    id: str = field(default_factory=lambda: str(uuid4()))
    status: str = 'pending-virus-check'


@dataclass
class Fake:
    """What the service has, and what it does: `accept`, one of `ERRORS`, `swallow`, `keep silent`, `drop` or `babble`.

    `swallow` takes the letter and does not answer, `keep silent` does not even take it, `drop` takes it and hangs up,
    `babble` takes it and answers what is no JSON.
    """

    url: str = ''
    does: str = 'accept'
    asked_does: str = 'accept'
    """What it does when it is asked: `accept` or one of `ERRORS`."""
    letters: list[Letter] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    seconds_ahead: float = 0
    over: Event = field(default_factory=Event)

    @property
    def names(self) -> list[str]:
        return [letter.reference for letter in self.letters]

    def say(self, status: str) -> None:
        """From now on it says this of all its letters."""
        assert status in STATUSES
        for letter in self.letters:
            letter.status = status

    def check_token(self, header: str) -> None:
        kind, _, token = header.partition(' ')
        try:
            head, body, signature = token.split('.')
            told, claims = (json.loads(_decoded(part)) for part in (head, body))
        except ValueError:
            raise Refused(401, 'AuthError', 'Unauthorized: authentication token must be provided') from None
        right = hmac.digest(SECRET.encode(), f'{head}.{body}'.encode(), hashlib.sha256)
        if kind != 'Bearer' or told != {'typ': 'JWT', 'alg': 'HS256'} or set(claims) != {'iss', 'iat'}:
            raise Refused(403, 'AuthError', 'Invalid token: wrong fields')
        if claims['iss'] != SERVICE or not hmac.compare_digest(right, _decoded(signature)):
            raise Refused(403, 'AuthError', 'Invalid token: API key not found')
        if abs(time.time() + self.seconds_ahead - claims['iat']) > CLOCK_SECONDS:
            raise Refused(403, 'AuthError', 'Error: Your system clock must be accurate to within 30 seconds')

    def take(self, told: Any) -> Letter:
        """A letter that was sent as the protocol wants it."""
        if not isinstance(told, dict) or not {'reference', 'content'} <= set(told) <= {'reference', 'content', 'postage'}:
            raise Refused(400, 'ValidationError', 'reference is a required property')
        if not isinstance(told['reference'], str) or not 0 < len(told['reference']) <= 1000:
            raise Refused(400, 'ValidationError', 'reference is not a string')
        if 'postage' in told and told['postage'] not in POSTAGES:
            raise Refused(400, 'ValidationError', 'postage invalid. It must be either first, second or economy.')
        try:
            pdf = base64.b64decode(told['content'], validate=True)
        except (binascii.Error, TypeError):
            raise Refused(400, 'ValidationError', 'content is not base64') from None
        if not pdf.startswith(b'%PDF-') or len(pdf) > MOST_BYTES:
            raise Refused(400, 'BadRequestError', 'Letter content is not a valid PDF')
        return Letter(told['reference'], pdf, told.get('postage'))

    def one(self, number: str) -> dict:
        """What it says of one letter."""
        try:
            UUID(number)
        except ValueError:
            raise Refused(400, 'ValidationError', 'notification_id is not a valid UUID') from None
        for letter in self.letters:
            if letter.id == number:
                return told(letter)
        raise Refused(404, 'NoResultFound', 'No result found')

    def several(self, query: dict[str, list[str]]) -> dict:
        """What it says of the letters that are asked for, the latest first."""
        if set(query) - {'reference', 'status', 'template_type', 'older_than', 'include_jobs'}:
            raise Refused(400, 'ValidationError', 'Additional properties are not allowed')
        if set(query.get('template_type', ())) - {'letter', 'email', 'sms'} or set(query.get('status', ())) - STATUSES:
            raise Refused(400, 'ValidationError', 'is not one of')
        wanted = [one for one in reversed(self.letters) if one.reference == query.get('reference', [one.reference])[0]]
        return {'notifications': [told(one) for one in wanted[:PAGE]], 'links': {'current': f'{self.url}/v2/notifications'}}


def told(letter: Letter) -> dict:
    """A letter as the service tells of it."""
    lines = dict.fromkeys(('email_address', 'phone_number', *(f'line_{number}' for number in range(1, 8)), 'sent_at', 'completed_at'))
    return lines | {
        'id': letter.id, 'reference': letter.reference, 'type': 'letter', 'status': letter.status, 'body': '', 'subject': '',
        'postage': letter.postage or 'second', 'created_at': datetime.now(UTC).isoformat(),
        'template': {'id': str(uuid4()), 'version': 1, 'uri': '/v2/template'},
    }


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + '=' * (-len(part) % 4))


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    fake: Fake
    protocol_version, disable_nagle_algorithm = 'HTTP/1.1', True

    def do_POST(self) -> None:
        content = self.rfile.read(int(self.headers['Content-Length']))
        if urlsplit(self.path).path != '/v2/notifications/letter':
            return self._say(404, {'message': 'The requested URL was not found', 'result': 'error'})
        self._answer(lambda: self._take(content))

    def _take(self, content: bytes) -> None:
        fake = self.fake
        if fake.does == 'keep silent':
            return self._hang_up(after=fake.over)
        self._misbehave(fake.does)
        if self.headers['Content-Type'] != 'application/json':
            raise Refused(400, 'BadRequestError', 'Invalid JSON supplied in POST data')
        letter = fake.take(json.loads(content))
        fake.letters.append(letter)
        if fake.does == 'swallow':
            return self._hang_up(after=fake.over)
        if fake.does == 'drop':
            return self._hang_up()
        if fake.does == 'babble':
            return self._say(201, '<html>Hello</html>')
        self._say(201, {'id': letter.id, 'reference': letter.reference, 'postage': letter.postage})

    def do_GET(self) -> None:
        self._answer(self._tell)

    def _tell(self) -> None:
        url = urlsplit(self.path)
        self.fake.asked.append(self.path)
        self._misbehave(self.fake.asked_does)
        start, _, number = url.path.rpartition('/')
        if url.path == '/v2/notifications':
            self._say(200, self.fake.several(parse_qs(url.query)))
        elif start == '/v2/notifications':
            self._say(200, self.fake.one(number))
        else:
            raise Refused(404, 'NoResultFound', 'No result found')

    def _misbehave(self, does: str) -> None:
        if does in ERRORS:
            raise Refused(*ERRORS[does])

    def _answer(self, work: Any) -> None:
        try:
            self.fake.check_token(self.headers.get('Authorization', ''))
            work()
        except Refused as refused:
            errors = [{'error': refused.error, 'message': str(refused)}]
            self._say(refused.code, {'status_code': refused.code, 'errors': errors})

    def _hang_up(self, after: Event | None = None) -> None:
        if after is not None:
            after.wait(10)
        self.close_connection = True

    def _say(self, code: int, told: Any) -> None:
        body = told.encode() if isinstance(told, str) else json.dumps(told).encode()
        self.send_response(code)
        self.send_header('Content-Type', 'application/json')
        self.send_header('Content-Length', str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


class Quiet(ThreadingHTTPServer):
    """Does not wait for threads that keep silent, and does not complain of clients that were killed."""

    daemon_threads, block_on_close = True, False

    def handle_error(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def served() -> Iterator[Fake]:
    """The service, on a free port of this machine."""
    fake = Fake()
    server = Quiet(('127.0.0.1', 0), type('FakeHandler', (Handler,), {'fake': fake}))
    fake.url = f'http://127.0.0.1:{server.server_port}'
    Thread(target=server.serve_forever, kwargs={'poll_interval': 0.02}, daemon=True).start()
    try:
        yield fake
    finally:
        fake.over.set()
        server.shutdown()
        server.server_close()
