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


class NothingToSay(LetterRefused):
    """A text names a field that has no value in this letter."""

    def __init__(self, *, block: str, field: str) -> None:
        super().__init__(f'the text "{block}" needs the field "{field}", and it is empty')
        self.block, self.field = block, field
