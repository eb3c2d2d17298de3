"""Document help: how long the rules take for one person, and how fast a question is shown."""

import time
from collections.abc import Callable
from http.client import HTTPConnection
from statistics import median

from portal.checklist.answers_file import read_answers
from portal.checklist.rule_files.reading import read_countries, read_rules
from portal.checklist.rules.book import Binder
from portal.checklist.rules.finding import find
from portal.checklist.rules.papers import personal_list
from portal.clock import SystemClock
from tests.benchmarks.stage import Stage
from tests.pages.papers import MARRIED_IN_MOROCCO
from tests.servers import HOST, Server

EVALUATIONS = 300
MOST_SECONDS = 0.002
"""Of processor time, for all rules of one person."""


def evaluations() -> float:
    """How many people's lists one processor works out in a second, by the median."""
    today = SystemClock().now().date()
    book = Binder(read_rules(), read_countries()).book(today)
    answers = read_answers(MARRIED_IN_MOROCCO, book.sources)
    took = []
    for _ in range(EVALUATIONS):
        began = time.process_time()
        personal_list(find(book, answers), answers, book.sources, today=today)
        took.append(time.process_time() - began)
    return 1 / median(took)


def question(server: Server) -> tuple[str, str]:
    """The address of the first question, and the cookie of a browser that may see it."""
    line = HTTPConnection(HOST, server.port, timeout=60)
    line.request('GET', '/papers')
    answer = line.getresponse()
    body, cookie = answer.read().decode(), answer.headers['Set-Cookie'].partition(';')[0]
    token = body.partition('name="csrf_token"')[2].partition('value="')[2].partition('"')[0]
    line.request('POST', '/papers/begin', f'csrf_token={token}', {
        'Cookie': cookie, 'Content-Type': 'application/x-www-form-urlencoded',
    })
    answer = line.getresponse()
    answer.read()
    address, cookie = answer.headers['Location'], answer.headers['Set-Cookie'].partition(';')[0]
    line.close()
    return address, cookie


def question_page(stage: Stage, answers: Callable[..., Callable[[], float]]) -> Callable[[], float]:
    """How often a second a question is shown to somebody."""
    address, cookie = question(stage.portal)
    return answers(stage.portal, address, cookie)
