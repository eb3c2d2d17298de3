"""Reads the words of each language by which the rules know what a letter does."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from portal.kernel.data_files import load_yaml
from portal.letters.model.checking import Tone

DATA = Path(__file__).parent / 'data'


class Words(BaseModel):
    """A file of words."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    actions: tuple[str, ...]
    says: tuple[str, ...]
    nothing: tuple[str, ...]
    threats: tuple[str, ...]
    acts: tuple[str, ...]
    short_months: tuple[str, ...]


@cache
def read_tones(folder: Path = DATA) -> Mapping[str, Tone]:
    """The words of every language in which letters are written; raises `DataFileError`."""
    return {path.suffixes[0][1:]: _read(path) for path in sorted(folder.glob('tone.*.yaml'))}


def _read(path: Path) -> Tone:
    words = load_yaml(path, Words)
    return Tone(
        actions=frozenset(words.actions), says=frozenset(words.says), nothing=words.nothing, threats=words.threats,
        acts=words.acts, short_months=words.short_months,
    )
