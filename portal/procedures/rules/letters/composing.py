"""From a case to a letter: what the clerk says is checked, the rest follows from the case."""

from collections.abc import Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Any

from pydantic import Field, StringConstraints, TypeAdapter, ValidationError

from portal.kernel.data_files import Translated
from portal.kernel.texts import Text
from portal.letters.model.cases import Addressee, CaseLetter, MissingItem
from portal.procedures.errors import NoLetter
from portal.procedures.model.judged import Judged
from portal.procedures.model.writing import Ask, Given, Matter, Party, Shape, Why
from portal.procedures.rules.letters.asking import ASKING
from portal.procedures.rules.letters.making import Written
from portal.procedures.rules.letters.waiting import WAITING

WRITTEN: Mapping[str, Written] = {one.key: one for one in sorted((*WAITING, *ASKING), key=lambda one: one.key)}
"""The kinds of letter that a case can fill, in the order of the catalogue."""
MOST = 20
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Lines = Annotated[tuple[Line, ...], Field(min_length=1, max_length=MOST)]
Texts = Annotated[tuple[Translated, ...], Field(min_length=1, max_length=MOST)]
Item = Mapping[str, Translated]
PARTS = {'name', 'why', 'form'}
FORMS: Mapping[Shape, TypeAdapter] = {
    Shape.LINE: TypeAdapter(Line), Shape.LINES: TypeAdapter(Lines), Shape.TEXT: TypeAdapter(Translated),
    Shape.TEXTS: TypeAdapter(Texts), Shape.CHOICE: TypeAdapter(Line), Shape.YES_NO: TypeAdapter(bool),
    Shape.ITEMS: TypeAdapter(Annotated[tuple[Item, ...], Field(min_length=1, max_length=MOST)]),
}
ADDRESS = Ask(name='address', shape=Shape.LINES, in_letter=False)
PARENT = Ask(name='addressee', shape=Shape.LINE, in_letter=False)
"""The name of a parent or guardian, to whom the letter about a child goes."""


def possible(judged: Judged) -> tuple[str, ...]:
    """The kinds of letter that fit where a case stands."""
    return tuple(key for key, one in WRITTEN.items() if one.belongs_to(judged))


def asks_of(kind: str, matter: Matter) -> tuple[Ask, ...]:
    """What the clerk says of this letter; raises `NoLetter` when it does not fit where the case stands."""
    written = WRITTEN.get(kind)
    if written is None or not written.belongs_to(matter.judged):
        raise NoLetter(Why.NOT_NOW)
    return (*((PARENT,) if matter.is_for_child else ()), ADDRESS, *written.asks(matter))


def compose(kind: str, matter: Matter, given: Given) -> CaseLetter:
    """The letter that a case and the clerk's words make; raises `NoLetter`."""
    asks = asks_of(kind, matter)
    said = checked(asks, given)
    written = WRITTEN[kind]
    values = _of_matter(matter, said) | dict(written.fill(matter, said))
    values |= {ask.name: said[ask.name] for ask in asks if ask.in_letter}
    letter = written.kind(**values)
    return replace(letter, reference=_reference(letter, matter))


def checked(asks: tuple[Ask, ...], given: Given) -> dict[str, Any]:
    """What was given, as the letter needs it; raises `NoLetter` with the field that is missing, wrong or too much."""
    if unasked := sorted(given.keys() - {ask.name for ask in asks}):
        raise NoLetter(Why.NOT_ASKED, unasked[0])
    return {ask.name: _checked(ask, given.get(ask.name)) for ask in asks}


def _checked(ask: Ask, value: Any) -> Any:
    if value in (None, '', [], (), {}):
        if ask.needed:
            raise NoLetter(Why.MISSING, ask.name)
        return ask.otherwise
    try:
        found = FORMS[ask.shape].validate_python(value)
    except ValidationError as error:
        place = '.'.join(str(part) for part in (ask.name, *error.errors()[0]['loc']))
        raise NoLetter(Why.WRONG, place) from error
    if ask.shape is Shape.CHOICE and found not in dict(ask.choices):
        raise NoLetter(Why.WRONG, ask.name)
    return tuple(_item(one, ask.name) for one in found) if ask.shape is Shape.ITEMS else found


def _item(parts: Mapping[str, Text], name: str) -> MissingItem:
    if parts.keys() != PARTS:
        raise NoLetter(Why.WRONG, f'{name}.{min(parts.keys() ^ PARTS)}')
    return MissingItem(**parts)


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


