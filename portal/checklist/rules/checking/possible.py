"""Findings about conditions: those that can never be true, or are always true, and papers that nobody needs."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from portal.checklist.model import Country, Document, RuleFiles
from portal.checklist.model.entries import Dated
from portal.checklist.rules.book import Binder, Book
from portal.checklist.rules.checking.domains import Domains
from portal.checklist.rules.checking.search import ALWAYS, AT_RANDOM, Search, Searched, any_of
from portal.checklist.rules.checking.sites import Site, Uses, conditions_of, names_in, sites
from portal.checklist.rules.expressions import Both, Condition, Not, atoms
from portal.kernel.data_files import Finding

NEVER, EVERY = 'this can never be true', 'this is always true; write true, or nothing, if that is meant'
SHADOWED = 'this never counts: where it is true, one that stands before it is true as well'
SAMPLED = ' (for all that was tried: {tries:,} answers in order and {random:,} at random; there are more)'


class Possible:
    """Searches the rule files for conditions that decide nothing, each on a day on which it holds."""

    def __init__(self, files: RuleFiles, countries: Mapping[str, Country], today: date) -> None:
        self._files, self._today = files, today
        self._binder = Binder(files, countries)
        self._language = self._binder.language
        self._uses = Uses.of(files, self._language)
        self._sites = list(sites(files))
        self._book: Callable[[date], Book] = cache(self._binder.book)
        self._search = cache(self._searched)

    def findings(self) -> Iterator[Finding]:
        """All that can never be, or can only be so."""
        for site in self._sites:
            alone = [*self._by_itself(site)]
            yield from alone or self._after_others(site)
        for place, document in enumerate(self._files.documents):
            yield from self._of_document(place, document)

    def _by_itself(self, site: Site) -> Iterator[Finding]:
        if site.text == 'true':
            return
        found = self._search(site.text, site.given, site.purposes, self._day(site.entry), site.path[0])
        if True not in found.can_be:
            yield Finding(site.path, f'{NEVER}{_sampled(found)}')
        elif False not in found.can_be:
            yield Finding(site.path, f'{EVERY}{_sampled(found)}')

    def _after_others(self, site: Site) -> Iterator[Finding]:
        earlier = any_of([self._language.condition(text) for text in site.after])
        if earlier is None:
            return
        first = Both(self._language.condition(site.text), Not(earlier), settled_by=False)
        found = self._try(first, ALWAYS, site.purposes, self._book(self._day(site.entry)))
        if True not in found.can_be:
            yield Finding(site.path, f'{SHADOWED}{_sampled(found)}')

    def _of_document(self, place: int, document: Document) -> Iterator[Finding]:
        spared = any_of([self._language.condition(reason.when) for reason in document.not_needed])
        if spared is None:
            return
        needed = Both(self._language.condition(document.needed_if), Not(spared), settled_by=False)
        found = self._try(needed, ALWAYS, document.purposes, self._book(self._day(document)))
        if True not in found.can_be:
            says = f'nobody ever needs {document.code}: whoever would, has a reason not to{_sampled(found)}'
            yield Finding(('documents', place, 'not_needed'), says)

    def _searched(self, text: str, given: str, purposes: tuple[str, ...], day: date, kind: str) -> Searched:
        book = _freely_answered(self._book(day)) if kind == 'contradictions' else self._book(day)
        return self._try(self._language.condition(text), self._language.condition(given), purposes, book)

    def _try(self, condition: Condition, given: Condition, purposes: tuple[str, ...], book: Book) -> Searched:
        search = Search(book, self._domains(book, condition, given))
        return search.what(condition, given, [{'purpose': purpose} for purpose in purposes] or [{}])

    def _domains(self, book: Book, *conditions: Condition) -> Domains:
        """The answers to try for what these conditions are about, and whatever that is worked out from."""
        facts = self._uses.behind(name for one in conditions for name in names_in(one))
        behind = [one for name in facts for one in conditions_of(name, book.sources)]
        return Domains(book.sources, [atom for one in (*conditions, *behind) for atom in atoms(one)], facts)

    def _day(self, entry: Dated | None) -> date:
        """Today, or else the day nearest to it on which the entry holds."""
        if entry is None or entry.holds_on(self._today):
            return self._today
        return entry.valid_from if self._today < entry.valid_from else entry.valid_until or self._today


def _freely_answered(book: Book) -> Book:
    """For answers that contradict each other: somebody may give them all, also those that would not be asked."""
    questions = {
        key: replace(asking, follows=(), options=tuple((option, None) for option, _ in asking.options))
        for key, asking in book.sources.questions.items()
    }
    return replace(book, contradictions=(), sources=replace(book.sources, questions=questions))


def _sampled(found: Searched) -> str:
    return '' if found.is_whole else SAMPLED.format(tries=found.tries, random=AT_RANDOM)
