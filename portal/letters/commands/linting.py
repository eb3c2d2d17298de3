"""`flask letters lint`: how clear each letter is, the rules that it breaks, and what its PDF lacks."""

import json
from collections.abc import Iterator
from typing import Any

import click
from flask.cli import with_appcontext

from portal.letters.errors import LetterRefused
from portal.letters.judging import Judgement
from portal.letters.model.cases import CaseLetter
from portal.letters.model.checking import Finding, Measured
from portal.letters.model.kinds import ABOUT_APPLICATIONS
from portal.letters.model.wording import only_files
from portal.letters.samples import read_samples
from portal.letters.service import FOLDER, Letters
from portal.web.parts import part


@click.command()
@click.option('--kind', type=click.Choice(list(ABOUT_APPLICATIONS)), help='Only this kind of letter.')
@click.option('--language', help='Only in this language.')
@click.option('--json', 'as_json', is_flag=True, help='One line of JSON for each letter.')
@with_appcontext
def lint(kind: str | None, language: str | None, as_json: bool) -> None:
    """Judge every sample of the letters about applications; ends with 1 when one of them may not be released."""
    kept_back = 0
    for name, judgement in _judged([kind] if kind else list(ABOUT_APPLICATIONS), language):
        kept_back += isinstance(judgement, LetterRefused) or not judgement.may_be_released
        said = [json.dumps(_record(name, judgement))] if as_json else _lines(name, judgement)
        click.echo('\n'.join(said))
    if kept_back:
        raise click.ClickException(f'{kept_back} {"letter" if kept_back == 1 else "letters"} may not be released.')


def _judged(kinds: list[str], language: str | None) -> Iterator[tuple[dict[str, str], Judgement | LetterRefused]]:
    letters = part(Letters).saying(only_files)
    for kind, variant, letter in _samples(kinds):
        for written in letters.languages(kind):
            if language in (None, written):
                yield {'kind': kind, 'variant': variant, 'language': written}, _judge(letters, letter, written)


def _samples(kinds: list[str]) -> Iterator[tuple[str, str, CaseLetter]]:
    for kind in kinds:
        for variant, letter in read_samples(FOLDER, kind).items():
            if isinstance(letter, CaseLetter):
                yield kind, variant, letter


def _judge(letters: Letters, letter: CaseLetter, language: str) -> Judgement | LetterRefused:
    try:
        return letters.judge(letter, language)
    except LetterRefused as refused:
        return refused


def _record(name: dict[str, str], judgement: Judgement | LetterRefused) -> dict[str, Any]:
    if isinstance(judgement, LetterRefused):
        return {**name, 'may_be_released': False, 'refused': str(judgement)}
    measured = judgement.measured
    return {
        **name, 'may_be_released': judgement.may_be_released,
        'score': measured and measured.score, 'parts': measured and dict(measured.parts),
        'worst_sentence': measured and measured.worst_sentence, 'worst_word': measured and measured.worst_word,
        'findings': [_told(finding) for finding in judgement.findings], 'pdf': list(judgement.complaints),
    }


def _told(finding: Finding) -> dict[str, str]:
    return {'rule': finding.rule, 'place': finding.place, 'says': finding.says}


def _lines(name: dict[str, str], judgement: Judgement | LetterRefused) -> Iterator[str]:
    if isinstance(judgement, LetterRefused):
        yield f'{" ".join(name.values())}: cannot be written: {judgement}'
        return
    verdict = 'may be released' if judgement.may_be_released else 'MAY NOT BE RELEASED'
    yield f'{" ".join(name.values())}: {verdict}'
    yield from _words(judgement.measured) if judgement.measured else ('  words: not measured in this language',)
    for finding in judgement.findings:
        yield f'  {finding.rule}, {finding.place}: {finding.says}'
    if not judgement.findings:
        yield '  R1 to R14 and the mandatory elements: kept'
    yield from (f'  PDF: {complaint}' for complaint in judgement.complaints)
    if not judgement.complaints:
        yield '  PDF: keeps PDF/A-3a and PDF/UA-1'


def _words(measured: Measured) -> Iterator[str]:
    parts = ', '.join(f'{part.replace("_", " ")} {value:.1f}' for part, value in measured.parts.items())
    yield f'  score {measured.score:.0f}: {parts}'
    yield f'  worst sentence: {measured.worst_sentence}'
    if measured.worst_word:
        yield f'  worst word: {measured.worst_word}'
