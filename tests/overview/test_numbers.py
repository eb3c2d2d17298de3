"""The numbers of people stay inside: in no log line, no address, no subject of a mail and no metric.

Everything that the portal does is done once with numbers that are known, while all of its logs are read.
"""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from types import MappingProxyType
from urllib.parse import urlsplit

import pytest
from flask import Flask, Response, request
from lxml import html
from prometheus_client import generate_latest
from werkzeug.routing import MapAdapter, Rule

from portal.appointments.model import Contact
from portal.appointments.model import Person as Coming
from portal.appointments.service import Planner
from portal.clock import SetClock
from portal.identity.model import Account, Level, Person, Role
from portal.identity.service import People, Sessions
from portal.notifications.mail import Sender
from portal.notifications.service import Notifications
from portal.programs import PREFIX
from portal.web.observation import write_lines
from tests.fixtures.people import BORN
from tests.identity.accounts import applicant, employee, sponsors_user
from tests.pages.addresses import applications

AMINA, YUSUF, TYPED = '8012345671', '8012345672', '8012345679'
BSN, OTHER_BSN = '123456782', '999999990'
NUMBERS = AMINA, YUSUF, TYPED, BSN, OTHER_BSN
FORM = MappingProxyType({
    'v_number': AMINA, 'bsn': BSN, 'number': TYPED, 'code': 'ABCDEFGHKMNPR', 'phrase': 'one two three four five six',
    'first_name': 'Amina', 'last_name': 'Voorbeeld', 'birth_date-day': '27', 'birth_date-month': '3',
    'birth_date-year': '1990', 'born-day': '27', 'born-month': '3', 'born-year': '1990', 'email': 'amina@example.com',
    'phone': '0612345678', 'language': 'en', 'reason': 'visit', 'words': 'a question', 'desks': 'AM', 'slot': 'x',
})
"""What is sent to every form."""
COMMANDS = (
    ('planner', 'verify'), ('planner', 'day', 'AM', '2026-12-08'), ('planner', 'waiting', 'AM', '2026-12-08'),
    ('planner', 'release'), ('privacy', 'report'), ('privacy', 'export', AMINA), ('privacy', 'export', TYPED),
    ('codes', 'issue', AMINA), ('codes', 'issue', TYPED), ('codes', 'issue', BSN), ('access', 'seal'),
    ('access', 'verify'), ('access', 'unusual'), ('access', 'export', '--from', '2026-11-01', '--to', '2026-12-31'),
    ('database', 'check'), ('privacy', 'remove', '--dry-run'), ('privacy', 'remove'),
)


@dataclass
class Seen(logging.Handler):
    """Everything that leaves the portal but for its pages."""

    lines: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    subjects: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.DEBUG)

    __hash__ = object.__hash__

    def emit(self, record: logging.LogRecord) -> None:
        """A log line, with all that was given to it and its traceback."""
        shown = logging.Formatter('%(message)s').format(record)
        self.lines.append(f'{record.name}: {shown} {vars(record)}')

    def answered(self, response: Response) -> Response:
        """Where an answer leads."""
        self.addresses.append(response.location or '')
        if response.mimetype == 'text/html':
            root = html.document_fromstring(response.get_data(as_text=True))
            for one in root.xpath('.//@href | .//@src | .//@action'):
                self.addresses.append(str(one))
        return response

    def send(self, mail: EmailMessage) -> None:
        """A mail that leaves: its headers, and the links in it."""
        self.subjects += [f'{name}: {value}' for name, value in mail.items() if name != 'To']
        body = mail.get_body(('html',))
        if body is not None:
            self.addresses += map(str, html.document_fromstring(body.get_content()).xpath('.//@href'))

    def leaks(self) -> list[str]:
        """Where a number of somebody stands."""
        metrics = generate_latest().decode()
        everything = {
            'log': self.lines, 'address': self.addresses, 'subject': self.subjects, 'metric': metrics.splitlines(),
        }
        return sorted({
            f'{kind}: {one[:200]}' for kind, found in everything.items() for one in found
            if any(number in one for number in NUMBERS)
        })


