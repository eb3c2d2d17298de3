"""The letters in which something is asked: L02, L03, L04 and L06 of the catalogue."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import ClassVar

from portal.kernel.texts import Text
from portal.letters.model.base import TYPED, Place
from portal.letters.model.cases import CaseLetter, MissingItem


@dataclass(frozen=True, kw_only=True)
class Payment(CaseLetter):
    """Pay an amount by a day (L02)."""

    folder: ClassVar[str] = 'l02_payment'

    amount: Decimal
    """In euro."""
    pay_by: date
    again_by: date
    """Who did not pay by then gets a second letter, and has until this day."""
    account: str
    """The IBAN."""
    account_name: str
    payment_reference: str
    second: bool
    """This is the second letter; the application stops when it is not paid."""
    article: str


@dataclass(frozen=True, kw_only=True)
class SomethingMissing(CaseLetter):
    """We cannot go on; send us what is missing by a day (L03, Awb 4:5)."""

    folder: ClassVar[str] = 'l03_missing'

    items: tuple[MissingItem, ...]
    send_by: date
    send_page: str
    send_address: tuple[str, ...]
    stopped_from: date
    """The day from which the time stands still (Awb 4:15)."""
    decide_by: date
    """The end of the period if all comes on the last day; sooner if it comes sooner."""


@dataclass(frozen=True, kw_only=True)
class Research(CaseLetter):
    """We find something out first (L04)."""

    folder: ClassVar[str] = 'l04_research'

    research: Text
    """What we find out, as a whole sentence."""
    lasts: Text
    """About how long, such as `six weeks`."""
    place: Place | None
    """Where the applicant must be for it; none: nothing is asked of the applicant."""
    persons: tuple[str, ...] = field(metadata=TYPED)
    """Who must come to the place; empty without one."""
    bring: tuple[Text, ...]
    before: date
    """By when we had to decide without the research."""
    decide_by: date
    """By when we must decide now; what we expect, while the time stands still."""
    stopped_from: date | None
    """The first day that does not count, because the time of the law stands still for it; none: it does not."""
    article: str
    """The article that lets the time stand still or gives more time; empty when neither."""


@dataclass(frozen=True, kw_only=True)
class Biometrics(CaseLetter):
    """Book a visit for a photo, fingerprints and a signature (L06)."""

    folder: ClassVar[str] = 'l06_biometrics'

    come_by: date
    persons: tuple[str, ...] = field(metadata=TYPED)
    """Who must come to a desk; empty when all are babies."""
    desks: tuple[str, ...]
    bring: tuple[Text, ...]
    book_page: str
    not_needed: tuple[str, ...] = field(metadata=TYPED)
    """The names of those who need not come, because we have theirs."""
    babies: tuple[str, ...] = field(metadata=TYPED)
    """Children under one year: their photo can be sent by post."""
    photo_form_page: str
    """Where the form for the photo of a baby is; empty without babies."""
    send_address: tuple[str, ...]
    """Where to send that form; empty without babies."""
