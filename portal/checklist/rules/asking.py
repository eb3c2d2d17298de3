"""Which questions still matter: those that could settle something that is not settled."""

from collections.abc import Iterable

from portal.checklist.rules.known import Known


def in_order(names: Iterable[str], known: Known) -> list[str]:
    """The questions behind these open facts in the order of the rule book, with those that decide on options."""
    wanted: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        if name in wanted:
            continue
        wanted.add(name)
        waiting |= known.offer_hangs_on(name)
    return [name for name in known.sources.questions if name in wanted]