@pytest.fixture
def seen() -> Iterator[Seen]:
    """Reads all logs, written as the portal writes them when everything is to be logged."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    quiet = {name: one.level for name, one in root.manager.loggerDict.items() if isinstance(one, logging.Logger)}
    write_lines('debug')
    root.handlers = [*handlers, Seen()]
    yield root.handlers[-1]
    root.handlers = handlers
    root.setLevel(level)
    for name, before in quiet.items():
        logging.getLogger(name).setLevel(before)


@pytest.fixture
def app(seen: Seen, planner: Planner, build_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The portal, made while its logs are read already; every form is taken for one of its own pages."""
    monkeypatch.setattr('flask_wtf.csrf.validate_csrf', lambda *_, **__: None)
    app = build_app(PORTAL_LOOKUP_FAILURES='off', PORTAL_WEB_HOLDS='off')
    for _, one in applications(app):
        one.after_request(seen.answered)
    return app


@pytest.fixture
def amina(people: People) -> Person:
    people.add(YUSUF, BORN, bsn=OTHER_BSN, name='Yusuf Voorbeeld')
    return people.add(AMINA, BORN, bsn=BSN, name='Amina Voorbeeld', email='amina@example.com')


@pytest.fixture
def keys(app: Flask, amina: Person, planner: Planner) -> dict[str, list[str]]:
    """What stands in addresses: of visits that were booked by the pages, of a wish, of people and of sessions."""
    client = app.test_client()
    found: dict[str, list[str]] = {'key': [], 'plan': []}
    for product, persons in (('BIO', 1), ('DOC', 2)):
        times = client.get(f'/plan/times?product={product}&persons={persons}&desk=AM').get_data(as_text=True)
        slot = html.document_fromstring(times).xpath('.//input[@name="slot"]/@value')[-1]
        answer = client.post(f'/plan/times?product={product}&persons={persons}&desk=AM', data={'slot': slot})
        found['plan'].append(urlsplit(answer.location).path.split('/')[2])
        for number in (AMINA, YUSUF)[:persons]:
            answer = client.post(answer.location, data=dict(FORM, v_number=number, bsn=BSN if number == AMINA else ''))
        answer = client.post(client.post(answer.location, data=dict(FORM)).location, data={})
        found['key'].append(urlsplit(answer.location).path.rpartition('/')[2])
    waiting = html.document_fromstring(client.get('/wait?product=BIO&persons=1').get_data(as_text=True))
    asked = dict(waiting.xpath('.//main//form')[0].form_values()) | {'desks': 'AM'}
    answer = client.post('/wait?product=BIO&persons=1', data=asked)
    answer = client.post(answer.location, data=dict(FORM, v_number=TYPED, bsn=''))
    answer = client.post(client.post(answer.location, data=dict(FORM)).location, data={})
    found['key'].append(urlsplit(answer.location).path.rpartition('/')[2])
    return found | {'person': [str(amina.id), '1'], 'number': ['1'], 'desk': ['AM']}


def accounts(person: Person) -> list[Account]:
    """Everybody who may come."""
    staff = (Role.CLERK, Role.PLANNER, Role.LETTER_EDITOR, Role.AUDITOR)
    return [
        applicant(person, level=Level.HIGH), applicant(person, helper=True), employee(*staff), sponsors_user(),
    ]


def drive(app: Flask, person: Person, keys: dict[str, list[str]]) -> int:
    """Open every page and send every form as everybody; returns how many answers came."""
    count = 0
    for account in (None, *accounts(person)):
        for rule, address in addresses(app, keys):
            client = app.test_client()
            if account:
                client.set_cookie('login', app.extensions['parts'][Sessions].begin(account, shared=False))
            for method in sorted(rule.methods & {'GET', 'POST'}):
                sent = {'data': dict(FORM)} if method == 'POST' else {}
                client.open(address, method=method, **sent).get_data()
                count += 1
            if address.startswith(PREFIX) and 'POST' in rule.methods:
                client.post(address, json={'bookableSlot': {}, 'appointment': {'customers': [dict(FORM)]}})
    return count


def addresses(app: Flask, keys: dict[str, list[str]]) -> Iterator[tuple[Rule, str]]:
    """Every route of pages and of programs, and its addresses with all keys that fit."""
    for start, one in applications(app):
        urls = one.url_map.bind('localhost', start or '/')
        for rule in one.url_map.iter_rules():
            for address in addresses_of(rule, urls, keys):
                yield rule, address


