"""The samples that lie beside each kind of letter: invented people, one letter for every branch."""

from collections.abc import Mapping
from pathlib import Path

from pydantic import TypeAdapter

from portal.letters.model.base import Letter
from portal.letters.model.kinds import KINDS

MAIN = 'main'
"""The variant without a name of its own."""


def read_samples(folder: Path, kind: str) -> Mapping[str, Letter]:
    """The samples of a kind of letter by variant; the main one first."""
    adapter: TypeAdapter[Letter] = TypeAdapter(KINDS[kind])
    paths = sorted((folder / kind).glob('sample*.json'), key=lambda path: path.suffixes)
    return {_variant(path): adapter.validate_json(path.read_bytes()) for path in paths}


def _variant(path: Path) -> str:
    """`stopped` of `sample.stopped.json`."""
    return path.suffixes[0][1:] if len(path.suffixes) > 1 else MAIN
