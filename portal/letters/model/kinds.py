"""The class of every kind of letter, by its folder."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.letters.model import asking, coming, data, deciding, log_ins, papers, status, visits, waiting
from portal.letters.model.base import Letter
from portal.letters.model.cases import CaseLetter

KINDS: Mapping[str, type[Letter]] = MappingProxyType({kind.folder: kind for kind in (
    visits.VisitBooked, visits.VisitChanged, visits.VisitCancelled, visits.PlaceOffered, visits.WaitingStarted,
    visits.OfferLapsed, papers.PaperList, log_ins.LogInCode, log_ins.LogInNotice, log_ins.ContactChanged,
    data.MyData, status.CaseStatus, status.CaseNews, status.WeeklyNews,
    asking.SomethingMissing, asking.Payment, asking.Research, asking.Biometrics,
    coming.VisitConfirmed, coming.Hearing, coming.CardReady,
    waiting.ApplicationReceived, waiting.MoreTime, waiting.ObjectionReceived, waiting.YouSayLate, waiting.CardEnds,
    waiting.FamilyStarts,
    deciding.EntryVisaGranted, deciding.PermitGranted, deciding.Refused, deciding.WeStop, deciding.ObjectionDecided,
)})
ABOUT_APPLICATIONS: Mapping[str, type[CaseLetter]] = MappingProxyType({
    name: kind for name, kind in KINDS.items() if issubclass(kind, CaseLetter)
})
"""Those that are kept in the archive."""
