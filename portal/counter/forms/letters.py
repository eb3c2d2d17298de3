"""The form of a letter: its fields follow from what the letter asks, whatever letter it is."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from flask import g, request
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, RadioField, StringField, TextAreaField

from portal.counter.forms.asked import ASKED, LEAVES, YES_NO, Words
from portal.counter.forms.rows import (
    BEFORE,
    LISTS,
    Row,
    field_names,
    in_fields,
    is_filled,
    row_starts,
    rows_of,
    said,
)
from portal.counter.forms.rows import LEAVES as PARTS_OF
from portal.kernel.texts import in_language
from portal.procedures.model.writing import Ask, Shape
from portal.web.fields import PageForm, choices_of, stripped
from portal.web.formatting import day_in_words
from portal.web.locale import current_language

ADD, REMOVE = 'add', 'remove'
"""What the buttons of a list do."""


class Question(NamedTuple):
    """Something that is asked, as the page lays it out."""

    ask: Ask
    words: Words
    rows: list[list[Field]]
    """One row, or as many as a list has."""

    @property
    def is_list(self) -> bool:
        """Rows can be added."""
        return self.ask.shape in LISTS

    @property
    def hint(self) -> LazyString | str:
        """What helps to fill it in; of a day, between which days it must lie."""
        if not self.ask.earliest or not self.ask.latest:
            return self.words.hint
        first, last = day_in_words(self.ask.earliest), day_in_words(self.ask.latest)
        return _('From %(first)s up to and including %(last)s.', first=first, last=last)


class LetterForm(PageForm):
    """What a clerk says of a letter; see `letter_form`."""

    asks: tuple[Ask, ...] = ()

    @property
    def questions(self) -> Iterator[Question]:
        """What the page asks, in the order of the letter."""
        for ask in self.asks:
            starts = row_starts(ask, len(rows_of(ask, self.typed)) if ask.shape in LISTS else 1)
            yield Question(ask, ASKED[ask.name], [[self[name] for name in field_names(ask, one)] for one in starts])

    @property
    def typed(self) -> dict[str, str]:
        """All fields with what stands in them, but for the guard against forged posts."""
        return {field.name: field.data or '' for field in self if field.name != 'csrf_token'}

    def given(self) -> dict[str, Any]:
        """What the clerk says, by the name of what was asked."""
        return {ask.name: said(ask, self.typed) for ask in self.asks}

    def is_right(self) -> bool:
        """All that is needed was filled in; says what is not. Whether a letter can say it, the rules know."""
        fine = self.validate_on_submit()
        for question in self.questions:
            self._check(question)
        return fine and not self.errors

    def refuse(self, place: str, sentence: str) -> None:
        """Say what is wrong at the field that a place such as `items.0.name` means, else above the form."""
        name = f'{BEFORE}{place}'.replace('.', '-')
        while name:
            for field in self:
                if field.name == name or field.name.startswith(f'{name}-'):
                    return self.one_of(field, sentence)
            name = name.rpartition('-')[0]
        self.form_errors.append(sentence)

    def _check(self, question: Question) -> None:
        """A row is filled wholly or not at all, and what is needed is there."""
        filled = [row for row in question.rows if any(field.data for field in row)]
        if not filled and question.ask.needed:
            filled = question.rows[:1]
        for row in filled:
            empty = [field for field in row if not field.data]
            for field in empty[:1] if question.ask.shape is Shape.DAY else empty:
                self.one_of(field, _('Fill this in: %(what)s', what=_in_full(question, field)))


def letter_form(asks: Sequence[Ask], change: str = '') -> LetterForm:
    """A form with fields for all that is asked, as it was sent; `change` is what the button of a list does to it."""
    typed = _typed()
    values: dict[str, str] = dict(typed)
    fields: dict[str, Any] = {'asks': tuple(asks)}
    for ask in asks:
        rows = _changed(ask, rows_of(ask, typed), change) if ask.shape in LISTS else [{}]
        values.update(in_fields(ask, rows) if ask.shape in LISTS else {})
        for start in row_starts(ask, len(rows)):
            fields |= _fields(ask, start)
    return type('FormOfALetter', (LetterForm,), fields)(formdata=MultiDict(values) if typed else None)


def _typed() -> Mapping[str, str]:
    """What was sent, or what came back after a session had ended."""
    return request.form.to_dict() if request.method == 'POST' else dict(g.get('typed_before') or ())


def _changed(ask: Ask, rows: list[Row], change: str) -> list[Row]:
    """The rows after a button was pressed; any other button takes the empty ones out. One is always there."""
    empty: Row = dict.fromkeys(PARTS_OF[ask.shape], '')
    what, _colon, where = change.partition(':')
    name, _colon, number = where.partition(':')
    if what == ADD and name == ask.name:
        rows = [*rows, empty]
    elif what == REMOVE and name == ask.name:
        rows = [row for place, row in enumerate(rows) if str(place) != number]
    elif what not in (ADD, REMOVE):
        rows = [row for row in rows if is_filled(row)]
    return rows or [empty]


def _fields(ask: Ask, start: str) -> dict[str, Field]:
    """The fields of a row, not bound to a form yet."""
    words = ASKED[ask.name]
    label, hint = words.label, words.hint
    match ask.shape:
        case Shape.LINES:
            return {start: TextAreaField(label, filters=[lines], description=hint)}
        case Shape.CHOICE:
            choices = {key: in_language(text, current_language()) for key, text in ask.choices}
            return {start: _radios(ask, words, choices)}
        case Shape.YES_NO:
            return {start: _radios(ask, words, YES_NO, {True: 'yes', False: 'no'}.get(ask.otherwise))}
        case Shape.TEXT:
            return {f'{start}-{leaf}': TextAreaField(said, filters=[lines]) for leaf, said in LEAVES[ask.shape].items()}
    if ask.shape in LEAVES:
        return {f'{start}-{leaf}': StringField(said, filters=[stripped]) for leaf, said in LEAVES[ask.shape].items()}
    return {start: StringField(label, filters=[stripped], description=hint)}


def _radios(ask: Ask, words: Words, choices: Mapping[str, object], chosen: str | None = None) -> RadioField:
    label = words.label if ask.needed or chosen else _l('%(question)s (optional)', question=words.label)
    return RadioField(
        label, choices=choices_of(choices), default=chosen, validate_choice=False, description=words.hint,
    )


def lines(value: str | None) -> str:
    """What was typed on several lines, without signs that cannot be seen."""
    return '\n'.join(stripped(line) for line in (value or '').splitlines()).strip()


def _in_full(question: Question, field: Field) -> str:
    """What a field is, for who reads it in a list of mistakes."""
    label, is_part = str(question.words.label), question.ask.shape in PARTS_OF.keys() - {Shape.DAY}
    return f'{label} – {field.label.text}' if is_part else label
