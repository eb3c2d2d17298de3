"""Every "no" of the procedures."""

from portal.procedures.model.writing import Why


class ProceduresRefused(Exception):
    """Base of everything that the procedures refuse."""


class ProcedureUnknown(ProceduresRefused):
    """The definitions know no such procedure for what came in on that day."""


class CaseUnknown(ProceduresRefused):
    """There is no such case, or it is somebody else's: nobody learns which."""


class NoLetter(ProceduresRefused):
    """No letter can be made of this case; `why` says the reason, and `field` what it is about."""

    def __init__(self, why: Why, field: str = '') -> None:
        super().__init__(f'{field}: {why.value}' if field else why.value)
        self.why, self.field = why, field


class ImportOvertaken(Exception):
    """Another import is reading the same file at this moment."""
