"""Cases for those who may see them, from our own tables: they are there when their source is not."""

from portal.clock import Clock
from portal.database import Database
from portal.identity.model import PersonId
from portal.procedures.learning import Learning
from portal.kernel.dutch_time import dutch_day
from portal.procedures.model import CaseId, Definitions
from portal.procedures.model.judged import Judged
from portal.procedures.model.kept import KeptCase, SourceState
from portal.procedures.rules.judging import judge
from portal.procedures.service.importing import Importing
from portal.procedures.store.cases import CaseReader


class Cases:
    """Finds cases; `importing` brings them in, `learning` says when they may be expected to be decided."""

    def __init__(self, database: Database, clock: Clock, definitions: Definitions) -> None:
        self._reader, self._clock = CaseReader(database), clock
        self.definitions = definitions
        self.importing = Importing(database, clock, definitions)
        self.learning = Learning(database, clock, definitions)

    def cases_of(self, person: PersonId) -> list[KeptCase]:
        """The cases that somebody may see: what was received last comes first."""
        return self._reader.cases_of(person)

    def get_for(self, person: PersonId, case_id: CaseId) -> KeptCase:
        """One of them; raises `CaseUnknown`, for somebody else's as for none."""
        return self._reader.get_for(person, case_id)

    def judge(self, kept: KeptCase) -> Judged:
        """All that follows from a case today, as it is in the Netherlands; raises `ProcedureUnknown`."""
        return judge(kept.case, self.definitions, dutch_day(self._clock.now()))

    def source_state(self) -> SourceState:
        """How old what we know is."""
        return self._reader.source_state()
