"""Which blocks the structure of a letter says, found by reading the template and not by filling it in.

So a block that is missing or superfluous is known before any letter is made. The name of a block is therefore a plain
text, a choice of two, or put together with `~` from a text and a field that is one of a few words.
"""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from itertools import product
from typing import NamedTuple

from jinja2 import nodes

SAYING = {'say': True, 'prose': False}
"""What says a block, and whether on one line."""

Choices = Mapping[str, tuple[str, ...]]


class Use(NamedTuple):
    """One way in which a block is said."""

    block: str
    on_one_line: bool
    of_a_part: bool


class UnclearName(Exception):
    """The name of a block cannot be told from the template; says in which line."""


@dataclass(frozen=True, kw_only=True)
class Structure:
    """A template and what it stands on, parsed."""

    own: nodes.Template
    base: nodes.Template
    macros: Mapping[str, nodes.Macro]

    def uses(self, choices: Choices) -> frozenset[Use]:
        """Every block that a letter may say; raises `UnclearName`. `choices` are fields that are one of a few words."""
        replaced = frozenset(block.name for block in self.own.find_all(nodes.Block))
        calls = [*_calls(self.own), *_calls(self.base, replaced)]
        known = _with_set(self.own, choices)
        return frozenset(use for call in calls for use in self._of(call, known))

    def _of(self, call: nodes.Call, known: Choices) -> Iterator[Use]:
        name = _called(call)
        if name in SAYING:
            with_part = len(call.args) > 1 or bool(call.kwargs)
            yield from (Use(block, SAYING[name], with_part) for block in values(call.args[0], known))
        elif name in self.macros:
            macro = self.macros[name]
            given = {**known, **_given(macro, call, known)}
            for inner in _calls(macro):
                yield from self._of(inner, given)


def macros_of(template: nodes.Template) -> dict[str, nodes.Macro]:
    """The macros of a template by name."""
    return {macro.name: macro for macro in template.find_all(nodes.Macro)}


def values(node: nodes.Node, known: Choices) -> frozenset[str]:
    """All texts that an expression may be; raises `UnclearName`."""
    inside = partial(values, known=known)
    match node:
        case nodes.Const(value=str(text)):
            return frozenset({text})
        case nodes.Name(name=name) if name in known:
            return frozenset(known[name])
        case nodes.Getattr(attr=name) if f'.{name}' in known:
            return frozenset(known[f'.{name}'])
        case nodes.CondExpr(expr1=one, expr2=nodes.Node() as other):
            return inside(one) | inside(other)
        case nodes.Getitem(node=nodes.Dict(items=pairs)):
            return frozenset().union(*(inside(pair.value) for pair in pairs))
        case nodes.Concat(nodes=several):
            return frozenset(''.join(words) for words in product(*map(inside, several)))
        case nodes.Add(left=left, right=right):
            return frozenset(''.join(words) for words in product(inside(left), inside(right)))
    raise UnclearName(f'line {node.lineno}: it must be clear which block is meant, without filling in the letter')


def _with_set(template: nodes.Template, known: Choices) -> Choices:
    """`known`, and the names that the template sets to one of a few texts."""
    for line in template.find_all(nodes.Assign):
        if isinstance(line.target, nodes.Name):
            known = {**known, **_clear({line.target.name: line.node}, known)}
    return known


def _given(macro: nodes.Macro, call: nodes.Call, known: Choices) -> Choices:
    """The texts that are passed to a macro, by the names that they have in there."""
    names = [argument.name for argument in macro.args]
    passed = dict(zip(reversed(names), reversed(macro.defaults), strict=False))
    passed |= dict(zip(names, call.args, strict=False)) | {pair.key: pair.value for pair in call.kwargs}
    return _clear(passed, known)


def _clear(named: Mapping[str, nodes.Node], known: Choices) -> Choices:
    """Those of the expressions that are one of a few texts."""
    clear = {}
    for name, node in named.items():
        with suppress(UnclearName):
            clear[name] = tuple(values(node, known))
    return clear


def _called(call: nodes.Call) -> str:
    """The name of what is called: `say`, or `section` for `parts.section`."""
    match call.node:
        case nodes.Name(name=name):
            return name
        case nodes.Getattr(node=nodes.Name(name='parts'), attr=name):
            return name
    return ''


def _calls(node: nodes.Node, replaced: frozenset[str] = frozenset()) -> Iterator[nodes.Call]:
    """The calls below `node`, but not those in blocks of which another version takes the place."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block) and child.name in replaced:
            continue
        if isinstance(child, nodes.Call):
            yield child
        yield from _calls(child, replaced)
