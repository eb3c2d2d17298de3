"""What the desk refuses."""

from portal.letters.model.wording import Fault


class EditingRefused(Exception):
    """Nothing was changed."""


class TextUnknown(EditingRefused):
    """There is no such text, or no such version of it."""


class WrongTexts(EditingRefused):
    """A block cannot be said; says which, and why."""

    def __init__(self, faults: tuple[tuple[str, Fault], ...]) -> None:
        super().__init__('; '.join(f'{block}: {fault.says}' for block, fault in faults))
        self.faults = faults


class NotYourDraft(EditingRefused):
    """Only its author may change or throw away a draft."""


class JustSaved(EditingRefused):
    """Somebody saved another version at the same moment."""


class NoDraft(EditingRefused):
    """Only a draft can be reviewed."""


class OwnReview(EditingRefused):
    """Nobody reviews their own text."""


class ChangedMeanwhile(EditingRefused):
    """The author changed the text after the reviewer opened it."""


class NotReviewed(EditingRefused):
    """Only what was reviewed can be released."""


class ReleasedBefore(EditingRefused):
    """A day in the past: letters of that day have been sent."""


class UnfitText(EditingRefused):
    """With this text, not every sample of the letter may be released."""


class UnfitLetters(EditingRefused):
    """With this shared text some letters may not be released; says of which kinds."""

    def __init__(self, kinds: tuple[str, ...]) -> None:
        super().__init__(', '.join(kinds))
        self.kinds = kinds


class NotJudged(EditingRefused):
    """Not every letter that says these words was judged with them."""


class WithdrawnAlready(EditingRefused):
    """It was withdrawn before."""
