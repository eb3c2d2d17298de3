"""Reads the data of a letter; every mistake names its file, line and field."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path

from portal.kernel.data_files import DataFileError, Mistake, Written, build, read_yaml
from portal.letters.model.cases import CaseLetter
from portal.letters.model.kinds import ABOUT_APPLICATIONS
from portal.letters.model.sent import REFERENCE


def read_letter(path: Path, kind: str) -> CaseLetter:
    """The letter of this kind whose data stand in a JSON file; raises `DataFileError`."""
    return letter_of(read_yaml(path), kind)  # what is right in JSON is right in YAML, which keeps the lines


def letter_of(written: Written, kind: str) -> CaseLetter:
    """The letter of this kind that `written` tells; raises `DataFileError` with all mistakes."""
    mistakes = list(_mistakes(written, kind))
    try:
        letter = build(ABOUT_APPLICATIONS[kind], written)
    except DataFileError as error:
        mistakes += error.mistakes
    if mistakes:
        raise DataFileError(mistakes)
    return letter


def _mistakes(written: Written, kind: str) -> Iterator[Mistake]:
    """What the class itself does not say."""
    if not isinstance(written.value, Mapping):
        return
    known = {field.name for field in fields(ABOUT_APPLICATIONS[kind])}
    for name in written.value:
        if name not in known:
            says = 'this kind of letter has no field of this name; check the spelling'
            yield Mistake(spot=written.spot((name,)), says=says)
    reference = written.value.get('reference')
    if isinstance(reference, str) and not REFERENCE.fullmatch(reference):
        says = 'must be up to 60 letters, digits, points and dashes: files are named after it'
        yield Mistake(spot=written.spot(('reference',)), says=says)
