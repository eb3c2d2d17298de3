"""What all forms of a question share."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from portal.checklist.model import DO_NOT_KNOW, UNKNOWN, Country, Question
from portal.kernel.texts import in_language
from portal.web.fields import PageForm
from portal.web.locale import current_language

I_DO_NOT_KNOW = _l('I do not know')


class AnswerForm(PageForm):
    """The form of a question; `answer()` is what JSON says for it."""

    kind: ClassVar[str]
    unknown = BooleanField(I_DO_NOT_KNOW)

    def ask(self, question: Question, offered: Sequence[str], countries: Mapping[str, Country]) -> 'AnswerForm':
        """Show the question, and the options that are offered to this person."""
        self.question, self.countries = question, countries
        self.field.label.text = in_language(question.asks, current_language())
        if question.find_out is None:
            del self.unknown
        self._offer(offered)
        return self

    @property
    def field(self) -> Any:
        """The field that a mistake is shown at."""
        return self['given']

    @property
    def is_unknown(self) -> bool:
        """The person does not know."""
        return 'unknown' in self and bool(self.unknown.data)

    def is_right(self, today: date) -> bool:
        """The answer is possible; says what is wrong."""
        if not self.validate_on_submit() and not self.is_unknown:
            return False
        if not self.is_unknown:
            self._check(today)
        return not self.errors

    def answer(self) -> Any:
        """The answer as JSON."""
        return DO_NOT_KNOW if self.is_unknown else self._answer()

    def show(self, value: Any) -> None:
        """Fill in what was answered before."""
        if value is UNKNOWN:
            if 'unknown' in self:
                self.unknown.data = True
        else:
            self._show(value)

    def refuse(self, sentence: str) -> None:
        """Say at the field what is wrong."""
        self.field.errors = [*self.field.errors, sentence]

    def _offer(self, offered: Sequence[str]) -> None:
        """Fill the choices."""

    def _check(self, today: date) -> None:
        """Say what is wrong with an answer that was given."""

    def _answer(self) -> Any:
        return self.field.data

    def _show(self, value: Any) -> None:
        self.field.data = value
