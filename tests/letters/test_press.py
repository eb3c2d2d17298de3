"""The press prints nothing that lacks something, and fetches nothing from outside."""

import logging
import os
import re
import subprocess
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from portal.letters import press as press_module
from portal.letters import standards
from portal.letters.errors import PressMissing, UnfitLetter, WrongLetterFolder
from portal.letters.press import Press
from portal.letters.service import FOLDER, Letters

DOCUMENT = '<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>T</title>{head}</head><body><h1>T</h1>{body}</body></html>'
PIXEL = 'data:image/svg+xml,%3Csvg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/%3E'


@pytest.fixture(scope='module')
def press() -> Press:
    return Press(FOLDER / '_shared')


@pytest.fixture(scope='module')
def trap():
    """A server that notes who asks; nobody should."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(302)
            self.send_header('Location', 'file:///etc/passwd')
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Be quiet."""

    server = HTTPServer(('127.0.0.1', 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f'http://127.0.0.1:{server.server_port}', asked
    server.shutdown()
    server.server_close()


def _document(head: str = '', body: str = '') -> str:
    return DOCUMENT.format(head=head, body=body)


def test_prints_a_plain_document(press):
    assert press.print(_document()).startswith(b'%PDF-1.7')


@pytest.mark.parametrize(('head', 'body'), [
    ('', '<img src="{url}/a.png" alt="a">'),
    ('', '<p style="background: url({url}/b.png)">b</p>'),
    ('<style>@import url({url}/c.css);</style>', ''),
    ('<style>@font-face {{ font-family: f; src: url({url}/f.ttf) }} p {{ font-family: f }}</style>', '<p>f</p>'),
    ('<link rel="stylesheet" href="{url}/d.css">', ''),
    ('<link rel="attachment" href="{url}/e.txt">', ''),
    ('', '<object data="{url}/g.svg">g</object>'),
    ('', '<embed src="{url}/h.svg">'),
    ('', '<svg width="9" height="9"><title>i</title><image href="{url}/i.png" width="9" height="9"/></svg>'),
])
@pytest.mark.parametrize('address', ['network', 'file:///etc', 'ftp://127.0.0.1', 'asset:..', 'asset:fonts.conf#'])
def test_fetches_nothing_from_outside(press, trap, address, head, body):
    url, asked = trap
    url = url if address == 'network' else address
    try:
        pdf = press.print(_document(head.format(url=url), body.format(url=url)))
    except UnfitLetter:
        pdf = b''
    assert asked == []
    assert b'/EmbeddedFile' not in pdf


def test_without_that_guard_it_fetches(trap, monkeypatch):
    """The twin: a press that takes addresses of the network too, and so asks whoever a letter names."""
    url, asked = trap
    guarded = press_module.own_pictures

    def open_to_all(folder):
        fetcher = guarded(folder)
        fetcher._allowed_protocols = None
        return fetcher

    monkeypatch.setattr(press_module, 'own_pictures', open_to_all)
    with pytest.raises(UnfitLetter):
        Press(FOLDER / '_shared').print(_document(body=f'<img src="{url}/twin.png" alt="a">'))
    assert asked == ['/twin.png']
    asked.clear()


@pytest.mark.parametrize(('body', 'complaint'), [
    ('<img src="https://evil.example/a.png" alt="a">', 'Failed to load image'),
    ('<img src="file:///etc/passwd" alt="a">', 'Failed to load image'),
    ('<img src="asset:nothing.svg" alt="a">', 'Failed to load image'),
    ('<img src="a.png" alt="a">', 'Relative URI'),
    (f"<img src='{PIXEL}' alt=''>", 'no required alt'),
    (f"<img src='{PIXEL}'>", 'no required alt'),
    ('<p>\N{GRINNING FACE}</p>', 'notdef'),
    ('<p style="colour: red">x</p>', 'Ignored'),
])
def test_prints_nothing_that_lacks_something(press, body, complaint):
    with pytest.raises(UnfitLetter, match=re.escape(complaint)):
        press.print(_document(body=body))


def test_a_document_without_language_is_not_printed(press):
    with pytest.raises(UnfitLetter, match='lang'):
        press.print(_document().replace(' lang="nl"', ''))


def test_a_refused_letter_does_not_spoil_the_next(press, letters, booked):
    with pytest.raises(UnfitLetter):
        press.print(_document(body='<img src="x" alt="x">'))
    assert press.print(_document()) == press.print(_document())
    assert not [handler for handler in logging.getLogger('weasyprint').handlers if 'Complaints' in repr(handler)]


def test_prints_one_letter_at_a_time(monkeypatch):
    press, inside = Press(FOLDER / '_shared'), []

    def write(html: str, _: object) -> int:
        inside.append(html)
        time.sleep(0.01)
        together = len(inside)
        inside.pop()
        return together

    monkeypatch.setattr(press, '_write', write)
    monkeypatch.setattr(standards, 'check', lambda pdf: None)
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(press.print, 'abcdefgh')) == {1}


def test_threads_print_the_same_bytes(letters, booked):
    once = letters.pdf(booked, 'nl')
    with ThreadPoolExecutor(4) as threads:
        assert set(threads.map(lambda _: letters.pdf(booked, 'nl'), range(8))) == {once}


def test_another_process_prints_the_same_bytes(letters, booked, tmp_path):
    """Whatever fonts, time zone and language the machine has."""
    script = (
        'import sys; from pydantic import TypeAdapter\n'
        'from portal.letters.model.visits import VisitBooked; from portal.letters.service import FOLDER, Letters\n'
        "letter = TypeAdapter(VisitBooked).validate_json((FOLDER / 'visit_booked' / 'sample.json').read_bytes())\n"
        "sys.stdout.buffer.write(Letters().pdf(letter, 'nl'))\n"
    )
    elsewhere = {**os.environ, 'FONTCONFIG_FILE': '/nowhere', 'PYTHONHASHSEED': '7', 'TZ': 'Asia/Tokyo', 'LC_ALL': 'C'}
    printed = subprocess.run(
        [sys.executable, '-c', script], check=True, cwd=FOLDER.parent, env=elsewhere, capture_output=True,
    )
    assert printed.stdout == letters.pdf(booked, 'nl')


def test_only_our_fonts_are_in_the_letter(letters, booked):
    letter = replace(booked, persons=('Amina', 'أمينة'))
    assert _fonts_in(letters.pdf(letter, 'nl')) == {b'Noto-Sans', b'Noto-Sans-Bold', b'Noto-Sans-Arabic'}


def _fonts_in(pdf: bytes) -> set[bytes]:
    streams = (zlib.decompressobj().decompress(part) for part in pdf.split(b'stream\n') if part[:1] == b'x')
    return {name for stream in streams for name in re.findall(rb'/FontName ?/\w{6}\+([\w-]+)', stream)}


def test_lines_are_filled_before_a_value(press, monkeypatch):
    """And they would not be, if the space before it stood with the text."""
    words = 'Stuur ons de papieren die wij missen uiterlijk op'
    style = '<style>p { width: %smm; font: 10pt "Noto Sans" }</style>'

    def has_short_line(width: int) -> bool:
        pdf = press.print(_document(head=style % width, body=f'<p>{words} <bdi>1000000001</bdi> en dan verder.</p>'))
        told = subprocess.run(['pdftotext', '-', '-'], input=pdf, check=True, capture_output=True).stdout.decode()
        return any(line in words.split()[:-1] for line in told.splitlines())

    widths = range(72, 100)
    assert not any(map(has_short_line, widths))
    monkeypatch.setattr('portal.letters.press.SPACE', re.compile('(?!)'))
    assert any(map(has_short_line, widths))


def test_says_what_to_install(press, monkeypatch):
    monkeypatch.setattr('weasyprint.text.ffi.harfbuzz_subset', None)
    with pytest.raises(PressMissing, match='apt-get install .*libharfbuzz-subset0'):
        Press(FOLDER / '_shared').print(_document())


def test_weasyprint_is_not_loaded_for_mail():
    script = 'import sys; from portal.letters.service import Letters; Letters(); assert "weasyprint" not in sys.modules'
    assert subprocess.run([sys.executable, '-c', script], check=False, cwd=FOLDER.parent).returncode == 0


def test_a_wrong_card_stops_the_start(tmp_path):
    for kind in FOLDER.iterdir():
        (tmp_path / kind.name).mkdir()
        if kind.name != '_shared':
            (tmp_path / kind.name / 'about.yaml').write_bytes((kind / 'about.yaml').read_bytes())
    card = tmp_path / 'place_offered' / 'about.yaml'
    card.write_text(card.read_text().replace('status: unconfirmed', 'status: perhaps'))
    with pytest.raises(WrongLetterFolder, match='place_offered.*about.yaml.*status'):
        Letters(tmp_path)
