"""What every letter about an application says, and the parts that several of them share.

Every day in them was computed by the rules of the procedure: a letter only says it.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from portal.kernel.texts import Text
from portal.letters.model.base import TYPED, Letter

LAWFUL = 'nl'
"""The language of the letter that counts; in every other one it is a help text."""


@dataclass(frozen=True, kw_only=True)
class Addressee:
    """To whom the letter goes, as it stands in the window of the envelope."""

    name: str = field(metadata=TYPED)
    address: tuple[str, ...] = field(metadata=TYPED)
    """Street and number, then postcode and place, then a country other than the Netherlands."""


@dataclass(frozen=True, kw_only=True)
class CaseLetter(Letter):
    """A letter about an application, an objection or a card; `service` says of what it is about."""

    reference: str
    """The number of this letter, under which it lies in the archive."""
    addressee: Addressee
    representative: str = field(default='', metadata=TYPED)
    """Who gets the same letter on the same day; empty: nobody acts for the applicant."""
    minor: bool = False
    """The application is for a child; the letter goes to a parent or guardian."""
    applicants: tuple[str, ...] = field(metadata=TYPED)
    """The people for whom something was asked, one or more."""
    v_number: str
    case_reference: str
    status_page: str
    """Where to log in and see how the application stands."""
    check_page: str
    """Where anybody can see that this letter is real; it shows nothing of what the letter says."""
    check_code: str
    """What to type there."""


@dataclass(frozen=True, kw_only=True)
class Remedy:
    """What can be done against a decision, by whom, until when and where (Awb 3:45, 6:7 to 6:9)."""

    kind: Literal['objection', 'appeal']
    until: date
    """The last day on which it can be sent."""
    arrives_by: date
    """The last day on which something that was posted in time may arrive."""
    body: Text
    """To whom it goes."""
    address: tuple[str, ...]
    page: str
    """Where it can be done online; empty: only by post."""
    article: str
    """The article that gives the period."""
    may_stay: bool
    """The applicant may wait for the answer in the Netherlands."""


@dataclass(frozen=True, kw_only=True)
class MissingItem:
    """Something that the service needs, and in what form."""

    name: Text
    why: Text
    form: Text
    """Copy or original, legalised or not, in which language."""


@dataclass(frozen=True, kw_only=True)
class Reason:
    """One condition, and why it was met or not."""

    asked: Text
    """What the law asks."""
    found: Text
    """What the service found, and in which papers."""
    why: Text
    """Why that is, or is not, enough."""
    article: str
