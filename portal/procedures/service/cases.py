"""Cases for those who may see them, from our own tables: they are there when their source is not."""

from datetime import date
from functools import lru_cache

from portal.clock import Clock
from portal.database import Database
from portal.identity.model import PersonId
from portal.kernel.dutch_time import dutch_day
from portal.kernel.texts import Text
from portal.procedures.learning import Learning
from portal.procedures.model import Case, CaseId, Definitions, Reckoning
from portal.procedures.model.expected import Forecast
from portal.procedures.model.judged import Judged
from portal.procedures.model.kept import KeptCase, Learnt, SourceState
from portal.procedures.rules.finding import find_procedure
from portal.procedures.rules.judging import judge
from portal.procedures.rules.wording import SayDay, in_words
from portal.procedures.scoring import Scoring
from portal.procedures.service.importing import Importing
from portal.procedures.store.cases import CaseReader

JUDGED_KEPT = 2_000
"""So many cases are kept with what followed from them: people look at their own case several times a day."""


class Cases:
    """Finds cases; `importing` brings them in, `learning` says when they may be expected to be decided."""

    def __init__(self, database: Database, clock: Clock, definitions: Definitions) -> None:
        self._reader, self._clock = CaseReader(database), clock
        self.definitions = definitions
        self.importing = Importing(database, clock, definitions)
        self._judge = lru_cache(JUDGED_KEPT)(self._judge_anew)
        self.learning = Learning(database, clock, definitions)
        self.scoring = Scoring(database, clock, self.learning)

    def cases_of(self, person: PersonId) -> list[KeptCase]:
        """The cases that somebody may see: what was received last comes first."""
        return self._reader.cases_of(person)

    def get_for(self, person: PersonId, case_id: CaseId) -> KeptCase:
        """One of them; raises `CaseUnknown`, for somebody else's as for none."""
        return self._reader.get_for(person, case_id)

    def get_by_reference(self, reference: str) -> KeptCase:
        """A case by what its source calls it, for who runs the portal; raises `CaseUnknown`."""
        return self._reader.get_by_reference(reference)

    def get_with_source(self, person: PersonId, case_id: CaseId) -> tuple[KeptCase, SourceState, Learnt]:
        """The same, with how old what we know is and what `forecast` would ask; raises `CaseUnknown`."""
        return self._reader.get_with_source(person, case_id)

    def judge(self, kept: KeptCase, letters: tuple[date, ...] = ()) -> Judged:
        """All that follows today, as it is in the Netherlands, from a case and the days of the letters of its decision.

        Raises `ProcedureUnknown`.
        """
        return self._judge(kept.case, dutch_day(self._clock.now()), letters)

    def judge_case(self, case: Case) -> Judged:
        """The same for a case that is not kept like this; raises `ProcedureUnknown`."""
        return self._judge_anew(case, dutch_day(self._clock.now()))

    def forecast(self, kept: KeptCase, learnt: Learnt | None = None) -> Forecast | None:
        """When the start and the decision may be expected; None when it is over."""
        return self.learning.forecast(kept, dutch_day(self._clock.now()), learnt=learnt)

    def in_words(self, step: Reckoning, language: str, *, say_day: SayDay) -> str:
        """One step of how a date was computed, in a language."""
        return in_words(self.definitions, step, language, say_day=say_day)

    def name_of(self, procedure: str) -> Text:
        """What a procedure is called today; its key when the definitions know it no more."""
        found = find_procedure(self.definitions, procedure, dutch_day(self._clock.now()))
        return found.name if found else {'nl': procedure, 'en': procedure}

    def source_state(self) -> SourceState:
        """How old what we know is."""
        return self._reader.source_state()

    def _judge_anew(self, case: Case, day: date, letters: tuple[date, ...] = ()) -> Judged:
        return judge(case, self.definitions, day, letters=letters)
