"""What the letters refuse."""


class LetterRefused(Exception):
    """No letter was made."""


class UnfitLetter(LetterRefused):
    """The PDF would have lacked something: a character, a picture, its text for screen readers."""

    def __init__(self, complaints: tuple[str, ...] = ()) -> None:
        super().__init__('; '.join(complaints))
        self.complaints = complaints


class NotAWebAddress(LetterRefused):
    """A link of the letter does not start with http:// or https://."""


class PressMissing(LetterRefused):
    """A library that printing needs is not installed on this machine."""


class WrongLetterFolder(LetterRefused):
    """A file of a letter's folder is missing or wrong; names the file and the field."""
