"""Every "no" of the procedures."""


class ProceduresRefused(Exception):
    """Base of everything that the procedures refuse."""


class ProcedureUnknown(ProceduresRefused):
    """The definitions know no such procedure for what came in on that day."""


class CaseUnknown(ProceduresRefused):
    """There is no such case, or it is somebody else's: nobody learns which."""


class ImportOvertaken(Exception):
    """Another import is reading the same file at this moment."""
