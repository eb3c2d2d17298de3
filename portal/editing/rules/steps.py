"""From draft to review to release: who may take which step, and when."""

from collections.abc import Iterable, Mapping
from datetime import date

from portal.editing.errors import (
    ChangedMeanwhile,
    NoDraft,
    NotJudged,
    NotReviewed,
    NotYourDraft,
    OwnReview,
    ReleasedBefore,
    UnfitLetters,
    UnfitText,
    WithdrawnAlready,
)
from portal.editing.model import Editor, State, TextKey, Version, Words


def check_may_go_on(version: Version, who: Editor) -> None:
    """Raises `NotYourDraft` for the draft of somebody else."""
    if version.state is State.DRAFT and not version.is_draft_of(who):
        raise NotYourDraft


def check_may_review(version: Version, who: Editor, *, read: str) -> None:
    """Raises `NoDraft`, `OwnReview`, or `ChangedMeanwhile` when `read` is not the fingerprint of the words."""
    if version.state is not State.DRAFT:
        raise NoDraft
    if version.author.key == who.key:
        raise OwnReview
    if version.fingerprint != read:
        raise ChangedMeanwhile


def check_may_release(version: Version, valid_from: date, *, today: date) -> None:
    """Raises `NotReviewed` or `ReleasedBefore`; whether the text is fit is asked elsewhere."""
    if version.state is not State.REVIEWED:
        raise NotReviewed
    if valid_from < today:
        raise ReleasedBefore


def check_may_withdraw(version: Version, who: Editor) -> None:
    """Raises `WithdrawnAlready`, or `NotYourDraft` for the draft of somebody else."""
    if version.state is State.WITHDRAWN:
        raise WithdrawnAlready
    check_may_go_on(version, who)


def valid_on(versions: Iterable[Version], day: date) -> Version | None:
    """The released version with which letters of that day are said: of those that began, the latest."""
    begun = [(one.valid_from, one.number, one) for one in versions
             if one.state is State.RELEASED and one.valid_from and one.valid_from <= day]
    return max(begun)[-1] if begun else None


def counting_from(versions: Iterable[Version], day: date) -> tuple[Version | None, ...]:
    """The versions with which letters of that day and of later days are said, as far as is known; None: what ships."""
    known = tuple(versions)
    later = {one.valid_from for one in known if one.state is State.RELEASED and one.valid_from and one.valid_from > day}
    found = [valid_on(known, begun) for begun in sorted({day, *later})]
    return tuple({one.number if one else 0: one for one in found}.values())


def check_fit(key: TextKey, wanted: Iterable[Words], *, judged: Mapping[str, bool]) -> None:
    """Raises `NotJudged`, `UnfitText`, or `UnfitLetters` for a shared text; `judged`: may it be released, by hash."""
    words = tuple(wanted)
    if any(one.hash not in judged for one in words):
        raise NotJudged
    unfit = tuple(dict.fromkeys(one.key.kind for one in words if not judged[one.hash]))
    if unfit:
        raise UnfitLetters(unfit) if key.is_shared else UnfitText


def is_ahead(version: Version, today: date) -> bool:
    """It is being worked on, or it is released for a later day."""
    later = version.valid_from is not None and version.valid_from > today
    return version.state in (State.DRAFT, State.REVIEWED) or (version.state is State.RELEASED and later)
