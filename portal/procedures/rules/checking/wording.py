"""Mistakes in words: steps of a reckoning without words, and braces that nothing fills."""

import re
from collections.abc import Iterator

from portal.kernel.data_files import Finding, Path
from portal.kernel.texts import Text
from portal.procedures.model import DefinitionFiles, Told, Unit

BRACES = re.compile(r'\{([^{}]*)\}')
WITH = {
    Told.TIME_TO_OBJECT: 'length', Told.TERM: 'length', Told.NEW_LAW: 'since', Told.NEW_LAW_UNSURE: 'since length',
    Told.STOPPED: 'since last length why', Told.STOPPED_STILL: 'since last length why',
    Told.STOPPED_UNTOLD: 'since why', Told.STOPPED_LATE: 'since why',
    Told.EXTENDED: 'on why', Told.EXTENDED_ALL: 'length why', Told.BLANKET_WITHDRAWN: 'length why',
    Told.EXTENDED_LATE: 'on', Told.EXTENDED_UNKNOWN: 'on', Told.EXTENDED_TOO_OFTEN: 'on',
    Told.EXTENDED_CAPPED: 'letter', Told.MOVED: 'since why', Told.STAYS: 'why',
    Told.TWO_WEEKS: 'length', Told.COURT_BY: 'length', Told.COURT_ORDERED: 'on', Told.POSTED: 'length arrive',
}
"""What can be filled in beside the day, for each step of a reckoning."""
FILLED: dict[str, set[str]] = {str(told): {'day', *WITH.get(told, '').split()} for told in Told}
FILLED |= {f'{unit}_{number}': {'number'} for unit in Unit for number in ('one', 'many')}


def wording_mistakes(files: DefinitionFiles) -> Iterator[Finding]:
    """Words that are missing or unknown, and braces that nothing fills."""
    for key in FILLED.keys() - {word.key for word in files.words}:
        yield Finding(('words',), f'there are no words for {key}')
    for place, word in enumerate(files.words):
        if word.key not in FILLED:
            yield Finding(('words', place, 'key'), f'nothing says {word.key}')
        else:
            yield from _braces(word.says, ('words', place, 'says'), allowed=FILLED[word.key])
    for place, situation in enumerate(files.situations):
        yield from _braces(situation.lead, ('situations', place, 'lead'), allowed={'day'})
    for kind in ('steps', 'turns'):
        for place, entry in enumerate(getattr(files, kind)):
            yield from _braces(entry.lead, (kind, place, 'lead'), allowed=set())


def _braces(text: Text, path: Path, *, allowed: set[str]) -> Iterator[Finding]:
    used = {language: set(BRACES.findall(words)) for language, words in text.items()}
    for language, names in used.items():
        for name in sorted(names - allowed):
            yield Finding((*path, language), f'nothing fills {{{name}}} here')
        if names != used['nl'] and names <= allowed:
            yield Finding((*path, language), 'this fills in other things than the Dutch text does')
