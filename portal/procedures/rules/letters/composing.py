"""From a case to a letter: what the clerk says is checked, the rest follows from the case."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any

from pydantic import TypeAdapter

from portal.letters.model.cases import Addressee, CaseLetter
from portal.procedures.errors import NoLetter
from portal.procedures.model.judged import Judged
from portal.procedures.model.writing import Ask, Given, Matter, Party, Shape, Why
from portal.procedures.rules.letters.asking import ASKING
from portal.procedures.rules.letters.coming import COMING
from portal.procedures.rules.letters.giving import checked
from portal.procedures.rules.letters.granting import GRANTING
from portal.procedures.rules.letters.making import Written
from portal.procedures.rules.letters.paying import PAYING
from portal.procedures.rules.letters.refusing import REFUSING
from portal.procedures.rules.letters.researching import RESEARCHING
from portal.procedures.rules.letters.waiting import WAITING

ALL = *WAITING, *ASKING, *PAYING, *RESEARCHING, *COMING, *GRANTING, *REFUSING
WRITTEN: Mapping[str, Written] = {one.key: one for one in sorted(ALL, key=lambda one: one.key)}
"""The kinds of letter that a case can fill, in the order of the catalogue."""
ADDRESS = Ask(name='address', shape=Shape.LINES, in_letter=False)
PARENT = Ask(name='addressee', shape=Shape.LINE, in_letter=False)
"""The name of a parent or guardian, to whom the letter about a child goes."""
SENT_BEFORE = Ask(name='sent_before', shape=Shape.YES_NO, in_letter=False)
"""Whether a decision of an earlier day was sent in another way: a second letter would give time that there is not."""


def possible(judged: Judged) -> tuple[str, ...]:
    """The kinds of letter that fit where a case stands."""
    return tuple(key for key, one in WRITTEN.items() if one.belongs_to(judged))


def asks_of(kind: str, matter: Matter) -> tuple[Ask, ...]:
    """What the clerk says of this letter; raises `NoLetter` when it does not fit where the case stands."""
    written = WRITTEN.get(kind)
    if written is None or not written.belongs_to(matter.judged):
        raise NoLetter(Why.NOT_NOW)
    is_late = written.is_late(matter.judged)
    if is_late and written.was_sent(matter):
        raise NoLetter(Why.SENT_BEFORE)
    parent, sent = (PARENT,) if matter.is_for_child else (), (SENT_BEFORE,) if is_late else ()
    return (*parent, ADDRESS, *written.asks(matter), *sent)


def compose(kind: str, matter: Matter, given: Given) -> CaseLetter:
    """The letter that a case and the clerk's words make; raises `NoLetter`."""
    asks = asks_of(kind, matter)
    said = checked(asks, given)
    written = WRITTEN[kind]
    values = _of_matter(matter, said) | dict(written.fill(matter, said))
    if said.get(SENT_BEFORE.name):
        raise NoLetter(Why.SENT_BEFORE, SENT_BEFORE.name)
    values |= {ask.name: said[ask.name] for ask in asks if ask.in_letter}
    letter = written.kind(**values)
    return replace(letter, reference=_reference(letter, matter))


def _of_matter(matter: Matter, said: Given) -> dict[str, Any]:
    """What every letter says."""
    names = tuple(_named(one) for one in matter.applicants)
    to = said[PARENT.name] if matter.is_for_child else _named(matter.addressee)
    return {
        'office': matter.office, 'written_on': matter.day, 'service': matter.judged.progress.procedure.name,
        'reference': '', 'addressee': Addressee(name=to, address=said[ADDRESS.name]),
        'representative': matter.representative, 'minor': matter.is_for_child, 'applicants': names,
        'v_number': matter.addressee.v_number, 'case_reference': matter.case_reference,
        'status_page': matter.status_page, 'check_page': '', 'check_code': '',
    }


def _named(party: Party) -> str:
    if not party.name:
        raise NoLetter(Why.MISSING, 'name')
    return party.name


def _reference(letter: CaseLetter, matter: Matter) -> str:
    """The number of the letter: the same letter made twice in a day has the same, and is sent once.

    The name of the case, which nobody outside knows, keeps what the letter says from being read out of it.
    """
    says = TypeAdapter[CaseLetter](type(letter)).dump_json(letter)
    digest = sha256(f'{matter.judged.case.id} '.encode() + says).hexdigest()
    return f'{letter.folder[:3].upper()}-{matter.day:%Y%m%d}-{digest[:10].upper()}'


