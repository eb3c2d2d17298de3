"""Every "no" of document help."""


class ChecklistRefused(Exception):
    """Base of everything that document help refuses."""


class WrongCondition(Exception):
    """A condition in a rule file cannot be read; that is for who edits the file, not for people on a page."""


class AnswerImpossible(ChecklistRefused):
    """The question allows no such answer; `name` is the fact that it was for."""

    def __init__(self, name: str, says: str = '') -> None:
        super().__init__(f'{name}: {says}' if says else name)
        self.name = name


class NoNationality(AnswerImpossible):
    """A territory has no passport of its own."""


class AnswersContradict(ChecklistRefused):
    """Two answers cannot both be right."""

    def __init__(self, one: str, other: str) -> None:
        super().__init__(one, other)
        self.one, self.other = one, other


class WrongFile(ChecklistRefused):
    """This is no file of answers."""


class ListUnknown(ChecklistRefused):
    """There is no such list: the code is wrong, expired, or the list was removed."""
