"""The card of each letter: what it is called, when it is sent, to whom, since when and on what ground."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from portal.kernel.data_files import DataFileError, Day, Translated, load_yaml
from portal.letters.errors import WrongLetterFolder
from portal.letters.model.kinds import KINDS


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
    return {kind: _read(folder / kind) for kind in KINDS}


def _read(folder: Path) -> About:
    try:
        return load_yaml(folder / 'about.yaml', About)
    except DataFileError as error:
        raise WrongLetterFolder(f'letters/{folder.name}: {error}') from error
