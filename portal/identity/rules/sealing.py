"""How lines of the access log are sealed, and how one sees that somebody touched them.

A seal holds the digest of its lines, and a digest of itself with that of the seal before: whoever changes a line must
change every later seal, and the digest of the last one is known elsewhere.
"""

import hashlib
import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from itertools import chain

from portal.identity.model.looking import NotedLook
from portal.identity.model.sealing import Fault, Seal, Wrong

NOTHING = ''
"""Stands before the first seal."""
KEPT_AT_LEAST = timedelta(days=180)
"""The database itself refuses to remove a younger line."""


def seal_over(lines: Iterable[NotedLook], *, last: int, head: Seal | None, now: datetime, emptied: int = 0) -> Seal:
    """The next seal, over these lines and up to the number `last`."""
    content, count = content_of(lines)
    return signed(Seal(
        number=head.number + 1 if head else 1, first=head.last + 1 if head else 1, last=last, count=count,
        emptied=emptied, sealed_at=now, content=content, previous=head.digest if head else NOTHING, digest='',
    ))


def content_of(lines: Iterable[NotedLook]) -> tuple[str, int]:
    """The digest of lines, and how many they are."""
    digest, count = hashlib.sha256(), 0
    for line in lines:
        digest.update(_written(asdict(line)) + b'\n')
        count += 1
    return digest.hexdigest(), count


def signed(seal: Seal) -> Seal:
    """The seal with the digest that belongs to it."""
    return replace(seal, digest=hashlib.sha256(_written(asdict(replace(seal, digest='')))).hexdigest())


def _written(values: dict) -> bytes:
    return json.dumps(values, sort_keys=True, default=_moment, ensure_ascii=True).encode()


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec='microseconds')


def faults_of_chain(seals: Iterable[Seal]) -> Iterator[Fault]:
    """What is wrong with the seals themselves."""
    before: Seal | None = None
    made = array('d')
    for seal in seals:
        expected = before.number + 1 if before else 1
        if seal.number != expected:
            yield Fault(wrong=Wrong.SEAL_MISSING, seal=expected)
        elif not _is_whole(seal, before):
            yield Fault(wrong=Wrong.SEAL_BROKEN, seal=seal.number, first=seal.first, last=seal.last)
        made.append(seal.sealed_at.timestamp())
        if seal.emptied and not _was_old(seal, made):
            yield Fault(wrong=Wrong.REMOVED, seal=seal.emptied)
        before = seal


def _was_old(seal: Seal, made: Sequence[float]) -> bool:
    """What the seal says was removed was old enough at that time."""
    there = 0 < seal.emptied < len(made)
    return there and seal.sealed_at.timestamp() - made[seal.emptied - 1] >= KEPT_AT_LEAST.total_seconds()


def _is_whole(seal: Seal, before: Seal | None) -> bool:
    linked = seal.previous == (before.digest if before else NOTHING)
    follows = seal.first == (before.last + 1 if before else 1)
    return linked and follows and signed(seal) == seal


def faults_of_lines(seals: Iterable[Seal], lines: Iterable[NotedLook], *, emptied: int) -> Iterator[Fault]:
    """What is wrong with the lines under the seals, both in their order; those up to the seal `emptied` are gone."""
    rest = iter(lines)
    ahead: NotedLook | None = next(rest, None)
    for seal in seals:
        under: list[NotedLook] = []
        while ahead is not None and ahead.id <= seal.last:
            under.append(ahead)
            ahead = next(rest, None)
        wrong = _wrong_under(seal, under, gone=seal.number <= emptied)
        if wrong:
            yield Fault(wrong=wrong, seal=seal.number, first=seal.first, last=seal.last)


def _wrong_under(seal: Seal, under: list[NotedLook], *, gone: bool) -> Wrong | None:
    expected = 0 if gone else seal.count
    if len(under) != expected:
        return Wrong.REMOVED if len(under) < expected else Wrong.ADDED
    if not gone and content_of(under)[0] != seal.content:
        return Wrong.CHANGED
    return None


def all_faults(*kinds: Iterable[Fault]) -> tuple[Fault, ...]:
    """All that is wrong, by seal."""
    return tuple(sorted(chain(*kinds), key=lambda fault: (fault.seal, fault.wrong)))
