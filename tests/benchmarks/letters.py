"""Printing letters: beside WeasyPrint as its documentation shows it, in two processes, and how much memory stays in use."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache

import weasyprint

from portal.letters.model.cases import CaseLetter
from portal.letters.press import own_pictures
from portal.letters.samples import MAIN, read_samples
from portal.letters.service import FOLDER, Letters
from tests.benchmarks.beside import by_chromium, by_typst
from tests.servers import ROOT

KIND = 'l01_receipt'
"""It fits on one page."""
SECONDS = 6.0
WARM = 5
LETTERS = 2_000


def one_letter() -> tuple[Letters, CaseLetter]:
    """What makes letters, and the letter that is made."""
    letter = read_samples(FOLDER, KIND)[MAIN]
    assert isinstance(letter, CaseLetter)
    return Letters(), letter


def ours() -> float:
    """Letters in a second of processor time: from values to a PDF that was held against both standards."""
    letters, letter = one_letter()
    return per_second(lambda: letters.pdf(letter, 'nl'), time.process_time)


def bare() -> float:
    """The same page with WeasyPrint alone: no tags, no standard, nothing kept from one letter to the next."""
    html, style, pictures = page()
    return per_second(lambda: weasyprint.HTML(string=html, url_fetcher=pictures).write_pdf(
        stylesheets=[weasyprint.CSS(string=style, url_fetcher=pictures)],
    ), time.process_time)


def page() -> tuple[str, str, weasyprint.urls.URLFetcher]:
    """The letter as a page, its style, and what knows its pictures."""
    letters, letter = one_letter()
    folder = FOLDER / '_shared'
    return letters.printable(letter, 'nl'), (folder / 'print.css').read_text(), own_pictures(folder)


@cache
def others() -> None:
    """Says once how fast others print the same page, where they are installed."""
    html, style, _ = page()
    told = {'Chromium': by_chromium(html, style, per_second), 'typst': by_typst(html, per_second)}
    for name, speed in told.items():
        print(f'  {name} prints that page {f"{speed:,.1f} times a second" if speed else "not: it is not installed"}', flush=True)


def per_second(act: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How often a second, by this clock, something is done."""
    for _ in range(WARM):
        act()
    done, began = 0, clock()
    while clock() - began < SECONDS:
        act()
        done += 1
    return done / (clock() - began)


def in_processes(number: int) -> float:
    """Letters a second of so many processes together, each for itself, by the clock on the wall."""
    running = [
        subprocess.Popen([sys.executable, '-m', 'tests.benchmarks.letters'], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(number)
    ]
    return sum(json.loads(process.communicate()[0]) for process in running)


@cache
def memory() -> tuple[float, float]:
    """The most megabytes that were in use for the first letters, and for two thousand of which no two are the same."""
    program = f'from tests.benchmarks.letters import grow; grow({LETTERS})'
    told = subprocess.run([sys.executable, '-c', program], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    before, after = json.loads(told)
    return before, after


def grow(number: int) -> None:
    """Prints letters, and says what was in use before and after."""
    letters, letter = one_letter()
    in_use = []
    for count in range(number + 50):
        letters.pdf(type(letter)(**{**vars(letter), 'reference': f'2026-{count:06}', 'v_number': f'{1_000_000_000 + count}'}), 'nl')
        if count in (49, number + 49):
            in_use.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)
    print(json.dumps(in_use))


if __name__ == '__main__':
    made, sample = one_letter()
    print(json.dumps(per_second(lambda: made.pdf(sample, 'nl'))))
