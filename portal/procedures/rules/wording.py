"""Says a step of a reckoning in words: fills the texts of the definitions."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from portal.kernel.texts import in_language
from portal.procedures.model import Definitions, Length, Reckoning

SayDay = Callable[[date], str]
FIELD = re.compile(r'\{([a-z]+)\}')


def in_words(definitions: Definitions, step: Reckoning, language: str, *, say_day: SayDay) -> str:
    """One step in a language; `say_day` says dates."""
    def said(value: object) -> str:
        if isinstance(value, date):
            return say_day(value)
        if isinstance(value, Length):
            return length_in_words(definitions, value, language)
        return in_language(value, language) if isinstance(value, Mapping) else str(value)
    text = in_language(definitions.words[step.told].says, language)
    values = {'day': step.day, **step.values}
    return FIELD.sub(lambda found: said(values[found[1]]), text)


def length_in_words(definitions: Definitions, length: Length, language: str) -> str:
    """6 months, in a language."""
    word = definitions.words[f'{length.unit}_{"one" if length.number == 1 else "many"}']
    return in_language(word.says, language).replace('{number}', str(length.number))
