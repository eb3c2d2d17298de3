"""The samples that lie beside each kind of letter: invented people, one letter for every branch."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from pydantic import TypeAdapter

from portal.letters.model.base import Letter
from portal.letters.model.kinds import KINDS
from portal.letters.model.wording import SHARED

MAIN = 'main'
"""The variant without a name of its own."""
SAID_IN = ('nl', 'en')


def read_samples(folder: Path, kind: str, language: str = 'nl') -> Mapping[str, Letter]:
    """The samples of a kind of letter by variant; the main one first.

    `sample.late.json` serves every language; `sample.late.nl.json` holds values that are said in Dutch.
    """
    adapter: TypeAdapter[Letter] = TypeAdapter(KINDS[kind])
    paths = sorted((folder / kind).glob('sample*.json'), key=lambda path: path.suffixes)
    return {
        variant: adapter.validate_json(path.read_bytes())
        for path in paths for variant, said in [_name(path)] if said in ('', language)
    }


@cache
def mark_of(folder: Path, kind: str) -> str:
    """The same as long as all files are that decide how the samples of a kind of letter come out."""
    files = [path for name in (kind, SHARED) for path in sorted((folder / name).iterdir()) if path.is_file()]
    return sha256(b''.join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()


def _name(path: Path) -> tuple[str, str]:
    """`late` and `nl` of `sample.late.nl.json`; the language is empty for a sample of all languages."""
    parts = [suffix[1:] for suffix in path.suffixes[:-1]]
    said = parts.pop() if parts and parts[-1] in SAID_IN else ''
    return (parts[0] if parts else MAIN), said
