"""The language in which lawyers write conditions: small and typed.

The `rule-engine` library reads it and checks types. Of its language the rule files use `and`, `or`, `not`,
comparisons and `in`; the rest is refused, so that a lawyer need not know it. The library knows two answers, and so
the conditions themselves, with three, are in `rules.expressions`.
"""

import operator
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from rule_engine import Context, DataType, Rule, ast
from rule_engine.engine import type_resolver_from_dict
from rule_engine.errors import AttributeResolutionError, EngineError, SymbolResolutionError

from portal.checklist.errors import WrongCondition
from portal.checklist.rules.expressions import NO, YES, Always, Atom, Both, Condition, Fact, Not

COMPARED: Mapping[str, Callable[[Any, Any], bool]] = {
    'eq': operator.eq, 'ne': operator.ne, 'lt': operator.lt, 'le': operator.le, 'gt': operator.gt, 'ge': operator.ge,
}
EQUAL = {'eq', 'ne'}
ORDERED = DataType.FLOAT, DataType.DATETIME
ALLOWED = 'use and, or, not, ==, !=, <, <=, >, >= and in'
ATOMS = ast.ComparisonExpression, ast.ArithmeticComparisonExpression, ast.ContainsExpression
VALUES = ast.StringExpression, ast.FloatExpression, ast.ArrayExpression, ast.SetExpression
KINDS: Mapping[type, Any] = {
    str: DataType.STRING, bool: DataType.BOOLEAN, int: DataType.FLOAT, date: DataType.DATETIME,
    set: DataType.SET(DataType.STRING),
}


class Language:
    """The facts that conditions may name, and their types."""

    def __init__(self, types: Mapping[str, type]) -> None:
        self._types = types
        tree: dict = {}
        for name, kind in types.items():
            _plant(tree, name.split('.'), KINDS[kind])
        resolve = type_resolver_from_dict({name: _typed(name, branch) for name, branch in tree.items()})
        self._context = Context(type_resolver=resolve)
        self._known: dict[str, Condition] = {}

    def condition(self, text: str) -> Condition:
        """The condition that this text says; the same text is read once. Raises `WrongCondition`."""
        if text not in self._known:
            try:
                self._known[text] = self._built(Rule(text, context=self._context).statement.expression)
            except EngineError as error:
                raise WrongCondition(_sentence(error)) from error
        return self._known[text]

    def _built(self, node: Any) -> Condition:
        if isinstance(node, ast.LogicExpression):
            return Both(self._built(node.left), self._built(node.right), settled_by=node.type == 'or')
        if isinstance(node, ast.UnaryExpression) and node.type == 'not':
            return Not(self._built(node.right))
        if isinstance(node, ast.BooleanExpression):
            return Always(YES if node.value else NO)
        if isinstance(node, ATOMS):
            return self._atom(node, _sides(node))
        if isinstance(node, (ast.SymbolExpression, ast.GetAttributeExpression)):
            return self._atom(node, (node,))
        raise WrongCondition(f'{type(node).__name__} is not used here; {ALLOWED}')

    def _atom(self, node: Any, sides: Sequence[Any]) -> Atom:
        names = tuple(_name(side) for side in sides if not isinstance(side, VALUES))
        for name in names:
            if name not in self._types:
                raise WrongCondition(f'there is no fact {name}')
        if len(sides) == 1:
            if node.result_type != DataType.BOOLEAN:
                raise WrongCondition(f'{names[0]} is not a yes or no')
            return Atom(names, operator.is_, Fact(names[0]), right=True)
        _check_kinds(node, sides)
        left, right = (side.evaluate(None) if isinstance(side, VALUES) else Fact(_name(side)) for side in sides)
        return Atom(names, _is_in if isinstance(node, ast.ContainsExpression) else COMPARED[node.type], left, right)


def _check_kinds(node: Any, sides: Sequence[Any]) -> None:
    """Only what can be equal, ordered or inside is compared; the library lets more pass."""
    left, right = (side.result_type for side in sides)
    if isinstance(node, ast.ContainsExpression):
        inside = right.value_type if not right.is_scalar else None
        if inside != left or not left.is_scalar:
            raise WrongCondition("`in` needs a text or number, then a list of texts or numbers: fact in ['a', 'b']")
        return
    if node.type not in COMPARED:
        raise WrongCondition(f'this comparison is not used here; {ALLOWED}')
    if left != right or not left.is_scalar:
        raise WrongCondition('a text, a number, a day, a yes or no and a list cannot be compared with each other')
    if node.type not in EQUAL and left not in ORDERED:
        raise WrongCondition('only numbers and days come before or after each other')


def _is_in(member: Any, group: Any) -> bool:
    return member in group


def _sides(node: Any) -> tuple[Any, Any]:
    return (node.member, node.container) if isinstance(node, ast.ContainsExpression) else (node.left, node.right)


def _name(node: Any) -> str:
    if isinstance(node, ast.SymbolExpression):
        return node.name
    if isinstance(node, ast.GetAttributeExpression):
        return f'{_name(node.object)}.{node.name}'
    raise WrongCondition('a comparison must be between facts, texts, numbers and lists of texts')


def _plant(tree: dict, steps: Sequence[str], kind: Any) -> None:
    for step in steps[:-1]:
        tree = tree.setdefault(step, {})
    tree[steps[-1]] = kind


def _typed(name: str, branch: Any) -> Any:
    if not isinstance(branch, dict):
        return branch
    inside = {step: _typed(f'{name}.{step}', below) for step, below in branch.items()}
    return DataType.OBJECT(name, inside)


def _sentence(error: EngineError) -> str:
    if isinstance(error, SymbolResolutionError):
        return f'there is no fact {error.symbol_name}'
    if isinstance(error, AttributeResolutionError):
        group = '' if error.object.is_scalar else f'{error.object.name}.'
        return f'there is no fact {group}{error.attribute_name}'
    return f'this is no condition: {error.message}'