def addresses_of(rule: Rule, urls: MapAdapter, keys: dict[str, list[str]]) -> Iterator[str]:
    """The addresses of a route."""
    if rule.endpoint == 'static' or 'cancel' in rule.endpoint or 'take_off' in rule.endpoint:
        return
    names = sorted(rule.arguments)
    for place in range(max((len(keys.get(name, ['x'])) for name in names), default=1)):
        values = {name: keys.get(name, ['x'])[place % len(keys.get(name, ['x']))] or 'x' for name in names}
        try:
            yield urls.build(rule.endpoint, values, method='GET' if 'GET' in rule.methods else 'POST')
        except Exception:  # a converter that these values do not fit
            continue


def deliver(app: Flask, seen: Seen) -> int:
    """Send all mails."""
    return app.extensions['parts'][Notifications].deliver(seen, 1000)


def test_no_number_leaves_the_portal(app, amina, keys, seen: Seen, clock: SetClock, planner):
    """ASVS 14.2.1, 16.2.5 and ADR no-sensitive-uris: neither by a page, a form, a command, a mail nor a job."""
    assert drive(app, amina, keys) > 300
    assert [one[-1500:] for one in seen.lines if one.startswith('portal.web.errors')] == []
    client = app.test_client()
    client.post('/visit', data={'code': 'ABCDEFGH', 'number': TYPED})
    for lost in (f'/visit/{TYPED}', f'/{AMINA}', f'/plan?number={BSN}'):
        client.get(lost)
    seen.addresses[:] = [one for one in seen.addresses if TYPED not in one or f'/visit/{TYPED}' not in one]
    planner.changing.move(keys['key'][0], free_place(planner), once='1', room='test')
    planner.changing.cancel(keys['key'][1], once='2', room='test')
    assert deliver(app, seen) >= 3
    runner = app.test_cli_runner()
    clock_before = clock.moment
    for words in COMMANDS:
        result = runner.invoke(args=words)
        assert result.exit_code in (0, 1), (words, result.output)
        assert not isinstance(result.exception, (ValueError, KeyError)), words
    assert clock.moment == clock_before
    assert len(seen.lines) > 500 and len(seen.addresses) > 2000 and len(seen.subjects) > 10
    assert [one for one in seen.leaks() if not typed_by_hand(one)] == []


def typed_by_hand(leak: str) -> bool:
    """The language links of a page repeat the address that somebody typed; no page of ours makes such an address."""
    return leak.startswith(f'address: /{AMINA}?') or leak.startswith(f'address: /plan?number={BSN}')


def free_place(planner: Planner):
    free = planner.calendar.free('AM', 'BIO', 1)
    return free.at(free.days[-1].starts[-1])


LEAKS = {
    'a logger that writes what was sent': lambda: logging.getLogger('careless').info('sent', extra={
        'form': dict(request.form)}),
    'a debug line': lambda: logging.getLogger('careless').debug('looking for %s', request.form.get('v_number')),
    'a traceback': lambda: _fail_and_log(request.form.get('v_number')),
}


def _fail_and_log(number: str | None) -> None:
    try:
        raise LookupError(number)
    except LookupError:
        logging.getLogger('careless').exception('not found')


@pytest.mark.parametrize('leak', LEAKS)
def test_a_careless_logger_is_caught(app, amina, seen: Seen, leak):
    """The twin: what such a line would look like."""
    app.before_request(LEAKS[leak])
    app.test_client().post('/visit', data=dict(FORM))
    assert any(one.startswith('log:') for one in seen.leaks())


def test_a_careless_redirect_link_and_subject_are_caught(app, amina, seen: Seen, monkeypatch, planner):
    """The twin: addresses and subjects."""
    @app.after_request
    def careless(response: Response) -> Response:
        response.headers['Location'] = f'/visit?number={request.form.get("number", "")}'
        return response

    app.test_client().post('/visit', data=dict(FORM))
    assert any(one.startswith('address:') for one in seen.leaks())
    monkeypatch.setattr('portal.letters.service.Letters.subject', lambda self, letter, language: f'Visit of {AMINA}')
    come = Coming(v_number=AMINA, first_name='Amina', last_name='Voorbeeld')
    contact = Contact(email='amina@example.com', language='en')
    planner.booking.book(free_place(planner), [come], contact, holder='', room='test')
    deliver(app, seen)
    assert any(one.startswith('subject:') for one in seen.leaks())


def test_the_sender_of_the_test_is_one(seen: Seen):
    sender: Sender = seen
    assert sender.send
