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

    def __init__(self, address: str, *, field: str = '') -> None:
        super().__init__(f'{field}: {address}' if field else address)
        self.address, self.field = address, field


class PressMissing(LetterRefused):
    """A library that printing needs is not installed on this machine."""


class WrongLetterFolder(LetterRefused):
    """A file of a letter's folder is missing or wrong; names the file and the field."""


class NothingToSay(LetterRefused):
    """A text names a field that has no value in this letter."""

    def __init__(self, *, block: str, field: str) -> None:
        super().__init__(f'the text "{block}" needs the field "{field}", and it is empty')
        self.block, self.field = block, field


class ReferenceTaken(LetterRefused):
    """Another letter was sent under this reference; a letter once sent never changes."""


class WrongReference(LetterRefused):
    """The reference cannot be the name of a file, or is longer than sixty signs."""


class NotOfCase(LetterRefused):
    """No letter can be made of this case, or there is no such case; the message is a sentence that says why."""


class LetterUnknown(LetterRefused):
    """No letter was sent under this reference."""


class LetterDamaged(LetterRefused):
    """What the archive has is not what was put there."""


class LacksElements(LetterRefused):
    """The law wants something in this letter that does not stand in it."""

    def __init__(self, lacking: tuple[str, ...]) -> None:
        super().__init__('; '.join(lacking))
        self.lacking = lacking
