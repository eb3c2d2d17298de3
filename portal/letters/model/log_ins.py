"""The letters about logging in and being reached."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar, Literal

from portal.kernel.texts import Text
from portal.letters.model.base import TYPED, Letter


@dataclass(frozen=True, kw_only=True)
class LogInCode(Letter):
    """The code with which you log in for the first time; goes by post or is handed over, never by mail."""

    folder: ClassVar[str] = 'log_in_code'

    name: str = field(metadata=TYPED)
    v_number: str
    code: str
    page: str
    """The address to type."""
    scan: str
    """The same with the code behind `#`, as a picture."""
    how: Literal['post', 'counter']
    last_day: date
    works_until: datetime
    zone: str


@dataclass(frozen=True, kw_only=True)
class LogInNotice(Letter):
    """Somebody logged in as you, or how you log in has changed."""

    folder: ClassVar[str] = 'log_in_notice'

    what: Literal['code_used', 'new_phrase', 'code_dead', 'linked', 'unlinked']
    moment: datetime
    zone: str


@dataclass(frozen=True, kw_only=True)
class ContactChanged(Letter):
    """How you are reached was changed; goes to where you were reached before."""

    folder: ClassVar[str] = 'contact_changed'

    moment: datetime
    zone: str
    changed: tuple[Text, ...]
    """What was changed; neither the old data nor the new."""
