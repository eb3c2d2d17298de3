"""How good a text is: over all samples of its letter, remembered for the words that were judged."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from portal.editing.errors import WrongTexts
from portal.editing.model import TextKey, Texts, fingerprint
from portal.letters.model.checking import Finding, Measured
from portal.letters.model.trying import Tried
from portal.letters.service.trying import Trying

REMEMBERED = 200


class Said(NamedTuple):
    """Something that is wrong, and in which samples."""

    finding: Finding
    variants: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Report:
    """What came of all samples."""

    tried: tuple[Tried, ...]
    printed: bool
    """The PDF of each was made and checked too."""

    @cached_property
    def lowest(self) -> Measured | None:
        """The measures of the sample that is least clear; None for a language that cannot be measured."""
        measured = [one.measured for one in self.tried if one.measured]
        return min(measured, key=lambda one: one.score) if measured else None

    @property
    def may_be_released(self) -> bool:
        """Every sample may; as far as was looked."""
        return all(one.may_be_released for one in self.tried)

    @property
    def findings(self) -> tuple[Said, ...]:
        """The rules that are broken, each once, with the samples that break it."""
        found: dict[Finding, list[str]] = {}
        for one in self.tried:
            for finding in one.findings:
                found.setdefault(finding, []).append(one.variant)
        return tuple(Said(finding, tuple(variants)) for finding, variants in found.items())

    @property
    def refused(self) -> tuple[tuple[str, str], ...]:
        """Samples that cannot be said at all, and why."""
        return tuple((one.variant, one.refused) for one in self.tried if one.refused)

    @property
    def complaints(self) -> tuple[str, ...]:
        """What the PDF of some sample would lack."""
        return tuple(dict.fromkeys(complaint for one in self.tried for complaint in one.complaints))


class Judging:
    """Judges texts; safe to share between threads."""

    def __init__(self, trying: Trying) -> None:
        self._trying = trying
        self._known: dict[tuple[TextKey, str, str], Report] = {}

    def words(self, key: TextKey, texts: Texts) -> Report:
        """Every sample without its PDF, or with it when that was made before; raises `WrongTexts`."""
        whole = self._known.get((key, 'whole', fingerprint(texts)))
        return whole or self._remembered(key, 'words', texts, make=lambda: Report(
            tried=self._trying.words(key.kind, key.language, texts), printed=False,
        ))

    def whole(self, key: TextKey, texts: Texts) -> Report:
        """Every sample with its PDF; raises `WrongTexts`."""
        return self._remembered(key, 'whole', texts, make=lambda: Report(
            tried=self._trying.whole(key.kind, key.language, texts), printed=True,
        ))

    def main_sample(self, key: TextKey, texts: Texts) -> Report:
        """The main sample alone, for a list of many texts; raises `WrongTexts`."""
        first = self._trying.variants(key.kind, key.language)[0]
        return self._remembered(key, 'main', texts, make=lambda: Report(
            tried=self._trying.words(key.kind, key.language, texts, only=first), printed=False,
        ))

    def check(self, key: TextKey, texts: Texts) -> None:
        """Raise `WrongTexts` when a block cannot be said."""
        if faults := self._trying.faults(key.kind, key.language, texts):
            raise WrongTexts(faults)

    def _remembered(self, key: TextKey, how: str, texts: Texts, *, make: Callable[[], Report]) -> Report:
        name = (key, how, fingerprint(texts))
        if name not in self._known:
            self.check(key, texts)
            report = make()
            while len(self._known) >= REMEMBERED:
                self._known.pop(next(iter(self._known)), None)
            self._known[name] = report
        return self._known[name]
