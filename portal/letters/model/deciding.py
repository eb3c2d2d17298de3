"""The letters with a decision: L10, L11, L12, L14 and L17 of the catalogue."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar, Literal

from portal.kernel.texts import Text
from portal.letters.model.cases import CaseLetter, Reason, Remedy


@dataclass(frozen=True, kw_only=True)
class EntryVisaGranted(CaseLetter):
    """You get the sticker with which you may travel to the Netherlands (L10)."""

    folder: ClassVar[str] = 'l10_mvv_yes'

    to_sponsor: bool = False
    """The letter goes to who has somebody come, and not to who travels."""
    post: Text
    """The embassy or consulate."""
    collect_by: date
    travel_days: int
    """How long after collecting one may enter."""
    passport_months: int
    """How long the passport must still be valid at collecting."""
    book_page: str
    arrival_page: str
    """Where to book a visit for the day of arrival, as the family of refugees does; empty: no such visit."""
    article: str


@dataclass(frozen=True, kw_only=True)
class PermitGranted(CaseLetter):
    """You get a residence permit (L11)."""

    folder: ClassVar[str] = 'l11_permit_yes'

    purpose: Text
    labour: Text
    """What the card says about work."""
    valid_from: date
    valid_until: date
    """The last day."""
    biometrics_by: date | None
    """By when to give a photo, fingerprints and a signature; none: we have them."""
    book_page: str
    report_weeks: int
    """Within how many weeks a change must be told."""
    integration: bool
    """The holder must learn Dutch and hears about it from the municipality."""
    remedy: Remedy
    counts_from_card: bool = False
    """The time to object only begins when the card is collected: `remedy.until` is the earliest that it can end."""
    article: str


@dataclass(frozen=True, kw_only=True)
class Refused(CaseLetter):
    """You do not get what you asked for (L12)."""

    folder: ClassVar[str] = 'l12_no'

    reasons: tuple[Reason, ...]
    """The conditions that were not met, one or more."""
    evidence: tuple[Text, ...]
    """The papers and talks that the decision rests on."""
    leave_by: date | None
    """The last day in the Netherlands; none: the applicant is not there or may stay for another reason."""
    leave_at_once: bool
    entry_ban_years: int
    """How long one may not come back; 0: no ban."""
    leave_article: str
    """The articles about leaving and the ban; empty when the letter speaks of neither."""
    return_page: str
    """The page of those who help with going back."""
    remedy: Remedy


@dataclass(frozen=True, kw_only=True)
class WeStop(CaseLetter):
    """We stop with your application, because something is missing (L14, Awb 4:5)."""

    folder: ClassVar[str] = 'l14_we_stop'

    asked_on: date
    send_by: date
    """By when we had asked for it."""
    missing: tuple[Text, ...]
    remedy: Remedy


@dataclass(frozen=True, kw_only=True)
class ObjectionDecided(CaseLetter):
    """What we decide on your objection (L17)."""

    folder: ClassVar[str] = 'l17_objection_decided'

    decision_day: date
    """The day of the decision that it is about."""
    outcome: Literal['right', 'partly', 'not_right', 'not_judged']
    """`not_judged`: the objection came too late, or lacks something."""
    changes: Text | None
    """What changes now, as a whole sentence; none: all stays as it was."""
    reasons: tuple[Reason, ...]
    """May be empty when all that was asked for was given (Awb 3:48)."""
    not_heard: Text | None
    """Why there was no talk, as a whole sentence (Awb 7:3, 7:12); none: there was one."""
    costs: Decimal | None
    """What we pay of the costs of legal help, in euro; none: nothing."""
    leave_by: date | None
    """The last day in the Netherlands for who could wait for this letter; none: the letter sets no day."""
    leave_article: str
    return_page: str
    """The page of those who help with going back; only with `leave_by`."""
    remedy: Remedy | None
    """None: everything that was asked for was given."""
