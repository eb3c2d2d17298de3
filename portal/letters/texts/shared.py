"""The text that letters share: which of them say a block of it, and what another text in its place must keep to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from portal.letters.model.wording import SHARED, Fault, Wrong
from portal.letters.texts.blocks import Block
from portal.letters.texts.files import Wording, languages_of, parsed, read_file, wrong_in
from portal.letters.texts.usage import Use


@dataclass(frozen=True, kw_only=True)
class SharedWording:
    """What letters share in a language."""

    own: Mapping[str, str]
    """The texts of the file, as they are typed."""
    letters: Mapping[str, Wording]
    """What each kind of letter says in this language."""

    def said_in(self, block: str) -> tuple[str, ...]:
        """The kinds of letters that say a block, and have no words of their own for it."""
        return tuple(kind for kind, wording in self.letters.items() if self._uses(wording, block))

    @property
    def fields(self) -> frozenset[str]:
        """What every block may name: the fields that all letters have."""
        return frozenset.intersection(*(wording.fields for wording in self.letters.values()))

    def more_fields(self) -> Mapping[str, tuple[str, ...]]:
        """What a block may name besides: the fields that all letters have that say it."""
        found = {block: tuple(sorted(self._named(block) - self.fields)) for block in self.own}
        return {block: names for block, names in found.items() if names}

    def faults(self, texts: Mapping[str, str]) -> Iterator[tuple[str, Fault]]:
        """What is wrong with other texts, by block: in any of the letters that say it."""
        blocks, unclear = parsed(texts)
        yield from unclear
        yield from ((block, Fault(Wrong.MISSING)) for block in self.own if block not in texts)
        for name, block in blocks.items():
            if name not in self.own:
                yield name, Fault(Wrong.SUPERFLUOUS)
            yield from ((name, fault) for fault in dict.fromkeys(self._wrong_in(name, block)))

    def _wrong_in(self, name: str, block: Block) -> Iterator[Fault]:
        for wording in self.letters.values():
            for use in sorted(self._uses(wording, name)):
                for fault in wrong_in(block, use, wording.known):
                    yield fault._replace(why=Wrong.FIELD_OF_SOME) if fault.why is Wrong.FIELD else fault

    def _named(self, block: str) -> frozenset[str]:
        """The fields that a block may name wherever it is said."""
        known = [
            wording.fields.union(*(wording.known.parts.values() if use.of_a_part else ()))
            for wording in self.letters.values() for use in self._uses(wording, block)
        ]
        return frozenset.intersection(*known) if known else frozenset()

    def _uses(self, wording: Wording, block: str) -> tuple[Use, ...]:
        """The ways in which a letter says a block of the text that letters share."""
        return () if block in wording.own else tuple(use for use in wording.uses if use.block == block)


def read_shared(folder: Path, letters: Mapping[str, Mapping[str, Wording]]) -> Mapping[str, SharedWording]:
    """The text that these letters share, by language; raises `WrongLetterFolder`."""
    return MappingProxyType({
        language: SharedWording(
            own=MappingProxyType(read_file(folder / SHARED, language).written.value),
            letters={kind: said[language] for kind, said in letters.items() if language in said},
        ) for language in languages_of(folder / SHARED)
    })
