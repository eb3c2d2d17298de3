"""A tiny folder of rules without mistakes or findings, and copies of it in which something was changed."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

from portal.checklist.rule_files.reading import Folder, read_folder
from portal.checklist.rules.checking.findings import findings
from portal.kernel.data_files import DataFileError

SMALL = Path(__file__).parent / 'files' / 'small'
DAY = date(2026, 11, 22)
Rules = Callable[..., Path]


def changed(folder: Path, *changes: tuple[str, str, str]) -> Path:
    """The tiny rules in `folder`, with changes: in this file, this text becomes that one, which may be longer."""
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    for file, before, after in changes:
        path = folder / file
        text = path.read_text()
        assert text.count(before) == 1, f'{file}: {before!r} stands there {text.count(before)} times'
        path.write_text(text.replace(before, after))
    return folder


def mistakes_in(folder: Path) -> list[str]:
    """The mistakes with which these rules cannot be used."""
    try:
        read_folder(folder)
    except DataFileError as error:
        return [str(mistake) for mistake in error.mistakes]
    return []


def findings_in(folder: Path, today: date = DAY) -> list[str]:
    """What stands out in these rules."""
    return said(read_folder(folder), today)


def said(read: Folder, today: date = DAY) -> list[str]:
    """The findings about rules that were read, as the command prints them."""
    return [f'{read.spot(path)}: {says}' for path, says in findings(read.files, read.countries, today)]
