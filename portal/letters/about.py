"""The card of each letter: what it is called, when it is sent, to whom, since when and on what ground."""

from collections.abc import Iterator, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field

from portal.kernel.data_files import DataFileError, Day, Finding, Translated, load_yaml
from portal.letters.errors import WrongLetterFolder
from portal.letters.model.base import Letter
from portal.letters.model.cases import CaseLetter
from portal.letters.model.kinds import KINDS
from portal.letters.texts.fields import declared
from portal.letters.texts.values import names


class Mandatory(BaseModel):
    """Something that the law wants in this kind of letter."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    element: str = Field(pattern='^[a-z_]+$')
    """The part of the letter that is marked with it."""
    article: str = Field(min_length=1)
    shows: tuple[str, ...] = ()
    """The fields whose values must stand there; a list means each of its entries."""
    only_if: str = ''
    """Only in letters in which this field has a value, or is true."""
    unless: str = ''
    """Not in letters in which this field is true."""


class About(BaseModel):
    """What `about.yaml` says of one kind of letter."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    name: Translated
    subject: Translated
    """Never holds personal data: subjects are shown on locked screens."""
    sent_when: Translated
    sent_to: Translated
    valid_from: Day
    legal_basis: str
    """The article that asks for this letter, or `none`."""
    status: Literal['confirmed', 'unconfirmed']
    catalogue: str = Field(default='', pattern=r'^(L\d\d)?$')
    """The number in the catalogue of letters; only letters about an application have one."""
    procedures: tuple[str, ...] = ()
    """The procedures in which it is sent, by their keys; `all` for every one."""
    mandatory: tuple[Mandatory, ...] = ()


@cache
def read_cards(folder: Path) -> Mapping[str, About]:
    """The card of every kind, by its folder; raises `WrongLetterFolder`."""
    return {name: _read(folder / name, kind) for name, kind in KINDS.items()}


def _read(folder: Path, kind: type[Letter]) -> About:
    try:
        return load_yaml(folder / 'about.yaml', About, check=partial(_check, kind=kind))
    except DataFileError as error:
        raise WrongLetterFolder(f'letters/{folder.name}: {error}') from error


def _check(card: About, kind: type[Letter]) -> Iterator[Finding]:
    """A letter about an application says where it is sent and what the law wants; all names are fields of its class."""
    if issubclass(kind, CaseLetter) and not card.procedures:
        yield Finding(('procedures',), 'say in which procedures it is sent; all for every one')
    if issubclass(kind, CaseLetter) and not (card.catalogue and card.mandatory):
        yield Finding((), 'a letter about an application has a number in the catalogue and mandatory elements')
    hints = get_type_hints(kind)
    for place, one in enumerate(card.mandatory):
        yield from (
            Finding(('mandatory', place, 'shows', index), f'there is no field {name} in this letter')
            for index, name in enumerate(one.shows) if name not in names(declared(kind))
        )
        if one.only_if and one.only_if not in hints:
            yield Finding(('mandatory', place, 'only_if'), f'there is no field {one.only_if} in this letter')
        if one.unless and hints.get(one.unless) is not bool:
            yield Finding(('mandatory', place, 'unless'), 'must be a field that is true or false; else take only_if')
