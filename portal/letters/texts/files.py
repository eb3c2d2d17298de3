"""Reads the text files of case letters, and holds them against the structure and the fields of each letter.

Every mistake names the file, the line and the block.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment

from portal.kernel.data_files import DataFileError, Finding, Mistake, Written, build, read_yaml
from portal.letters.errors import WrongLetterFolder
from portal.letters.model.base import Letter
from portal.letters.model.cases import CaseLetter
from portal.letters.model.wording import SHARED, Fault, Wrong
from portal.letters.texts.blocks import Block, WrongBlock, parse
from portal.letters.texts.fields import Declared, declared
from portal.letters.texts.usage import Structure, UnclearName, Use, macros_of

LAW_LANGUAGES = ('nl', 'en')

Blocks = Mapping[str, Block]


@dataclass(frozen=True, kw_only=True)
class TextFile:
    """The blocks of one file, and where they stand."""

    blocks: Blocks
    written: Written

    def mistake(self, block: str, says: str) -> Mistake:
        """What is wrong with a block."""
        return Mistake(spot=self.written.spot((block,)), says=says)


@dataclass(frozen=True, kw_only=True)
class Wording:
    """What a kind of letter says in a language, and what another text in its place must keep to."""

    own: Mapping[str, str]
    """The texts of the letter's own file, as they are typed."""
    shared: Blocks
    uses: frozenset[Use]
    known: Declared
    blocks: Blocks
    """All that the letter can say, from the files."""

    @property
    def needed(self) -> frozenset[str]:
        """The blocks that the letter says, its own and those that it shares."""
        return frozenset(use.block for use in self.uses)

    @property
    def fields(self) -> frozenset[str]:
        """What every block may name."""
        return frozenset(self.known.fields)

    def more_fields(self) -> Mapping[str, tuple[str, ...]]:
        """What a block that is said of a part of the letter may name besides the letter's own fields."""
        names = tuple(sorted({name for part in self.known.parts.values() for name in part}))
        of_parts = {use.block for use in self.uses if use.of_a_part}
        return {block: names for block in self.own if block in of_parts}

    def faults(self, texts: Mapping[str, str]) -> Iterator[tuple[str, Fault]]:
        """What is wrong with other texts, by block: the same as in the files."""
        own, unclear = parsed(texts)
        yield from unclear
        for block, fault in faults(own, self.shared, uses=self.uses, known=self.known):
            if block in own or block not in texts:
                yield block, fault

    def replaced(self, own: Mapping[str, str], shared: Mapping[str, str]) -> Blocks:
        """All that the letter can say with other texts, in which nothing is wrong."""
        return MappingProxyType({block: parse(text) for block, text in {**shared, **own}.items()})


def parsed(texts: Mapping[str, str]) -> tuple[dict[str, Block], list[tuple[str, Fault]]]:
    """The texts that are blocks, and what is wrong with the others."""
    blocks, wrong = {}, []
    for name, text in texts.items():
        try:
            blocks[name] = parse(text)
        except WrongBlock as error:
            wrong.append((name, error.fault))
    return blocks, wrong


def languages_of(folder: Path) -> tuple[str, ...]:
    """The languages in which the letters of a folder are written."""
    return tuple(sorted(path.suffixes[0][1:] for path in folder.glob('text.*.yaml')))


def read_texts(
    folder: Path, kinds: Mapping[str, type[Letter]], templates: Environment,
) -> Mapping[str, Mapping[str, Wording]]:
    """The words of every kind of case letter, by kind and language; raises `WrongLetterFolder`."""
    shared = {language: read_file(folder / SHARED, language) for language in languages_of(folder / SHARED)}
    return MappingProxyType({
        name: _read_kind(folder / name, kind, shared=shared, uses=uses_of(name, kind, templates))
        for name, kind in kinds.items() if issubclass(kind, CaseLetter)
    })


def uses_of(name: str, kind: type[Letter], templates: Environment) -> frozenset[Use]:
    """The blocks that the structure of a kind of letter says; raises `WrongLetterFolder`."""
    own, base, parts = (templates.parse(_source(templates, path)) for path in (
        f'{name}/letter.html', f'{SHARED}/case_letter.html', f'{SHARED}/case_parts.html',
    ))
    try:
        return Structure(own=own, base=base, macros=macros_of(parts)).uses(declared(kind).choices)
    except UnclearName as error:
        raise WrongLetterFolder(f'letters/{name}: letter.html, {error}') from error


def check(file: TextFile, shared: TextFile, *, uses: frozenset[Use], known: Declared) -> Iterator[Mistake]:
    """What is wrong with the text of a letter."""
    for block, fault in faults(file.blocks, shared.blocks, uses=uses, known=known):
        where = shared if block in shared.blocks and block not in file.blocks else file
        yield where.mistake(block, fault.says)


def faults(own: Blocks, shared: Blocks, *, uses: frozenset[Use], known: Declared) -> Iterator[tuple[str, Fault]]:
    """What is wrong with the blocks of a letter: one that is missing or superfluous, or cannot be said."""
    needed, there = {use.block for use in uses}, {**shared, **own}
    yield from ((block, Fault(Wrong.MISSING)) for block in sorted(needed - set(there)))
    yield from ((block, Fault(Wrong.SUPERFLUOUS)) for block in sorted(set(own) - needed))
    for use in sorted(uses):
        if use.block in there:
            yield from ((use.block, fault) for fault in wrong_in(there[use.block], use, known))


def wrong_in(block: Block, use: Use, known: Declared) -> Iterator[Fault]:
    """What keeps a block from being said in this way."""
    if use.on_one_line and block.line is None:
        yield Fault(Wrong.LIST)
    names = set(known.fields)
    if use.of_a_part:
        names.update(*known.parts.values())
    yield from (Fault(Wrong.FIELD, name) for name in sorted(block.names - names))


def _read_kind(
    folder: Path, kind: type[Letter], *, shared: Mapping[str, TextFile], uses: frozenset[Use],
) -> Mapping[str, Wording]:
    found, known = {}, declared(kind)
    for language in sorted({*LAW_LANGUAGES, *languages_of(folder)}):
        file, common = read_file(folder, language), shared.get(language) or read_file(folder.parent / SHARED, language)
        wrong = list(check(file, common, uses=uses, known=known))
        if wrong:
            raise WrongLetterFolder(f'letters/{folder.name}: {DataFileError(wrong)}')
        found[language] = Wording(
            own=MappingProxyType(file.written.value), shared=common.blocks, uses=uses, known=known,
            blocks=MappingProxyType({**common.blocks, **file.blocks}),
        )
    return MappingProxyType(found)


def read_file(folder: Path, language: str) -> TextFile:
    """The texts of a folder in a language; raises `WrongLetterFolder`."""
    try:
        written = read_yaml(folder / f'text.{language}.yaml')
        texts = build(dict[str, str], written, check=_check_blocks)
    except DataFileError as error:
        raise WrongLetterFolder(f'letters/{folder.name}: {error}') from error
    return TextFile(blocks={name: parse(text) for name, text in texts.items()}, written=written)


def _check_blocks(texts: Mapping[str, str]) -> Iterator[Finding]:
    for name, text in texts.items():
        try:
            parse(text)
        except WrongBlock as error:
            yield Finding((name,), str(error))


def _source(templates: Environment, path: str) -> str:
    loader = templates.loader
    assert loader is not None
    return loader.get_source(templates, path)[0]
