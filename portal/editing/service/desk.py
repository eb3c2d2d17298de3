"""The desk: versions are written, reviewed by somebody else, released and withdrawn."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from portal.clock import Clock
from portal.database import Database
from portal.editing.errors import TextUnknown
from portal.editing.model import Editor, State, TextKey, Texts, Version
from portal.editing.rules.comparing import Change, changes
from portal.editing.rules.steps import (
    check_fit,
    check_may_go_on,
    check_may_release,
    check_may_review,
    check_may_withdraw,
    is_ahead,
    valid_on,
)
from portal.editing.service.judging import Judging, Report
from portal.editing.service.words import AllWords
from portal.editing.store.editions import EditionStore
from portal.editing.store.judgements import JudgementStore
from portal.kernel.dutch_time import dutch_day
from portal.letters.model.wording import SHARED
from portal.letters.service.trying import Trying


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a text stands today."""

    key: TextKey
    in_use: Version
    says: Texts
    """All that letters of the kind say with it today."""
    ahead: tuple[Version, ...]
    """Drafts, what was reviewed, and what counts from a later day."""


SHIPPED = Editor('', '')
"""The author of what ships with the portal."""


class Desk:
    """Every use case of the desk."""

    def __init__(self, database: Database, clock: Clock, trying: Trying, judging: Judging) -> None:
        self._database, self._clock, self._trying, self._judging = database, clock, trying, judging
        self._words = AllWords(trying)

    def keys(self) -> tuple[TextKey, ...]:
        """Every text that can be edited, those that letters share first."""
        texts = self._trying.texts
        return tuple(
            TextKey(kind, language) for kind in (SHARED, *sorted(texts.kinds())) for language in texts.languages(kind)
        )

    def overview(self) -> tuple[Standing, ...]:
        """How every text stands."""
        with self._database.reading() as session:
            kept = EditionStore(session).everything()
        in_use = {key: valid_on(_of(key, kept), self.today()) or self._shipped(key) for key in self.keys()}
        return tuple(Standing(
            key=key, in_use=version, says=self._says(version, in_use[key.shared]),
            ahead=tuple(one for one in _of(key, kept) if is_ahead(one, self.today())),
        ) for key, version in in_use.items())

    def get_key(self, kind: str, language: str) -> TextKey:
        """A text that can be edited; raises `TextUnknown`."""
        texts = self._trying.texts
        if (kind != SHARED and kind not in texts) or language not in texts.languages(kind):
            raise TextUnknown
        return TextKey(kind, language)

    def versions(self, key: TextKey) -> tuple[Version, ...]:
        """All versions, the latest first; what ships is the last."""
        with self._database.reading() as session:
            return (*EditionStore(session).of(key), self._shipped(key))

    def get(self, key: TextKey, number: int) -> Version:
        """A version; raises `TextUnknown`."""
        with self._database.reading() as session:
            found = EditionStore(session).find(key, number) if number else self._shipped(key)
        if found is None:
            raise TextUnknown
        return found

    def differences(self, version: Version, since: Version) -> tuple[Change, ...]:
        """The blocks that differ from an earlier version."""
        return changes(since.texts, version.texts)

    def in_use(self, key: TextKey) -> Version:
        """The version with which the letters of today are said."""
        with self._database.reading() as session:
            return EditionStore(session).valid_on(key, self.today()) or self._shipped(key)

    def said(self, version: Version, kind: str = '', *, shared: Version | None = None) -> Texts:
        """All that letters of a kind say with a version, beside what is in use today or the shared text that is given.

        The kind is asked of a shared text; any other is of one.
        """
        if version.key.is_shared:
            return self._says(self.in_use(TextKey(kind, version.language)), version)
        return self._says(version, shared or self.in_use(version.key.shared))

    def save(self, key: TextKey, number: int, *, texts: Texts, note: str, who: Editor) -> Version:
        """Write on from a version: over a draft of one's own, else as a new draft.

        Raises `WrongTexts`, `NotYourDraft`, `TextUnknown` or `JustSaved`.
        """
        self._judging.check(key, texts)
        now = self._clock.now()
        with self._database.transaction() as session:
            store = EditionStore(session)
            before = store.lock(key, number) if number else self._shipped(key)
            if before is None:
                raise TextUnknown
            check_may_go_on(before, who)
            if before.is_draft_of(who):
                store.write_over(before, texts, note=note, now=now)
                return replace(before, texts=texts, note=note, saved_at=now)
            draft = Version(
                kind=key.kind, language=key.language, number=store.highest(key) + 1, texts=texts, state=State.DRAFT,
                author=who, made_at=now, saved_at=now, note=note,
            )
            store.add(draft)
            return draft

    def review(self, key: TextKey, number: int, *, who: Editor, read: str) -> None:
        """Say that somebody else than the author read these words; raises what `check_may_review` does."""
        with self._locked(key, number) as (store, version):
            check_may_review(version, who, read=read)
            store.move(
                version, State.REVIEWED, reviewer=who.key, reviewer_name=who.name, reviewed_at=self._clock.now(),
            )

    def release(self, key: TextKey, number: int, *, valid_from: date) -> None:
        """Say the letters of that day and later with it; raises what `check_may_release` does, and `check_fit`."""
        version = self.get(key, number)
        check_may_release(version, valid_from, today=self.today())
        judged = self._judged(version)  # may take seconds, so before the transaction
        with self._locked(key, number) as (store, version):
            check_may_release(version, valid_from, today=self.today())
            check_fit(key, self._words.new(version, store.said_in(key.language), today=self.today()), judged=judged)
            store.move(version, State.RELEASED, valid_from=valid_from, released_at=self._clock.now())

    def withdraw(self, key: TextKey, number: int, *, who: Editor) -> None:
        """Say no more letters with it; raises what `check_may_withdraw` does."""
        with self._locked(key, number) as (store, version):
            check_may_withdraw(version, who)
            store.move(version, State.WITHDRAWN, withdrawn_at=self._clock.now())

    def today(self) -> date:
        """The day in the Netherlands."""
        return dutch_day(self._clock.now())

    def _judged(self, version: Version) -> dict[str, bool]:
        """May letters with a version be released, by the hash of their words: a kind's own are judged now."""
        with self._database.reading() as session:
            wanted = self._words.new(version, EditionStore(session).said_in(version.language), today=self.today())
            found = JudgementStore(session).of(wanted) if version.key.is_shared else {}
        if version.key.is_shared:
            return {name: Report(tried=tried, printed=True).may_be_released for name, tried in found.items()}
        return {one.hash: self._judging.whole(one.key, one.texts).may_be_released for one in wanted}

    def _says(self, version: Version, shared: Version) -> Texts:
        if version.key.is_shared:
            return version.texts
        return self._words.words(version.key, version.texts, shared.texts).texts

    @contextmanager
    def _locked(self, key: TextKey, number: int) -> Iterator[tuple[EditionStore, Version]]:
        with self._database.transaction() as session:
            store = EditionStore(session)
            store.hold(key.language)  # texts that letters say together are released one after the other
            version = store.lock(key, number)
            if version is None:
                raise TextUnknown
            yield store, version

    def _shipped(self, key: TextKey) -> Version:
        """What ships, as a version: number 0, in use where nothing was released."""
        now, typed = self._clock.now(), self._trying.texts.typed(key.kind, key.language)
        return Version(
            kind=key.kind, language=key.language, number=0, state=State.RELEASED, author=SHIPPED, made_at=now,
            saved_at=now, texts=typed,
        )


def _of(key: TextKey, versions: tuple[Version, ...]) -> list[Version]:
    return [one for one in versions if one.key == key]
