"""The letters that say how long something takes: L01, L05, L15, L18, L20 and L22 of the catalogue."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from portal.kernel.texts import Text
from portal.letters.model.cases import CaseLetter, MissingItem


@dataclass(frozen=True, kw_only=True)
class ApplicationReceived(CaseLetter):
    """We have your application, and you hear from us by a day (L01)."""

    folder: ClassVar[str] = 'l01_receipt'

    received: date
    decide_by: date
    period: Text
    """How long the law gives, such as `90 days`."""
    article: str
    """The article that gives the period."""
    stopped: bool
    """The time stands still, because something is missing; then `decide_by` will become later."""
    send_by: date | None
    """By when to send what is missing, as another letter says; only when `stopped`."""


@dataclass(frozen=True, kw_only=True)
class MoreTime(CaseLetter):
    """You get our decision later (L05)."""

    folder: ClassVar[str] = 'l05_more_time'

    before: date
    """By when we first had to decide."""
    decide_by: date
    reason: Text
    """Why, as a whole sentence."""
    article: str


@dataclass(frozen=True, kw_only=True)
class ObjectionReceived(CaseLetter):
    """We have your letter in which you do not agree with a decision (L15)."""

    folder: ClassVar[str] = 'l15_objection_received'

    received: date
    decision_day: date
    """The day of the decision that it is about."""
    decide_by: date
    period: Text
    article: str
    missing: tuple[Text, ...]
    """What the letter lacks (Awb 6:5); then the time stands still until it is there."""
    send_by: date | None
    """By when to send what is missing (Awb 6:6)."""
    send_page: str
    send_address: tuple[str, ...]
    heard: bool
    """We may invite the objector for a talk."""


@dataclass(frozen=True, kw_only=True)
class YouSayLate(CaseLetter):
    """You wrote that we are late, and that is so or not yet (L18)."""

    folder: ClassVar[str] = 'l18_you_say_late'

    received: date
    decide_by: date
    """The last day of the period of the law."""
    late: bool
    decide_now_by: date | None
    """Two weeks after we had the notice; from the next day the court is open."""
    possible_from: date | None
    """Not late yet: the first day on which the notice can be sent."""
    court: Text
    court_address: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CardEnds(CaseLetter):
    """Your card ends soon; ask in time to stay longer (L20)."""

    folder: ClassVar[str] = 'l20_card_ends'

    ends_on: date
    apply_from: date
    apply_before: date
    """The last day on which asking is in time."""
    sponsor_asks: bool
    """The employer or school asks, and not the holder."""
    sponsor: str
    apply_page: str
    article: str
    """The article that says until when asking is in time."""


@dataclass(frozen=True, kw_only=True)
class FamilyStarts(CaseLetter):
    """We start on the application for your family (L22)."""

    folder: ClassVar[str] = 'l22_family_starts'

    received: date
    outcome: Literal['complete', 'incomplete', 'research']
    items: tuple[MissingItem, ...]
    """What we miss; only when `outcome` is `incomplete`."""
    send_by: date | None
    send_page: str
    send_address: tuple[str, ...]
    research: Text | None
    """What we find out, as a whole sentence; only when `outcome` is `research`."""
    decide_by: date
    late: bool
    """`decide_by` has already gone by."""
    article: str
    """The article that gives the period."""
