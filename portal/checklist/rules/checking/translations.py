"""How complete the languages are in which the rule files speak to people."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from portal.checklist.model import RuleFiles
from portal.kernel.data_files.fields import LAW_LANGUAGES


def other_languages(files: RuleFiles) -> dict[str, tuple[int, int]]:
    """For each language besides those that are always there: how many texts there are, and how many there could be."""
    texts = list(_texts(files))
    counts = Counter(language for text in texts for language in text if language not in LAW_LANGUAGES)
    return {language: (count, len(texts)) for language, count in sorted(counts.items())}


def _texts(value: Any) -> Iterator[dict[str, str]]:
    """The texts in several languages inside."""
    if isinstance(value, BaseModel):
        for field in type(value).model_fields:
            yield from _texts(getattr(value, field))
    elif isinstance(value, tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict):
        yield value
