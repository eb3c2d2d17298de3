"""Types for the fields of data files: how a day, a time and a text in several languages are written."""

import re
from datetime import date, time
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from portal.kernel.texts import Text

LAW_LANGUAGES = ('nl', 'en')
DAY = re.compile(r'[0-9]{4}-[0-9]{2}-[0-9]{2}')
CLOCK = re.compile(r'[0-9]{2}:[0-9]{2}')
LANGUAGE = re.compile(r'[a-z]{2,3}')


def _day(written: object) -> date:
    if isinstance(written, date):
        return written
    try:
        # A bare number would be taken for seconds since 1970: only text of this form is a day.
        return date.fromisoformat(written if isinstance(written, str) and DAY.fullmatch(written) else '-')
    except ValueError:
        raise ValueError(f'must be a day that exists, such as 2026-12-31, but it is {written!r}') from None


def _clock(written: object) -> time:
    if isinstance(written, time):
        return written
    try:
        return time.fromisoformat(written if isinstance(written, str) and CLOCK.fullmatch(written) else '-')
    except ValueError:
        raise ValueError(f"must be a time such as '09:00', but it is {written!r}") from None


def _translated(text: Text) -> Text:
    for language in LAW_LANGUAGES:
        if not text.get(language, '').strip():
            raise ValueError(f'the text in {language} is missing; nl and en are always needed')
    for language, words in text.items():
        if not LANGUAGE.fullmatch(language) or not words.strip():
            raise ValueError(f'{language!r} must be the code of a language, such as uk, with a text')
    return {language: ' '.join(words.split()) for language, words in text.items()}


Day = Annotated[date, BeforeValidator(_day)]
"""A day, written 2026-12-31."""
Clock = Annotated[time, BeforeValidator(_clock)]
"""A time on a local clock, written '09:00'."""
Translated = Annotated[Text, AfterValidator(_translated)]
"""A text in Dutch and English at least, by the code of the language."""
