"""What letters say with a version of a text, beside the other text that counts."""

from collections.abc import Iterator, Sequence
from datetime import date

from portal.editing.model import TextKey, Texts, Version, Words
from portal.editing.rules.steps import counting_from
from portal.letters.service.trying import Trying


class AllWords:
    """Puts together what letters say."""

    def __init__(self, trying: Trying) -> None:
        self._trying = trying

    def words(self, key: TextKey, own: Texts, shared: Texts) -> Words:
        """What letters of a kind say with their own text and the one that letters share."""
        texts = self._trying.texts.together(key.kind, key.language, own=own, shared=shared)
        return Words(key=key, texts=texts, mark=self._trying.mark(key.kind))

    def new(self, version: Version, kept: Sequence[Version], *, today: date) -> tuple[Words, ...]:
        """All that must be good before a version is released: with every other text that counts, now or later.

        Of a shared text only what letters do not say already. `kept` are all versions in the language.
        """
        found = self._of_letters(version, kept, today) if version.key.is_shared else (
            self.words(version.key, version.texts, shared) for shared in self._counting(version.key.shared, kept, today)
        )
        return tuple({one.hash: one for one in found}.values())

    def _of_letters(self, version: Version, kept: Sequence[Version], today: date) -> Iterator[Words]:
        counting = self._counting(version.key, kept, today)
        for kind in self._trying.kinds(version.language):
            key = TextKey(kind, version.language)
            for own in self._counting(key, kept, today):
                said = {self.words(key, own, shared).hash for shared in counting}
                words = self.words(key, own, version.texts)
                if words.hash not in said:
                    yield words

    def _counting(self, key: TextKey, kept: Sequence[Version], today: date) -> list[Texts]:
        """The texts with which letters of today and later are said; one that does not fit any more is not said."""
        texts, mine = self._trying.texts, [one for one in kept if one.key == key]
        return [
            one.texts if one and not texts.faults(key.kind, key.language, one.texts) else
            texts.typed(key.kind, key.language) for one in counting_from(mine, today)
        ]
