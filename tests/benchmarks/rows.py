"""What is compared with what; a later row is one more line at the end.

Both sides are speeds, answers or bookings a second, so a ratio says how many times as fast the left side is: bigger is
better everywhere. A limit on cost reads the other way round: at most 3 times the cost is at least 0.333 of the speed.
"""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from tests.benchmarks.bookings import PREFIX, Bookings, booking, pgbench
from tests.benchmarks.cases import country
from tests.benchmarks.codes import hashes_alone, tries
from tests.benchmarks.letters import bare, in_processes, memory, others, ours
from tests.benchmarks.load import Line, request, speed
from tests.benchmarks.looks import MY_PAGE, START_PAGE, log_in_cookie
from tests.benchmarks.papers import MOST_SECONDS, evaluations, question_page
from tests.benchmarks.stage import MONTH, Stage, fetch
from tests.benchmarks.status import status_pages
from tests.servers import Server

ALL_DESKS = '?product=BIO&persons=1'
LINES, SECONDS, WARM_SECONDS, TURNS = 4, 0.8, 0.2, 5
CHANGES = 60
GENERATOR_MOST = 0.8


class Sides(NamedTuple):
    """The two sides of a comparison, each a measurement that can be repeated."""

    left: Callable[[], float]
    right: Callable[[], float]


@dataclass(frozen=True)
class Row:
    """One comparison and what it must show."""

    name: str
    sides: Callable[[Stage], Sides]
    at_least: float
    aim: float
    turns: int = TURNS
    """So often its sides are measured in turn in a round, so that what else a machine does falls on both."""


def answers(server: Server, path: str, cookie: str = '') -> Callable[[], float]:
    """How often a second a page is answered."""
    def measure() -> float:
        asked = repeat(request('GET', path, cookie=cookie))
        speed(server.port, asked, lines=LINES, seconds=WARM_SECONDS)
        measured = speed(server.port, asked, lines=LINES, seconds=SECONDS)
        if measured.busy > GENERATOR_MOST:
            raise SystemExit(f'{path}: the load generator was the bottleneck ({measured.busy:.0%} of a processor)')
        return measured.per_second
    return measure


def changed_months(server: Server) -> Callable[[], float]:
    """How fast a month is answered when the desk has changed just before: one divided by the median time."""
    def measure() -> float:
        places = json.loads(fetch(server, MONTH).removeprefix(PREFIX))['data'][-CHANGES * 3::3]
        line, buffer, took = Line(server.port), memoryview(bytearray(1 << 20)), []
        for place in places:
            for one in (booking('AM', place), request('GET', MONTH)):
                began = time.perf_counter()
                line.ask(one)
                while not line.take_in(buffer):
                    pass
            took.append(time.perf_counter() - began)
        line.socket.close()
        return 1 / statistics.median(took)
    return measure


def start_page(stage: Stage) -> Sides:
    """The lightest page of somebody who is logged in, with and without asking the database who that is."""
    cookie = log_in_cookie(stage)
    return Sides(answers(stage.portal, START_PAGE, cookie), answers(stage.unasked, START_PAGE, cookie))


def my_page(stage: Stage) -> Sides:
    """Somebody's own page, with and without a line in the access log."""
    cookie = log_in_cookie(stage)
    return Sides(answers(stage.portal, MY_PAGE, cookie), answers(stage.unnoted, MY_PAGE, cookie))


def one_letter(_: Stage) -> Sides:
    """A letter of one page, beside WeasyPrint alone."""
    others()
    return Sides(ours, bare)


ROWS = (
    Row('slots of a month, one desk, 40 % booked, JSON', lambda stage: Sides(
        answers(stage.portal, MONTH), answers(stage.plain, '/constant'),
    ), at_least=0.35, aim=0.6),
    Row('find-a-time page over all desks', lambda stage: Sides(
        answers(stage.portal, f'/plan/times{ALL_DESKS}'), answers(stage.plain, '/table'),
    ), at_least=0.35, aim=0.6),
    Row('booking POST, with its message and audit rows', lambda stage: Sides(
        Bookings(stage).speed, lambda: pgbench(stage),
    ), at_least=0.10, aim=0.25, turns=3),
    Row('first free time over all desks (speed beside one desk\'s month)', lambda stage: Sides(
        answers(stage.portal, f'/plan/place{ALL_DESKS}'), answers(stage.portal, MONTH),
    ), at_least=0.333, aim=0.667),
    Row('the month with 10 x the bookings and desks (speed beside 1 x)', lambda stage: Sides(
        answers(stage.large, MONTH), answers(stage.small, MONTH),
    ), at_least=0.77, aim=1.0),
    Row('the same, each time right after a booking at that desk', lambda stage: Sides(
        changed_months(stage.large), changed_months(stage.small),
    ), at_least=0.77, aim=1.0, turns=1),
    Row('all rules for one person (speed beside 2 ms of processor time)', lambda stage: Sides(
        evaluations, lambda: 1 / MOST_SECONDS,
    ), at_least=1.0, aim=2.0),
    Row('a question about papers', lambda stage: Sides(
        question_page(stage, answers), answers(stage.plain, '/table'),
    ), at_least=0.35, aim=0.6),
    Row('a page with a session and an access check (speed beside without)', start_page, at_least=0.80, aim=0.9),
    Row('access-log row on a status-like page (speed beside without)', my_page, at_least=0.87, aim=0.95),
    Row('a code that is compared, beside its hash alone', lambda stage: Sides(
        tries(stage), hashes_alone,
    ), at_least=0.8, aim=0.95, turns=3),
    Row('importing the cases of a country (speed beside COPY of the same rows)', lambda stage: Sides(
        country(stage).imported, country(stage).copied,
    ), at_least=0.15, aim=0.3, turns=1),
    Row('learning the queues of a country (speed beside three minutes for 250,000 cases)', lambda stage: Sides(
        country(stage).learnt, country(stage).wanted,
    ), at_least=1.0, aim=3.0, turns=1),
    Row('status page', lambda stage: Sides(
        status_pages(stage), answers(stage.plain, '/table'),
    ), at_least=0.35, aim=0.6, turns=3),
    Row('status page with 10 x the cases (speed beside 1 x)', lambda stage: Sides(
        status_pages(stage), status_pages(stage, part=10),
    ), at_least=0.83, aim=1.0, turns=3),
    Row('a letter of one page (speed beside WeasyPrint as its documentation shows it)', one_letter, at_least=0.85, aim=1.0, turns=1),
    Row('letters in two processes (speed beside one)', lambda _: Sides(
        lambda: in_processes(2), lambda: in_processes(1),
    ), at_least=1.6, aim=1.9, turns=1),
    Row('2,000 letters in one process (memory in use before, beside after)', lambda _: Sides(
        lambda: memory()[0], lambda: memory()[1],
    ), at_least=0.91, aim=0.98, turns=1),
)
