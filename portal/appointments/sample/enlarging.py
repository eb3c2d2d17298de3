"""A larger planner file, made of copies: for measuring what a whole country needs."""

from collections.abc import Iterator
from itertools import islice

from portal.appointments.planner_file import DeskFacts, PlannerFile, ResourceFacts


def enlarged(planner: PlannerFile, *, counters: int, desks_times: int) -> PlannerFile:
    """The same desks so many times, with about so many resources in all; 0 counters leaves each desk as it is."""
    desks = [_copy(desk, number) for number in range(1, desks_times + 1) for desk in planner.desks]
    present = sum(len(desk.resources) for desk in desks)
    grown = []
    for desk in desks:
        wanted = round(counters * len(desk.resources) / present) if counters else len(desk.resources)
        grown.append(_grown(desk, max(wanted, 1)))
    return planner.model_copy(update={'desks': tuple(grown)})


def _copy(desk: DeskFacts, number: int) -> DeskFacts:
    if number == 1:
        return desk
    names = {resource.key: f'{resource.key}-d{number}' for resource in desk.resources}
    return _renamed(desk, {old: (new,) for old, new in names.items()}).model_copy(update={
        'key': f'{desk.key}-{number}', 'name': f'{desk.name} {number}',
    })


def _grown(desk: DeskFacts, wanted: int) -> DeskFacts:
    """The desk with `wanted` resources: copies of its own, which work when the one they copy does."""
    names: dict[str, tuple[str, ...]] = {resource.key: () for resource in desk.resources}
    for old, new in islice(_names([*names]), wanted):
        names[old] = (*names[old], new)
    return _renamed(desk, names)


def _names(keys: list[str]) -> Iterator[tuple[str, str]]:
    """Each key and what a copy of it is called, round and round; the first copy keeps its name."""
    turn = 1
    while True:
        yield from ((key, key if turn == 1 else f'{key}-{turn}') for key in keys)
        turn += 1


def _renamed(desk: DeskFacts, names: dict[str, tuple[str, ...]]) -> DeskFacts:
    """The desk with each resource replaced by those named, wherever it is mentioned."""
    resources = tuple(
        ResourceFacts(key=new, kind=one.kind, skills=one.skills) for one in desk.resources for new in names[one.key]
    )
    hours = {
        section: tuple(
            entry.model_copy(update={'resources': tuple(new for old in entry.resources for new in names[old])})
            for entry in getattr(desk, section)
        )
        for section in ('rosters', 'extras', 'closures')
    }
    return desk.model_copy(update={'resources': resources, **hours})
