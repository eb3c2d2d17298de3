"""Fills a letter's template: for a page or mail, for paper, for plain text."""

from dataclasses import fields
from pathlib import Path

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from portal.letters.cleaning import cleaned
from portal.letters.formatting import FILTERS, direction
from portal.letters.model.base import Letter


class Renderer:
    """Turns a letter value into HTML and plain text; a template sees the letter's fields and nothing else."""

    def __init__(self, folder: Path) -> None:
        self._templates = ImmutableSandboxedEnvironment(
            loader=FileSystemLoader(folder), undefined=StrictUndefined, autoescape=True,
            trim_blocks=True, lstrip_blocks=True, auto_reload=False,
        )
        self._templates.filters = {**self._templates.filters, **FILTERS}

    def html(self, letter: Letter, language: str, *, subject: str, medium: str) -> str:
        """The letter as a whole document for `medium`: `page`, `print` or `plain`."""
        letter = cleaned(letter)
        return self._templates.get_template(f'{letter.folder}/letter.{language}.html').render(
            {field.name: getattr(letter, field.name) for field in fields(letter)},
            language=language, direction=direction(language), subject=subject, medium=medium,
        )
