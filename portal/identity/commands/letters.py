"""`flask codes …`: letters by which people log in who have no provider."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial
from pathlib import Path

import click
import segno
from flask.cli import with_appcontext

from portal.clock import Clock
from portal.identity.demo_people import DemoPerson, read_demo_people
from portal.identity.errors import LetterTooSoon, PersonUnknown
from portal.identity.model import Person
from portal.identity.model.codes import How
from portal.identity.service import People
from portal.identity.service.codes import Codes
from portal.kernel.numbers import is_v_number
from portal.letters.errors import PressMissing
from portal.letters.model.base import Letter
from portal.letters.service import Letters
from portal.settings import Settings
from portal.web.parts import part

LEGAL = 'nl'
PATH = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
TOO_SOON = (
    'A letter with a code went to this person less than three days ago. '
    'At the counter, make one with: --counter'
)
UNKNOWN = 'Nobody is known by this V-number. To add the person, say when they were born: --born YYYY-MM-DD'
ANOTHER = 'Somebody else has this V-number: the date of birth is another one. Nothing was changed.'


@click.command()
@click.argument('v_number')
@click.option('--born', type=click.DateTime(['%Y-%m-%d']), help='Adds the person if they are not known yet.')
@click.option('--name', default='', help='The name on the letter of a new person.')
@click.option('--language', default=LEGAL, show_default=True, help='What a new person reads.')
@click.option('--abroad', is_flag=True, help='A new person lives abroad: the code works for 30 days.')
@click.option('--counter', is_flag=True, help='Handed over after a check of who it is: works for 24 hours.')
@click.option('--pdf', type=PATH, help='Writes the letter to this file; a translation goes beside it.')
@click.option('--picture', type=PATH, help='Writes the QR code to this file (SVG).')
@with_appcontext
def issue(
    v_number: str, born: datetime | None, counter: bool, pdf: Path | None, picture: Path | None, **new: object,
) -> None:
    """Make a code for the person with V_NUMBER, and print the letter. An older code does not work any more."""
    person = _person(v_number, born.date() if born else None, new)
    try:
        issued = part(Codes).issue(person, how=How.COUNTER if counter else How.POST)
    except LetterTooSoon as refusal:
        raise click.ClickException(TOO_SOON) from refusal
    letter = part(Codes).telling.letter(person, issued, part(Clock).now())
    click.echo(part(Letters).text(letter, person.language))
    if pdf:
        write_pdf(person, letter, pdf)
    if picture:
        segno.make(letter.scan, micro=False).save(str(picture), kind='svg', border=4)


def _person(v_number: str, born: date | None, new: dict) -> Person:
    if not is_v_number(v_number):
        raise click.ClickException('A V-number has ten digits.')
    try:
        person = part(People).get_by_v_number(v_number)
    except PersonUnknown:
        if born is None:
            raise click.ClickException(UNKNOWN) from None
        return part(People).add(v_number, born, **new)
    if born not in (None, person.birth_date):
        raise click.ClickException(ANOTHER)
    return person


def write_pdf(person: Person, letter: Letter, path: Path) -> None:
    """The letter in Dutch, which counts; and beside it in the person's language, if that is another one."""
    path.write_bytes(part(Letters).pdf(letter, LEGAL))
    if person.language != LEGAL:
        beside = path.with_name(f'{path.stem}.{person.language}{path.suffix}')
        beside.write_bytes(part(Letters).pdf(letter, person.language))


@click.command()
@click.argument('folder', type=FOLDER)
@with_appcontext
def letters(folder: Path) -> None:
    """Print the letters that wait, into FOLDER: codes that were asked for, and notices for who has no e-mail."""
    folder.mkdir(parents=True, exist_ok=True)
    waiting = part(Codes).waiting()
    for one in waiting:
        path = folder / f'{one.id:06}-{one.paper.value}.pdf'
        part(Codes).print(one, partial(write_pdf, path=path))
    click.echo(f'{len(waiting)} letters were printed.' if waiting else 'No letter waits.')


COMMANDS = issue, letters


def demo_lines() -> Iterator[str]:
    """Invented people, added unless they are there; for some of them a letter with a code, in the folder `letters`."""
    people = read_demo_people()
    for one in people:
        person = _added(one)
        if one is people[0] or not one.persona:
            yield _demo_line(person)


def _added(one: DemoPerson) -> Person:
    try:
        return part(People).get_by_v_number(one.v_number)
    except PersonUnknown:
        person = part(People).add(
            one.v_number, one.birth_date, bsn=one.bsn, name=one.name, language=one.language, email=one.email,
            phone=one.phone, abroad=one.abroad,
        )
        if one.seen:
            part(People).seen(person.id)
        return person


def _demo_line(person: Person) -> str:
    path = part(Settings).data_folder / 'letters' / f'{person.name.replace(" ", "-").lower()}.pdf'
    who = f'{person.name}, V-number {person.v_number}, born {person.birth_date:%d-%m-%Y}'
    if part(Codes).has_open_code(person):
        return f'{who}: the code is in the letter, {path}'
    try:
        issued = part(Codes).issue(person, how=How.COUNTER if person.seen_on else How.POST)
    except LetterTooSoon:
        return f'{who}: logged in before; log in with the six words'
    path.parent.mkdir(exist_ok=True)
    try:
        write_pdf(person, part(Codes).telling.letter(person, issued, part(Clock).now()), path)
    except PressMissing:
        return f'{who}: code {issued.printed}'
    return f'{who}: code {issued.printed} ({path})'
