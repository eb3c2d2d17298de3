"""Reads the word lists in `data/`: officialese with what to say instead, the glossary of the trade, and grammar."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from portal.clarity.model import Grammar, Term
from portal.kernel.data_files import Finding, Translated, load_csv, load_yaml

PHRASE = r"^[^\W\d_]+([.'-]?[^\W\d_]+)*\.?( (\*|[^\W\d_]+([.'-]?[^\W\d_]+)*\.?))*$"
"""Words, with `*` for a gap between two of them."""
Small = Annotated[str, Field(pattern="^[a-z']+$")]
"""A word in small letters, as it is looked up."""


class Row(BaseModel):
    """A word or phrase that officials write, and what people say."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    phrase: str = Field(pattern=PHRASE)
    instead: str


class Entry(BaseModel):
    """A word of the trade, its other forms in each language, and what it means."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    word: Translated
    forms: Mapping[str, tuple[str, ...]] = {}
    says: Translated


class GrammarLists(BaseModel):
    """The lists of `Grammar` as the file has them."""

    model_config = ConfigDict(frozen=True, extra='forbid')

    abbreviations: tuple[Small, ...]
    may_end: tuple[Small, ...]
    clause_starts: tuple[Small, ...]
    passive_verbs: tuple[Small, ...]
    state_verbs: tuple[Small, ...] = ()
    agent: tuple[Small, ...] = ()
    asking_verbs: tuple[Small, ...] = ()
    between: tuple[Small, ...] = ()
    participles: tuple[Small, ...]
    no_participles: tuple[Small, ...]
    nominalisations: tuple[Small, ...] = ()
    no_nominalisations: tuple[Small, ...]


def read_grammar(folder: Path, language: str) -> Grammar:
    """What is peculiar to `language`; raises `DataFileError`."""
    lists = load_yaml(folder / f'grammar.{language}.yaml', GrammarLists)
    return Grammar(**{name: frozenset(words) for name, words in lists})


def read_officialese(folder: Path, language: str) -> Mapping[str, str]:
    """What to say instead, by the phrase in `language`; raises `DataFileError`."""
    rows = load_csv(folder / f'officialese.{language}.csv', Row, check=_check_rows)
    return {row.phrase: row.instead for row in rows}


def read_glossary(folder: Path) -> tuple[Entry, ...]:
    """The words of the trade; raises `DataFileError`."""
    return load_yaml(folder / 'glossary.yaml', tuple[Entry, ...], check=_check_entries)


def forms(glossary: Sequence[Entry], language: str) -> frozenset[str]:
    """All words and phrases of the glossary in `language`, in lower case."""
    return frozenset(
        form.lower() for entry in glossary for form in (entry.word[language], *entry.forms.get(language, ()))
    )


def terms(glossary: Sequence[Entry], language: str) -> tuple[Term, ...]:
    """The words of the trade in `language`, with what they mean."""
    return tuple(Term(word=entry.word[language], says=entry.says[language]) for entry in glossary)


def _check_rows(rows: Sequence[Row]) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, row in enumerate(rows):
        if row.phrase != row.phrase.lower():
            yield Finding((place, 'phrase'), 'must be in small letters; capitals in a text are found as well')
        if re.search(r'\*$|\*.*\*', row.phrase):
            yield Finding((place, 'phrase'), 'may have one *, between two words')
        if row.phrase in seen:
            yield Finding((place, 'phrase'), f'{row.phrase} stands here twice')
        seen.add(row.phrase)


def _check_entries(entries: Sequence[Entry]) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for place, entry in enumerate(entries):
        for language in entry.word:
            key = (language, entry.word[language].lower())
            if key in seen:
                yield Finding((place, 'word', language), f'{entry.word[language]} stands here twice')
            seen.add(key)
