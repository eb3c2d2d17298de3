"""What can be wrong in a planner file although every single field is right."""

from collections.abc import Collection, Iterable, Iterator
from itertools import combinations

from portal.appointments.planner_file.facts import (
    DeskFacts,
    PlannerFile,
    ProductFacts,
    RosterFacts,
)
from portal.appointments.planner_file.fields import WEEKDAYS
from portal.kernel.data_files import Finding, Path


def check_planner(planner: PlannerFile, products: Collection[str]) -> Iterator[Finding]:
    """Everything that does not fit together; `products` are keys that are known beside those in the file."""
    known = {product.key for product in planner.products} | set(products)
    yield from _twice((('products', index), product.key) for index, product in enumerate(planner.products))
    yield from _twice((('desks', index), desk.key) for index, desk in enumerate(planner.desks))
    # Across desks, so that a key on a list or a door is never two counters.
    yield from _twice(
        (('desks', place, 'resources', index), resource.key)
        for place, desk in enumerate(planner.desks) for index, resource in enumerate(desk.resources)
    )
    for index, product in enumerate(planner.products):
        yield from _product(product, ('products', index), known=known)
    for index, desk in enumerate(planner.desks):
        yield from _desk(desk, ('desks', index), known=known)


def _twice(keys: Iterable[tuple[Path, str]]) -> Iterator[Finding]:
    """Keys that were there before; capitals make no difference, as clients send keys in either."""
    seen: set[str] = set()
    for path, key in keys:
        if key.lower() in seen:
            yield Finding((*path, 'key'), f'the key {key} was given before; every key is there once')
        seen.add(key.lower())


def _product(product: ProductFacts, path: Path, *, known: Collection[str]) -> Iterator[Finding]:
    kinds = [need.kind for need in product.needs]
    for index, need in enumerate(product.needs):
        inner = (*path, 'needs', index)
        if need.kind in kinds[:index]:
            yield Finding((*inner, 'kind'), f'{need.kind} was asked for before; a visit uses one of each kind')
        yield from _skills(need.skills, inner, known=known)


def _desk(desk: DeskFacts, path: Path, *, known: Collection[str]) -> Iterator[Finding]:
    for index, resource in enumerate(desk.resources):
        yield from _skills(resource.skills, (*path, 'resources', index), known=known)
    keys = {resource.key for resource in desk.resources}
    for section in ('rosters', 'extras', 'closures'):
        for index, hours in enumerate(getattr(desk, section)):
            for key in sorted(set(hours.resources) - keys):
                yield Finding((*path, section, index, 'resources'), f'desk {desk.key} has no resource {key}')
    yield from _overlaps(desk, path)


def _skills(skills: Iterable[str], path: Path, *, known: Collection[str]) -> Iterator[Finding]:
    """Capitals are the key of a product; a language or competence is written small and may be any word."""
    for skill in skills:
        if skill.isupper() and skill not in known:
            yield Finding((*path, 'skills'), f'there is no product {skill}')


def _overlaps(desk: DeskFacts, path: Path) -> Iterator[Finding]:
    """Rosters by which a resource works twice at once: one of them is a slip, and nobody could tell which."""
    for (_, first), (index, second) in combinations(enumerate(desk.rosters), 2):
        weekdays = set(first.weekdays) & set(second.weekdays)
        resources = _resources(first, desk) & _resources(second, desk)
        if weekdays and resources and _at_once(first, second):
            yield Finding(
                (*path, 'rosters', index, 'opens'),
                f'{min(resources)} already works on {WEEKDAYS[min(weekdays)]} '
                f'from {first.opens:%H:%M} to {first.closes:%H:%M}; hours may not overlap',
            )


def _resources(roster: RosterFacts, desk: DeskFacts) -> set[str]:
    return set(roster.resources) or {resource.key for resource in desk.resources}


def _at_once(first: RosterFacts, second: RosterFacts) -> bool:
    starts, ends = max(first.valid_from, second.valid_from), (first.valid_until, second.valid_until)
    in_force = all(end is None or starts <= end for end in ends)
    return in_force and max(first.opens, second.opens) < min(first.closes, second.closes)
