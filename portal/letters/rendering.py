"""Fills a letter's template: for a page or mail, for paper, for plain text."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from portal.letters.cleaning import cleaned
from portal.letters.formatting import FILTERS, direction
from portal.letters.model.base import Letter
from portal.letters.model.cases import CaseLetter
from portal.letters.texts.blocks import Block
from portal.letters.texts.saying import Saying


class Renderer:
    """Turns a letter value into HTML and plain text; a template sees the letter's fields and nothing else."""

    def __init__(self, folder: Path) -> None:
        self.templates = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(folder), undefined=StrictUndefined, autoescape=True,
            trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        )
        self.templates.filters = {**self.templates.filters, **FILTERS}

    def html(self, letter: Letter, language: str, *, subject: str, medium: str) -> str:
        """The letter as a whole document for `medium`: `page`, `print` or `plain`."""
        letter = cleaned(letter)
        return self.templates.get_template(f'{letter.folder}/letter.{language}.html').render(
            _values(letter), language=language, direction=direction(language), subject=subject, medium=medium,
        )

    def case_html(
        self, letter: CaseLetter, language: str, *, blocks: Mapping[str, Block], title: str, medium: str,
    ) -> str:
        """A letter about an application, said with `blocks`; `large` is one medium more, print for who sees little."""
        letter = cleaned(letter)
        saying = Saying(letter, language, blocks=blocks)
        return self.templates.get_template(f'{letter.folder}/letter.html').render(
            _values(letter), say=saying.say, prose=saying.prose, language=language, direction=direction(language),
            title=title, medium=medium,
        )


def _values(letter: Letter) -> dict[str, object]:
    return {field.name: getattr(letter, field.name) for field in fields(letter)}
