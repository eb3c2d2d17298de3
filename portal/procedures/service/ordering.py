"""Letters of cases for who names both, such as a command: every reason why there is none is a sentence."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from portal.letters.errors import NotOfCase
from portal.letters.model.sent import SentLetter
from portal.procedures.errors import CaseUnknown, NoLetter, ProcedureUnknown
from portal.procedures.model.kept import KeptCase
from portal.procedures.model.writing import Ask
from portal.procedures.service.cases import Cases
from portal.procedures.service.writing import Writing


class Ordering:
    """Fills the place that letters keep for cases, `FromCases`."""

    def __init__(self, cases: Cases, writing: Writing) -> None:
        self._cases, self._writing = cases, writing

    def asks(self, kind: str, case: str) -> tuple[str, ...]:
        """What somebody says of this letter, a line for each thing; raises `NotOfCase`."""
        kept = self._found(case)
        with self._in_a_sentence(kept):
            return tuple(map(_line, self._writing.asks(kind, kept)))

    def make(self, kind: str, case: str, *, given: Mapping[str, Any], by: str) -> SentLetter:
        """The letter, kept and told; raises `NotOfCase`, and what the archive refuses."""
        kept = self._found(case)
        with self._in_a_sentence(kept):
            return self._writing.write(kind, kept, given=given, by=by)

    def _found(self, case: str) -> KeptCase:
        try:
            return self._cases.get_by_reference(case)
        except CaseUnknown:
            raise NotOfCase(f'There is no case {case}.') from None

    @contextmanager
    def _in_a_sentence(self, kept: KeptCase) -> Iterator[None]:
        try:
            yield
        except ProcedureUnknown as refused:
            raise NotOfCase('The definitions do not know this procedure.') from refused
        except NoLetter as refused:
            fitting = ', '.join(self._writing.possible(kept)) or 'none'
            raise NotOfCase(f'{refused}. Letters that fit this case: {fitting}.') from refused


def _line(ask: Ask) -> str:
    bounds = f', from {ask.earliest} to {ask.latest}' if ask.earliest and ask.latest else ''
    choices = f': {", ".join(key for key, _ in ask.choices)}' if ask.choices else ''
    return f'{ask.name} ({ask.shape}{bounds}{"" if ask.needed else ", may be left out"}){choices}'
