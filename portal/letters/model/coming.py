"""The letters about a visit that belongs to an application: L07, L08 and L13 of the catalogue."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from portal.kernel.texts import Text
from portal.letters.model.base import TYPED, Place
from portal.letters.model.cases import CaseLetter


@dataclass(frozen=True, kw_only=True)
class VisitConfirmed(CaseLetter):
    """Your visit is planned (L07)."""

    folder: ClassVar[str] = 'l07_visit_confirmed'

    place: Place
    purpose: Text
    """What the visit is for, such as `Collect a document`; `service` says to what application it belongs."""
    code: str
    """What to show at the desk."""
    persons: tuple[str, ...] = field(metadata=TYPED)
    bring: tuple[Text, ...]
    visit_link: str
    online_until: datetime
    """Until when the visit can be moved online, in UTC."""


@dataclass(frozen=True, kw_only=True)
class Hearing(CaseLetter):
    """Come to a talk about your application or your objection (L08, L16)."""

    folder: ClassVar[str] = 'l08_hearing'

    kind: Literal['asylum', 'objection']
    subject: Text
    """What the talk is about, as a whole sentence."""
    place: Place
    persons: tuple[str, ...] = field(metadata=TYPED)
    """With whom we want to talk; in an objection that can be somebody else than the applicants."""
    interpreter: Text | None
    """The language of the interpreter; none: the talk is in Dutch without one."""
    answer_by: date
    """By when to say that one cannot come, or wants a man or a woman to talk with."""
    lawyer: str = field(metadata=TYPED)
    """Who gives legal help; empty when nobody does yet."""
    bring: tuple[Text, ...]
    file_from: date | None
    """From when the papers of an objection can be read before the talk (Awb 7:4); none: not in this kind."""
    file_address: tuple[str, ...]
    """Where they can be read: the desk, then its address; empty without `file_from`."""
    papers_by: date | None
    """By when to send more papers for an objection (Awb 7:4); there when `file_from` is."""
    article: str
    """The article that asks for the talk."""


@dataclass(frozen=True, kw_only=True)
class CardReady(CaseLetter):
    """Your card is ready at a desk (L13)."""

    folder: ClassVar[str] = 'l13_card_ready'

    holders: tuple[str, ...] = field(metadata=TYPED)
    """Whose cards are ready; they come themselves."""
    desk: str
    desk_address: tuple[str, ...]
    collect_by: date
    bring: tuple[Text, ...]
    book_page: str
