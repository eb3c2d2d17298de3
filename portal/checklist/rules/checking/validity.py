"""Findings about days: gaps between entries of the same key, and facts that ended with nothing after them."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from portal.checklist.model import RuleFiles
from portal.checklist.model.entries import Dated
from portal.checklist.rules.checking.keys import DATED, are_versions, versions
from portal.kernel.data_files import Finding, Path


def validity_findings(files: RuleFiles, today: date) -> Iterator[Finding]:
    """Days on which something is missing; that something is there twice is a mistake, not a finding."""
    for kind in DATED:
        for key, entries in versions(files, kind).items():
            for place, (path, entry) in enumerate(entries):
                yield from _after(key, path, entry, entries[place + 1:], today)


def _after(
    key: str, path: Path, entry: Dated, later: Sequence[tuple[Path, Dated]], today: date,
) -> Iterator[Finding]:
    """What is wrong between the end of an entry and whatever comes after it."""
    if entry.valid_until is None:
        return
    following = [other for _, other in later if are_versions(entry, other)]
    next_day = entry.valid_until + timedelta(days=1)
    last = following[0].valid_from - timedelta(days=1) if following else next_day
    if following and max(next_day, today) <= last:  # nobody applies in the past
        yield Finding((*path, 'valid_until'), f'{key} is missing from {next_day} until {last}')
    elif not following and entry.valid_until < today:
        yield Finding((*path, 'valid_until'), f'{key} ended on {entry.valid_until}, and nothing comes after it')
