"""Draws which question leads to which condition, paper and way to apply, on one day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap
from xml.etree import ElementTree

from graphviz import Digraph

from portal.checklist.model import Answers, Document
from portal.checklist.rules.book import Book
from portal.checklist.rules.checking.sites import Uses, conditions_of
from portal.checklist.rules.expressions import Atom, Both, Condition, Not
from portal.checklist.rules.known import Known, Open
from portal.kernel.texts import in_language

SVG = 'http://www.w3.org/2000/svg'
WIDTH = 34
SHAPES: Mapping[str, Mapping[str, str]] = {
    'question': {'shape': 'box', 'style': 'rounded,filled', 'fillcolor': '#e8f1fb'},
    'derived': {'shape': 'box', 'style': 'rounded'},
    'condition': {'shape': 'diamond', 'style': 'filled', 'fillcolor': '#fff4d6'},
    'document': {'shape': 'note', 'style': 'filled', 'fillcolor': '#e9f5ea'},
    'route': {'shape': 'cds', 'style': 'filled', 'fillcolor': '#f3eaf7'},
}
WORDS = {
    'nl': {
        'title': 'Vragen en wat eruit volgt: voorwaarden, papieren en manieren om aan te vragen',
        'all': 'alle redenen', 'counts': 'Vragen: {question}; afgeleide feiten: {derived}; voorwaarden: {condition}; '
        'papieren: {document}; manieren om aan te vragen: {route}. Een pijl zegt: dit telt mee.',
    },
    'en': {
        'title': 'Questions and what follows from them: conditions, papers and ways to apply',
        'all': 'all purposes', 'counts': 'Questions: {question}; derived facts: {derived}; conditions: {condition}; '
        'papers: {document}; ways to apply: {route}. An arrow says: this counts.',
    },
}


@dataclass(frozen=True)
class Target:
    """Something to which questions lead."""

    kind: str
    key: str
    label: str
    asked_if: Condition
    others: tuple[Condition, ...] = ()
    facts: tuple[str, ...] = ()
    """What else must be known of it."""


def draw(book: Book, uses: Uses, *, language: str, purpose: str = '') -> str:
    """The drawing as SVG, for one purpose or for all; raises `graphviz.ExecutableNotFound` without `dot`."""
    known = Known(book.sources, Answers(facts={'purpose': purpose} if purpose else {}))
    drawing = Drawing(known, uses, language)
    for target in _targets(book, language, [purpose] if purpose else list(book.purposes)):
        drawing.add(target)
    drawing.add_facts()
    words = WORDS[language]
    title = f'{words["title"]} ({in_language(book.purposes[purpose].says, language) if purpose else words["all"]})'
    counts = words['counts'].format_map(drawing.counts)
    return accessible(drawing.graph.pipe('svg', encoding='utf-8'), title, counts, language=language)


class Drawing:
    """Grows with every condition, paper or way; the facts behind them come last."""

    def __init__(self, known: Known, uses: Uses, language: str) -> None:
        self._known, self._uses, self._language = known, uses, language
        self._facts: set[str] = set()
        self.counts = Counter(dict.fromkeys(SHAPES, 0))
        self.graph = Digraph(
            'rules', graph_attr={'rankdir': 'LR', 'ranksep': '1.2', 'bgcolor': 'white'},
            node_attr={'fontname': 'sans-serif', 'fontsize': '11'}, edge_attr={'color': '#5b6770'},
        )

    def add(self, target: Target) -> None:
        """Draw it with arrows from what counts for it, unless the purpose has settled it."""
        asked = target.asked_if.truth(self._known).value
        names = set() if asked is False else open_names((target.asked_if, *target.others), self._known)
        names |= {name for name in target.facts if asked is not False and _is_open(name, self._known)}
        if names:
            self._node(target.kind, f'{target.kind} {target.key}', target.label, target.key)
            self.graph.edges((f'fact {name}', f'{target.kind} {target.key}') for name in sorted(names))
            self._facts |= names

    def add_facts(self) -> None:
        """Draw the facts that count, and those behind them that do."""
        behind: dict[str, set[str]] = {}
        waiting = set(self._facts)
        while waiting:
            name = waiting.pop()
            behind[name] = self._behind(name)
            waiting |= behind[name] - set(behind)
        sources = self._known.sources
        for name in (one for one in (*sources.questions, *sources.derived) if one in behind):
            asking = sources.questions.get(name)
            says = asking.question.asks if asking else sources.derived[name].derived.says
            self._node('question' if asking else 'derived', f'fact {name}', in_language(says, self._language), name)
            for one in sorted(behind[name]):
                self.graph.edge(f'fact {one}', f'fact {name}', style='dashed' if asking else 'solid')

    def _behind(self, name: str) -> set[str]:
        conditions = list(conditions_of(name, self._known.sources))
        if conditions:
            return open_names(conditions, self._known)
        return {one for one in self._uses.direct.get(name, ()) if _is_open(one, self._known)}

    def _node(self, kind: str, name: str, label: str, key: str) -> None:
        self.counts[kind] += 1
        lines = '\n'.join(wrap(label, WIDTH)).replace('\\', '\\\\')
        self.graph.node(name, lines, tooltip=key, **SHAPES[kind])


def _targets(book: Book, language: str, purposes: list[str]) -> Iterator[Target]:
    """What there is for these purposes, each once."""
    demands = {one.demand.key: one for key in purposes for one in book.demands[key]}
    papers = {_key(one.document): one for key in purposes for one in book.papers[key]}
    routes = {route.key: (route, condition) for key in purposes for route, condition in book.routes[key]}
    for key, demand in demands.items():
        others = demand.met_if, *(condition for condition, _ in (*demand.waived, *demand.weighed))
        yield Target('condition', key, in_language(demand.demand.name, language), demand.applies_if, others)
    for key, paper in papers.items():
        document = paper.document
        name, form = f'{document.code} {in_language(document.name, language)}', document.form
        others = tuple(condition for condition, _ in paper.not_needed)
        facts = (form.country_from,) if form.official and form.country_from else ()
        yield Target('document', key, name, paper.needed_if, others, facts)
    for key, (route, condition) in routes.items():
        yield Target('route', key, in_language(route.title, language), condition)


def _key(document: Document) -> str:
    """A paper may be one thing for some purposes and another for others."""
    return f'{document.code} {" ".join(document.purposes)}'


def open_names(conditions: Iterable[Condition], known: Known) -> set[str]:
    """The facts that could still settle these conditions, derived facts as such."""
    return {name for condition in conditions for name in _undecided(condition, known)}


def _undecided(condition: Condition, known: Known) -> Iterator[str]:
    if condition.truth(known).value is not None:
        return
    if isinstance(condition, Both):
        yield from _undecided(condition.left, known)
        yield from _undecided(condition.right, known)
    elif isinstance(condition, Not):
        yield from _undecided(condition.part, known)
    elif isinstance(condition, Atom):
        yield from (name for name in condition.names if _is_open(name, known))


def _is_open(name: str, known: Known) -> bool:
    return isinstance(known.look_up(name), Open) and not name.startswith('param.')


def accessible(svg: str, title: str, description: str, *, language: str) -> str:
    """The same picture for who cannot see it: it says that it is one, in which language, and what it shows."""
    ElementTree.register_namespace('', SVG)
    ElementTree.register_namespace('xlink', 'http://www.w3.org/1999/xlink')
    root = ElementTree.fromstring(svg)
    root.attrib.update({'role': 'img', 'lang': language, 'aria-labelledby': 'title', 'aria-describedby': 'description'})
    for place, (tag, name, text) in enumerate((('title', 'title', title), ('desc', 'description', description))):
        element = ElementTree.Element(f'{{{SVG}}}{tag}', {'id': name})
        element.text = text
        root.insert(place, element)
    return ElementTree.tostring(root, encoding='unicode')
